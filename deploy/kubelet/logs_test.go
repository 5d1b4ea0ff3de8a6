package main

import (
	"bytes"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// logOf prints this as a container does.
func logOf(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "main.log")
	log, err := openLog(path)
	if err != nil {
		t.Fatal(err)
	}
	var besides bytes.Buffer
	log.pump(io.NopCloser(strings.NewReader(text)), "stdout", &besides)
	log.wait()
	if besides.String() != text {
		t.Fatal("what is attached gets something else")
	}
	return path
}

func read(t *testing.T, path, query string) string {
	t.Helper()
	request := httptest.NewRequest("GET", "/?"+query, nil)
	answer := httptest.NewRecorder()
	over := func() bool { return true }
	if err := copyLog(answer, path, optionsOf(request), over, nil); err != nil {
		t.Fatal(err)
	}
	return answer.Body.String()
}

func TestALogIsReadAsItIsAskedFor(t *testing.T) {
	path := logOf(t, "one\ntwo\nthree")
	for query, expected := range map[string]string{
		"":                               "one\ntwo\nthree",
		"follow=true":                    "one\ntwo\nthree",
		"tailLines=2":                    "two\nthree",
		"tailLines=0":                    "",
		"tailLines=99":                   "one\ntwo\nthree",
		"limitBytes=5":                   "one\nt",
		"sinceTime=2999-01-01T00:00:00Z": "",
	} {
		if found := read(t, path, query); found != expected {
			t.Errorf("%s: %q", query, found)
		}
	}
	if lines := strings.Split(read(t, path, "timestamps=true"), "\n"); !strings.HasSuffix(lines[0], "Z one") {
		t.Error(lines)
	}
}

func TestALongLineIsWrittenInParts(t *testing.T) {
	text := strings.Repeat("x", 3*longestLine) + "\nend\n"
	if found := read(t, logOf(t, text), ""); found != text {
		t.Error(len(found))
	}
}

func TestALongLogIsPutAside(t *testing.T) {
	path := logOf(t, strings.Repeat("a line of some length that is printed\n", longestLog/50))
	for _, each := range []string{path, path + aside} {
		info, err := os.Stat(each)
		if err != nil || info.Size() > longestLog+longestLine {
			t.Error(each, info, err)
		}
	}
}

func TestWhatACommandPrintsIsKeptInPart(t *testing.T) {
	var kept beginningOf
	for range 100 {
		if written, err := kept.Write(make([]byte, 1000)); written != 1000 || err != nil {
			t.Fatal(written, err)
		}
	}
	if len(kept) != mostKept {
		t.Error(len(kept))
	}
}
