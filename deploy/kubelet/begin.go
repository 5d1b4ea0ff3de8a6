package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
)

// By this argument the program begins a container, in namespaces that were made for it.
const beginCommand = "begin-container"

type bind struct {
	From, To string
	ReadOnly bool
}

type beginning struct {
	Words     []string
	Env       []string
	Directory string
	Mounts    []bind
	// Root is where the container keeps what it changes of this machine's files; empty: it changes them.
	Root string
	// Host is its host's name, where it has a root.
	Host        string
	User, Group *int64
	// Groups are those that it has besides.
	Groups []int
	// ControlGroups are places in which it is held to its limits.
	ControlGroups []string
}

// beginContainer becomes the container's program.
func beginContainer(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var begin beginning
	if err := json.Unmarshal(text, &begin); err != nil {
		return err
	}
	for _, each := range begin.ControlGroups {
		// Zero is the one that writes.
		if err := os.WriteFile(filepath.Join(each, processesFile), []byte("0"), 0); err != nil {
			return fmt.Errorf("limits: %w", err)
		}
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if begin.Root != "" {
		err = begin.enterRoot()
	} else {
		err = begin.mountHere()
	}
	if err != nil {
		return err
	}
	if err := os.Chdir(orRoot(begin.Directory)); err != nil {
		return err
	}
	if begin.User != nil || begin.Group != nil || len(begin.Groups) > 0 {
		if err := syscall.Setgroups(begin.Groups); err != nil {
			return fmt.Errorf("groups %v: %w", begin.Groups, err)
		}
	}
	if begin.Group != nil {
		if err := syscall.Setgid(int(*begin.Group)); err != nil {
			return fmt.Errorf("group %d: %w", *begin.Group, err)
		}
	}
	if begin.User != nil {
		if err := syscall.Setuid(int(*begin.User)); err != nil {
			return fmt.Errorf("user %d: %w", *begin.User, err)
		}
	}
	for _, variable := range begin.Env {
		if path, ok := strings.CutPrefix(variable, "PATH="); ok {
			os.Setenv("PATH", path)
		}
	}
	program, err := exec.LookPath(begin.Words[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(notFound)
	}
	return syscall.Exec(program, begin.Words, begin.Env)
}

// notFound is how shells end that do not find a program.
const notFound = 127

func orRoot(directory string) string {
	if directory == "" {
		return "/"
	}
	return directory
}

func (b *beginning) mountHere() error {
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("/proc: %w", err)
	}
	for _, each := range b.Mounts {
		if err := each.mount(each.From, syscall.MS_BIND|syscall.MS_REC); err != nil {
			return fmt.Errorf("%s: %w", each.To, err)
		}
	}
	return nil
}

// enterRoot makes this machine's files the container's own, so that it changes copies of them.
func (b *beginning) enterRoot() error {
	if err := syscall.Sethostname([]byte(b.Host)); err != nil {
		return fmt.Errorf("host's name: %w", err)
	}
	others, err := mountPoints(b.Root)
	if err != nil {
		return err
	}
	root := filepath.Join(b.Root, "merged")
	if err := b.overlay(root); err != nil {
		return fmt.Errorf("files of its own: %w", err)
	}
	for _, each := range others {
		// What cannot be seen is missed by those alone who look for it.
		_ = syscall.Mount(each, filepath.Join(root, each), "", syscall.MS_BIND|syscall.MS_REC, "")
	}
	// Paths lead elsewhere from inside: what is mounted goes in first, and to its place then.
	staged := make([]string, len(b.Mounts))
	for index, each := range b.Mounts {
		staged[index] = fmt.Sprintf("/.lazuli-%d", index)
		if err := stage(each.From, root+staged[index]); err != nil {
			return fmt.Errorf("%s: %w", each.To, err)
		}
	}
	if err := os.Chdir(root); err != nil {
		return err
	}
	if err := syscall.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("root: %w", err)
	}
	if err := syscall.Unmount(".", syscall.MNT_DETACH); err != nil {
		return fmt.Errorf("old root: %w", err)
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("/proc: %w", err)
	}
	for index, each := range b.Mounts {
		if err := each.place(staged[index]); err != nil {
			return fmt.Errorf("%s: %w", each.To, err)
		}
	}
	b.nameHost()
	return nil
}

func (b *beginning) overlay(root string) error {
	upper, work := filepath.Join(b.Root, "upper"), filepath.Join(b.Root, "work")
	try := func() error {
		for _, each := range []string{upper, work, root} {
			if err := os.MkdirAll(each, 0o755); err != nil {
				return err
			}
		}
		options := "lowerdir=/,upperdir=" + upper + ",workdir=" + work
		return syscall.Mount("overlay", root, "overlay", 0, options)
	}
	if try() == nil {
		return nil
	}
	// Some file systems cannot be above another: memory can.
	if err := syscall.Mount("tmpfs", b.Root, "tmpfs", 0, "mode=755"); err != nil {
		return err
	}
	return try()
}

// nameHost lets the name of its host lead to itself.
func (b *beginning) nameHost() {
	const file = "/etc/hosts"
	text, _ := os.ReadFile(file)
	line := loopback + " " + b.Host + "\n"
	_ = os.WriteFile(file, append([]byte(line), text...), 0o644)
}

// mountPoints are those besides the root, without what is below one of them or below the container's own place.
func mountPoints(place string) ([]string, error) {
	file, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`)
	var all []string
	below := func(path, parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }
	lines := bufio.NewScanner(file)
next:
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) < 5 {
			continue
		}
		path := unescape.Replace(fields[4])
		if path == "/" || below(path, "/proc") || below(path, place) {
			continue
		}
		for _, other := range all {
			if below(path, other) {
				continue next
			}
		}
		all = append(all, path)
	}
	return all, lines.Err()
}

func stage(from, to string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if err := makePlace(to, info.IsDir()); err != nil {
		return err
	}
	return syscall.Mount(from, to, "", syscall.MS_BIND|syscall.MS_REC, "")
}

func (b bind) place(staged string) error {
	info, err := os.Stat(staged)
	if err != nil {
		return err
	}
	if err := makePlace(b.To, info.IsDir()); err != nil {
		return err
	}
	if err := b.mount(staged, syscall.MS_MOVE); err != nil {
		return err
	}
	return os.Remove(staged)
}

func makePlace(path string, isDirectory bool) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if isDirectory {
		return os.MkdirAll(path, 0o755)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return file.Close()
}

func (b bind) mount(from string, how uintptr) error {
	if err := syscall.Mount(from, b.To, "", how, ""); err != nil {
		return err
	}
	if !b.ReadOnly {
		return nil
	}
	flags := uintptr(syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY)
	return syscall.Mount("", b.To, "", flags, "")
}

// Mounts of containers without a root need a place in the tree of this machine: those that were made for them are
// removed at the end.
var (
	placesMutex sync.Mutex
	places      []string
)

func makeMountPoint(path string, isDirectory bool) error {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	var missing []string
	for at := filepath.Dir(path); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		}
		missing = append([]string{at}, missing...)
	}
	places = append(append(places, missing...), path)
	return makePlace(path, isDirectory)
}

func removeMountPoints() {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	for index := len(places) - 1; index >= 0; index-- {
		_ = os.Remove(places[index])
	}
	places = nil
}
