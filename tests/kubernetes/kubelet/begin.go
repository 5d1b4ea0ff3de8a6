package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
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
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("/proc: %w", err)
	}
	for _, each := range begin.Mounts {
		if err := each.mount(); err != nil {
			return fmt.Errorf("%s: %w", each.To, err)
		}
	}
	directory := begin.Directory
	if directory == "" {
		directory = "/"
	}
	if err := os.Chdir(directory); err != nil {
		return err
	}
	for _, variable := range begin.Env {
		if path, ok := cutPath(variable); ok {
			os.Setenv("PATH", path)
		}
	}
	program, err := exec.LookPath(begin.Words[0])
	if err != nil {
		return err
	}
	return syscall.Exec(program, begin.Words, begin.Env)
}

func cutPath(variable string) (string, bool) {
	const name = "PATH="
	if len(variable) > len(name) && variable[:len(name)] == name {
		return variable[len(name):], true
	}
	return "", false
}

func (b bind) mount() error {
	if err := syscall.Mount(b.From, b.To, "", syscall.MS_BIND|syscall.MS_REC, ""); err != nil {
		return err
	}
	if !b.ReadOnly {
		return nil
	}
	flags := uintptr(syscall.MS_BIND | syscall.MS_REMOUNT | syscall.MS_RDONLY)
	return syscall.Mount("", b.To, "", flags, "")
}

// Mounts need a place in the tree of this machine: those that were made for them are removed at the end.
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
	parent := filepath.Dir(path)
	var missing []string
	for at := parent; ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil {
			break
		}
		missing = append([]string{at}, missing...)
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	places = append(places, missing...)
	places = append(places, path)
	if isDirectory {
		return os.Mkdir(path, 0o755)
	}
	file, err := os.Create(path)
	if err == nil {
		file.Close()
	}
	return err
}

func removeMountPoints() {
	placesMutex.Lock()
	defer placesMutex.Unlock()
	for index := len(places) - 1; index >= 0; index-- {
		_ = os.Remove(places[index])
	}
	places = nil
}
