package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"sync"

	"golang.org/x/sys/unix"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
)

// mostWaiting is how many parts of what was printed may wait for a caller who reads slowly: a container is not
// held up by who looks at it.
const mostWaiting = 1024

type printed struct {
	isError bool
	text    []byte
}

// listener is one caller who is attached.
type listener struct {
	queue  chan printed
	isLost bool
}

// streams are those of a container's first process, which callers may attach to.
type streams struct {
	// stdin leads to the process; nil where it reads nothing.
	stdin io.WriteCloser
	// isOnce: stdin ends with the first who was attached to it.
	isOnce bool
	// terminal is the process's own; nil where it has none.
	terminal *os.File

	mutex     sync.Mutex
	listeners map[*listener]bool
	isOver    bool
}

// say tells those who are attached what was printed.
type say struct {
	streams *streams
	isError bool
}

func (s say) Write(text []byte) (int, error) {
	s.streams.mutex.Lock()
	defer s.streams.mutex.Unlock()
	for each := range s.streams.listeners {
		select {
		case each.queue <- printed{s.isError, bytes.Clone(text)}:
		default:
			each.isLost = true
			s.streams.drop(each)
		}
	}
	return len(text), nil
}

func (s *streams) drop(one *listener) {
	if s.listeners[one] {
		delete(s.listeners, one)
		close(one.queue)
	}
}

// end: nothing is printed any more.
func (s *streams) end() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.isOver = true
	for each := range s.listeners {
		s.drop(each)
	}
	if s.stdin != nil {
		_ = s.stdin.Close()
	}
}

func (s *streams) listen() *listener {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	made := &listener{queue: make(chan printed, mostWaiting)}
	if s.isOver {
		close(made.queue)
		return made
	}
	if s.listeners == nil {
		s.listeners = map[*listener]bool{}
	}
	s.listeners[made] = true
	return made
}

func (s *streams) leave(one *listener) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.drop(one)
}

// attach hands on what is printed from now on, and what the caller writes. It returns when the process has ended or
// the caller has gone.
func (s *streams) attach(
	ctx context.Context, in io.Reader, out, errs io.Writer, sizes <-chan remotecommand.TerminalSize,
) error {
	one := s.listen()
	defer s.leave(one)
	if s.terminal != nil && sizes != nil {
		go resize(s.terminal, sizes)
	}
	if in != nil && s.stdin != nil {
		go func() {
			_, _ = io.Copy(s.stdin, in)
			// The end of a terminal would hang up all that runs there.
			if s.isOnce && s.terminal == nil {
				_ = s.stdin.Close()
			}
		}()
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case part, isOpen := <-one.queue:
			if !isOpen {
				if one.isLost {
					return errors.New("this caller reads more slowly than the container prints")
				}
				return nil
			}
			to := out
			if part.isError {
				to = errs
			}
			if to == nil {
				continue
			}
			if _, err := to.Write(part.text); err != nil {
				return nil
			}
		}
	}
}

func resize(terminal *os.File, sizes <-chan remotecommand.TerminalSize) {
	for size := range sizes {
		_ = unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: size.Height, Col: size.Width})
	}
}

type attacher struct{ process process }

func (a attacher) AttachContainer(
	ctx context.Context, _, _, _ string, in io.Reader, out, errs io.WriteCloser,
	_ bool, sizes <-chan remotecommand.TerminalSize,
) error {
	// What is no writer must not look like one.
	var toOut, toErrs io.Writer
	if out != nil {
		toOut = out
	}
	if errs != nil {
		toErrs = errs
	}
	return a.process.streams().attach(ctx, in, toOut, toErrs, sizes)
}
