package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	"k8s.io/cri-streaming/pkg/streaming/remotecommand"
	utilexec "k8s.io/utils/exec"
)

// command is one that runs where the container's processes are.
func (c *container) command(ctx context.Context, words []string, hasTerminal bool) (*exec.Cmd, error) {
	process := c.running()
	if process == nil {
		return nil, errors.New("container " + c.spec.Name + " does not run")
	}
	env, err := c.environment()
	if err != nil {
		return nil, err
	}
	if hasTerminal {
		env = append(env, "TERM=xterm")
	}
	inside, variables := process.inside(words, env, hasTerminal)
	command := exec.CommandContext(ctx, inside[0], inside[1:]...)
	command.Env = variables
	return command, nil
}

type executor struct{ container *container }

// ExecInContainer runs a command where the container's processes are.
func (e executor) ExecInContainer(
	ctx context.Context, _, _, _ string, words []string, in io.Reader, out, errs io.WriteCloser,
	hasTerminal bool, sizes <-chan remotecommand.TerminalSize, _ time.Duration,
) error {
	command, err := e.container.command(ctx, words, hasTerminal)
	if err != nil {
		return err
	}
	if hasTerminal {
		return exitOf(runOnTerminal(command, in, out, sizes))
	}
	command.Stdout, command.Stderr = out, errs
	if errs == nil {
		command.Stderr = out
	}
	// What it leaves behind may hold its streams.
	command.WaitDelay = time.Second
	if in == nil {
		if err := command.Start(); err != nil {
			return err
		}
		return exitOf(command.Wait())
	}
	// The end of its input is not waited for: a command may end before.
	stdin, err := command.StdinPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	go func() {
		defer stdin.Close()
		_, _ = io.Copy(stdin, in)
	}()
	return exitOf(command.Wait())
}

func exitOf(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code := exit.ExitCode()
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			code = 128 + int(status.Signal())
		}
		return utilexec.CodeExitError{Err: fmt.Errorf("command terminated with exit code %d", code), Code: code}
	}
	if errors.Is(err, exec.ErrWaitDelay) {
		return nil
	}
	return err
}

func runOnTerminal(command *exec.Cmd, in io.Reader, out io.Writer, sizes <-chan remotecommand.TerminalSize) error {
	master, slave, err := openTerminal()
	if err != nil {
		return err
	}
	defer master.Close()
	command.Stdin, command.Stdout, command.Stderr = slave, slave, slave
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	err = command.Start()
	slave.Close()
	if err != nil {
		return err
	}
	go resize(master, sizes)
	if in != nil {
		go func() { _, _ = io.Copy(master, in) }()
	}
	printed := make(chan struct{})
	go func() {
		// It ends with an error when the last has closed its side.
		_, _ = io.Copy(out, master)
		close(printed)
	}()
	err = command.Wait()
	select {
	case <-printed:
	case <-time.After(time.Second):
	}
	return err
}

func openTerminal() (master, slave *os.File, err error) {
	master, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		master.Close()
		return nil, nil, err
	}
	return master, slave, nil
}

// runBriefly answers the exit code and what was printed, within the time.
func (c *container) runBriefly(words []string, length time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(c.pod.all.ctx, length)
	defer cancel()
	command, err := c.command(ctx, words, false)
	if err != nil {
		return "", err
	}
	command.WaitDelay = time.Second
	var printed beginningOf
	command.Stdout, command.Stderr = &printed, &printed
	err = command.Run()
	return strings.TrimSpace(string(printed)), err
}

// mostKept of what a command prints is kept, as of a kubelet's probes.
const mostKept = 10 << 10

// beginningOf is the first of what is written to it.
type beginningOf []byte

func (b *beginningOf) Write(text []byte) (int, error) {
	*b = append(*b, text[:min(len(text), mostKept-len(*b))]...)
	return len(text), nil
}
