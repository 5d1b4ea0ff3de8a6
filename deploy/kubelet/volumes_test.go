package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/utils/ptr"
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

// ofClaim is a pod whose volume is a claim; the claim is bound to a volume of this kind, or to none.
func ofClaim(t *testing.T, kind *core.PersistentVolumeSource) *pod {
	t.Helper()
	claim := &core.PersistentVolumeClaim{
		ObjectMeta: meta.ObjectMeta{Namespace: "default", Name: "data"},
		Status:     core.PersistentVolumeClaimStatus{Phase: core.ClaimPending},
	}
	volume := &core.PersistentVolume{ObjectMeta: meta.ObjectMeta{Name: "disk"}}
	if kind != nil {
		claim.Spec.VolumeName, claim.Status.Phase = volume.Name, core.ClaimBound
		volume.Spec.PersistentVolumeSource = *kind
	}
	object := &core.Pod{ObjectMeta: meta.ObjectMeta{Namespace: "default", Name: "one", UID: "1"}}
	object.Spec.SecurityContext = &core.PodSecurityContext{FSGroup: ptr.To(int64(os.Getgid()))}
	object.Spec.Volumes = []core.Volume{{Name: "kept", VolumeSource: core.VolumeSource{
		PersistentVolumeClaim: &core.PersistentVolumeClaimVolumeSource{ClaimName: "data"},
	}}}
	claim.TypeMeta = meta.TypeMeta{Kind: "PersistentVolumeClaim", APIVersion: "v1"}
	volume.TypeMeta = meta.TypeMeta{Kind: "PersistentVolume", APIVersion: "v1"}
	found := map[string]any{
		"/api/v1/namespaces/default/persistentvolumeclaims/data": claim,
		"/api/v1/persistentvolumes/disk":                         volume,
	}
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		object := found[r.URL.Path]
		if object == nil {
			http.NotFound(answer, r)
			return
		}
		answer.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(answer).Encode(object)
	}))
	t.Cleanup(server.Close)
	config := &rest.Config{Host: server.URL, QPS: -1}
	config.ContentType = "application/json"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	all := newPods(client, server.URL, t.TempDir(), true)
	t.Cleanup(all.stop)
	return newPod(all, object)
}

func TestAClaimIsTheDirectoryThatItIsBoundTo(t *testing.T) {
	place := t.TempDir()
	local := &core.PersistentVolumeSource{Local: &core.LocalVolumeSource{Path: place}}
	pod := ofClaim(t, local)
	paths, err := pod.volumes()
	if err != nil || paths["kept"] != place {
		t.Fatal(paths, err)
	}
	info, err := os.Stat(place)
	if err != nil || info.Mode().Perm()&0o770 != 0o770 || info.Mode()&os.ModeSetgid == 0 {
		t.Fatal("its group may not write there", info.Mode(), err)
	}
	if got := info.Sys().(*syscall.Stat_t).Gid; got != uint32(os.Getgid()) {
		t.Fatal(got)
	}
	if pod.isReadOnly("kept") {
		t.Fatal("nothing can be written there")
	}
	pod.object.Spec.Volumes[0].PersistentVolumeClaim.ReadOnly = true
	if !pod.isReadOnly("kept") {
		t.Fatal("it can be written there")
	}
	made := filepath.Join(place, "made")
	kind := core.HostPathDirectoryOrCreate
	host := &core.PersistentVolumeSource{HostPath: &core.HostPathVolumeSource{Path: made, Type: &kind}}
	if paths, err := ofClaim(t, host).volumes(); err != nil || paths["kept"] != made {
		t.Fatal(paths, err)
	}
	if info, err := os.Stat(made); err != nil || info.Mode()&os.ModeSetgid != 0 && info.Mode().Perm()&0o020 != 0 {
		t.Fatal("a hostPath is left as it is", info, err)
	}
}

func TestAPodWaitsForItsClaim(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	for expected, kind := range map[string]*core.PersistentVolumeSource{
		"the claim data is not bound yet":              nil,
		"of a kind that this kubelet does not have":    {NFS: &core.NFSVolumeSource{Server: "a", Path: "/b"}},
		"no such file or directory":                    {Local: &core.LocalVolumeSource{Path: gone}},
		"stat " + gone + ": no such file or directory": {HostPath: &core.HostPathVolumeSource{Path: gone}},
	} {
		if _, err := ofClaim(t, kind).volumes(); err == nil || !strings.Contains(err.Error(), expected) {
			t.Error(expected, err)
		}
	}
	pod := ofClaim(t, nil)
	pod.object.Spec.Volumes[0].PersistentVolumeClaim.ClaimName = "none"
	if _, err := pod.volumes(); err == nil || !strings.Contains(err.Error(), "could not find the requested resource") {
		t.Error(err)
	}
}
