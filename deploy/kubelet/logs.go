package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"os"
	"strconv"
	"sync"
	"time"
)

const (
	// A longer line is written in parts.
	longestLine = 16 * 1024
	// A longer log is put aside, and the one before it is dropped.
	longestLog = 10 << 20
	lookEvery  = 100 * time.Millisecond
	aside      = ".old"
	// previous is the log of the container before it was started again.
	previous = ".previous"
)

// logFile is what a container printed: each line with its time, its stream, and whether it is whole (F) or not (P).
type logFile struct {
	path  string
	mutex sync.Mutex
	file  *os.File
	size  int
	pumps sync.WaitGroup
}

func openLog(path string) (*logFile, error) {
	_ = os.Remove(path + aside)
	if err := os.Rename(path, path+previous); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	return &logFile{path: path, file: file}, err
}

// pump writes down what is printed; besides gets it as it comes, whole lines or not.
func (l *logFile) pump(from io.ReadCloser, stream string, besides io.Writer) {
	l.pumps.Go(func() {
		defer from.Close()
		reader := bufio.NewReaderSize(io.TeeReader(from, besides), longestLine)
		for {
			line, err := reader.ReadSlice('\n')
			if len(line) > 0 {
				l.write(stream, line)
			}
			if err != nil && err != bufio.ErrBufferFull {
				return
			}
		}
	})
}

func (l *logFile) write(stream string, line []byte) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	mark := " F "
	if line[len(line)-1] != '\n' {
		mark = " P "
		line = append(bytes.Clone(line), '\n')
	}
	entry := time.Now().UTC().Format(time.RFC3339Nano) + " " + stream + mark + string(line)
	written, _ := l.file.WriteString(entry)
	if l.size += written; l.size < longestLog {
		return
	}
	if os.Rename(l.path, l.path+aside) == nil {
		if next, err := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err == nil {
			_ = l.file.Close()
			l.file, l.size = next, 0
		}
	}
}

func (l *logFile) wait() {
	l.pumps.Wait()
	_ = l.file.Close()
}

// logOptions are what a caller asks for of a log.
type logOptions struct {
	follows, hasTimes bool
	tail              int
	since             time.Time
	limit             int64
}

func optionsOf(r *http.Request) logOptions {
	is := func(name string) bool {
		value, _ := strconv.ParseBool(r.FormValue(name))
		return value
	}
	o := logOptions{follows: is("follow"), hasTimes: is("timestamps"), tail: -1, limit: -1}
	if lines, err := strconv.Atoi(r.FormValue("tailLines")); err == nil {
		o.tail = lines
	}
	if bytes, err := strconv.ParseInt(r.FormValue("limitBytes"), 10, 64); err == nil {
		o.limit = bytes
	}
	if seconds, err := strconv.ParseInt(r.FormValue("sinceSeconds"), 10, 64); err == nil {
		o.since = time.Now().Add(-time.Duration(seconds) * time.Second)
	}
	if at, err := time.Parse(time.RFC3339, r.FormValue("sinceTime")); err == nil {
		o.since = at
	}
	return o
}

// copyLog writes the log as it is asked for, and what is added to it until it is over.
func copyLog(to http.ResponseWriter, path string, o logOptions, isOver func() bool, gone <-chan struct{}) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { file.Close() }()
	if o.tail >= 0 {
		if err := seekLines(file, o.tail); err != nil {
			return err
		}
	}
	reader := bufio.NewReader(file)
	var rest []byte
	for {
		wasOver := isOver()
		for {
			part, err := reader.ReadBytes('\n')
			rest = append(rest, part...)
			if err != nil {
				break
			}
			if !o.write(to, rest) {
				return nil
			}
			rest = nil
		}
		if flusher, ok := to.(http.Flusher); ok {
			flusher.Flush()
		}
		if !o.follows {
			return nil
		}
		if next := replaced(file, path); next != nil {
			file.Close()
			file = next
			reader.Reset(file)
			continue
		}
		if wasOver || !pause(gone, lookEvery) {
			return nil
		}
	}
}

// replaced answers the file that is in its place by now.
func replaced(file *os.File, path string) *os.File {
	own, err := file.Stat()
	if err != nil {
		return nil
	}
	now, err := os.Stat(path)
	if err != nil || os.SameFile(own, now) {
		return nil
	}
	next, err := os.Open(path)
	if err != nil {
		return nil
	}
	return next
}

// write returns whether more is wanted.
func (o *logOptions) write(to io.Writer, entry []byte) bool {
	fields := bytes.SplitN(entry, []byte(" "), 4)
	if len(fields) < 4 {
		return true
	}
	at, err := time.Parse(time.RFC3339Nano, string(fields[0]))
	if err == nil && at.Before(o.since) {
		return true
	}
	line := fields[3]
	if string(fields[2]) == "P" {
		line = bytes.TrimSuffix(line, []byte("\n"))
	}
	if o.hasTimes {
		line = append(append(bytes.Clone(fields[0]), ' '), line...)
	}
	if o.limit >= 0 {
		line = line[:min(int64(len(line)), o.limit)]
		o.limit -= int64(len(line))
	}
	_, err = to.Write(line)
	return err == nil && o.limit != 0
}

// seekLines leaves the file before its last lines.
func seekLines(file *os.File, lines int) error {
	text, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	at := len(text)
	for ; lines > 0 && at > 0; lines-- {
		at = bytes.LastIndexByte(text[:at-1], '\n') + 1
	}
	_, err = file.Seek(int64(at), io.SeekStart)
	return err
}
