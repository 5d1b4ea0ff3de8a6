package lazulitest

import (
	"net/url"
	"testing"
	"time"
)

// Snapshot is all that the server held at a moment.
type Snapshot struct {
	Name string `json:"name"`
	// TakenAt is by the server's clock.
	TakenAt    time.Time `json:"takenAt"`
	StoreBytes int64     `json:"storeBytes"`
	// Files are the folders of files that went along, LeftOut what did not, in words.
	Files   []string `json:"files"`
	LeftOut []string `json:"leftOut"`

	server *Server
}

// Snapshot keeps all that the server holds under a name, until the end of the test.
func (server *Server) Snapshot(t testing.TB, name string) *Snapshot {
	t.Helper()
	return server.keep(t, name, false)
}

// SnapshotWithFiles takes blobs, queues and tables along, and the files of nodes of this machine.
func (server *Server) SnapshotWithFiles(t testing.TB, name string) *Snapshot {
	t.Helper()
	return server.keep(t, name, true)
}

func (server *Server) keep(t testing.TB, name string, files bool) *Snapshot {
	t.Helper()
	kept := &Snapshot{server: server}
	server.must(t, "POST", "/lazuli/snapshots", map[string]any{"name": name, "files": files}, kept)
	t.Cleanup(func() { kept.Remove(t) })
	return kept
}

// Restore goes back to it, as often as wanted. What runs then is ended.
func (kept *Snapshot) Restore(t testing.TB) {
	t.Helper()
	kept.server.must(t, "POST", "/lazuli/snapshots/"+url.PathEscape(kept.Name)+"/restore", nil, nil)
}

// Remove gives it up.
func (kept *Snapshot) Remove(t testing.TB) {
	t.Helper()
	kept.server.unlessOver(t, "DELETE", "/lazuli/snapshots/"+url.PathEscape(kept.Name))
}

// Reset goes back to what the server was when it started.
func (server *Server) Reset(t testing.TB) {
	t.Helper()
	server.must(t, "POST", "/lazuli/reset", nil, nil)
}

// Seeded is what a seed came to.
type Seeded struct {
	Created int `json:"created"`
	Present int `json:"present"`
	Value   []struct {
		// Path is jobs[0].tasks[2], say.
		Path string `json:"path"`
		ID   string `json:"id"`
		// Outcome is created or present.
		Outcome string `json:"outcome"`
	} `json:"value"`
}

// Seed makes what a YAML text declares and is not there yet: the same text twice changes nothing. One with
// anything wrong in it ends the test with line, path and reason, and changes nothing.
func (server *Server) Seed(t testing.TB, text string) Seeded {
	t.Helper()
	return server.SeedIn(t, text, "")
}

// SeedIn is Seed, where paths in the text begin in a directory.
func (server *Server) SeedIn(t testing.TB, text, directory string) Seeded {
	t.Helper()
	file := map[string]string{"text": text}
	if directory != "" {
		file["directory"] = directory
	}
	seeded := Seeded{}
	server.must(t, "POST", "/lazuli/seed", file, &seeded)
	return seeded
}
