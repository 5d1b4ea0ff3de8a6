package main

import (
	"os"
	"path/filepath"
	"testing"

	core "k8s.io/api/core/v1"
)

func TestAPathBelowAVolumeStaysThere(t *testing.T) {
	place := t.TempDir()
	volume, outside := filepath.Join(place, "volume"), filepath.Join(place, "outside")
	for _, path := range []string{filepath.Join(volume, "deep/er"), outside} {
		if err := os.MkdirAll(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"out": outside, "up": "../outside", "in": "deep"} {
		if err := os.Symlink(to, filepath.Join(volume, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, below := range []string{"", "deep", "deep/er", "in/er", "new/one"} {
		path, err := within(volume, below)
		if err != nil {
			t.Fatal(below, err)
		}
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			t.Fatal(path, err)
		}
	}
	for _, below := range []string{"out", "up", "out/new", "../outside", "up/new"} {
		if path, err := within(volume, below); err == nil {
			t.Fatal(below, path)
		}
	}
	if found, _ := os.ReadDir(outside); len(found) > 0 {
		t.Fatal(found)
	}
}

func TestFilesAreWrittenIntoTheirVolumeAlone(t *testing.T) {
	place := t.TempDir()
	volume, secret := filepath.Join(place, "volume"), filepath.Join(place, "secret")
	if err := os.Mkdir(volume, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(secret, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	// A container may have put it there before its program was started anew.
	if err := os.Symlink(secret, filepath.Join(volume, "key")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(place, filepath.Join(volume, "folder")); err != nil {
		t.Fatal(err)
	}
	data := map[string][]byte{"key": []byte("given")}
	for range 2 {
		if err := write(volume, data, nil, 0o400); err != nil {
			t.Fatal(err)
		}
	}
	if text, _ := os.ReadFile(filepath.Join(volume, "key")); string(text) != "given" {
		t.Fatal(string(text))
	}
	if err := write(volume, data, []core.KeyToPath{{Key: "key", Path: "folder/secret"}}, 0o644); err == nil {
		t.Fatal("it was written elsewhere")
	}
	if text, _ := os.ReadFile(secret); string(text) != "kept" {
		t.Fatal(string(text))
	}
	if err := write(volume, data, []core.KeyToPath{{Key: "none", Path: "x"}}, 0o644); err == nil {
		t.Fatal("what is not there was written")
	}
}
