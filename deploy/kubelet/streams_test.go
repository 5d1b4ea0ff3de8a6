package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func attached(s *streams, in io.Reader, out, errs io.Writer) <-chan error {
	over := make(chan error, 1)
	go func() { over <- s.attach(context.Background(), in, out, errs, nil) }()
	return over
}

func (s *streams) untilAttached(t *testing.T, count int) {
	t.Helper()
	for range 500 {
		s.mutex.Lock()
		found := len(s.listeners)
		s.mutex.Unlock()
		if found == count {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("not %d are attached", count)
}

func TestAttachedCallersGetWhatIsPrinted(t *testing.T) {
	s := &streams{}
	var out, errs, second bytes.Buffer
	first := attached(s, nil, &out, &errs)
	s.untilAttached(t, 1)
	_, _ = say{streams: s}.Write([]byte("one"))
	other := attached(s, nil, &second, nil)
	s.untilAttached(t, 2)
	_, _ = say{streams: s}.Write([]byte("two"))
	_, _ = say{streams: s, isError: true}.Write([]byte("wrong"))
	s.end()
	if err := errors.Join(<-first, <-other); err != nil {
		t.Fatal(err)
	}
	if out.String() != "onetwo" || errs.String() != "wrong" || second.String() != "two" {
		t.Fatalf("%q %q %q", out.String(), errs.String(), second.String())
	}
	if err := s.attach(context.Background(), nil, &out, nil, nil); err != nil {
		t.Fatal(err)
	}
}

type closable struct {
	bytes.Buffer
	closed chan struct{}
}

func (c *closable) Close() error {
	close(c.closed)
	return nil
}

func TestStandardInputEndsWithTheFirstWhereThatIsAskedFor(t *testing.T) {
	in := &closable{closed: make(chan struct{})}
	s := &streams{stdin: in, isOnce: true}
	over := attached(s, strings.NewReader("hello"), io.Discard, nil)
	<-in.closed
	if in.String() != "hello" {
		t.Fatal(in.String())
	}
	s.stdin = nil
	s.end()
	if err := <-over; err != nil {
		t.Fatal(err)
	}
}

type stuck struct{ free chan struct{} }

func (s stuck) Write(text []byte) (int, error) {
	<-s.free
	return len(text), nil
}

func TestACallerWhoDoesNotReadHoldsNothingUp(t *testing.T) {
	s := &streams{}
	free := make(chan struct{})
	over := attached(s, nil, stuck{free}, nil)
	s.untilAttached(t, 1)
	for range 2 * mostWaiting {
		_, _ = say{streams: s}.Write([]byte("line\n"))
	}
	s.untilAttached(t, 0)
	close(free)
	if err := <-over; err == nil {
		t.Fatal("it is not told what it missed")
	}
}
