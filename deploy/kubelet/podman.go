package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/utils/ptr"
)

const (
	// By this argument the program waits for another to end, and removes the containers of that one.
	guardCommand = "guard-containers"
	clusterLabel = "lazuli-cluster"
	engineTime   = time.Minute
	// A container that was being made when its program ended may come a little later.
	comesWithin = 2 * time.Second
	nprocLimit  = 6
	// What Docker gives its containers, and Linux itself.
	mostFiles      = 1_048_576
	usualProcesses = 32_768
)

// engine is the program that runs containers of images that this machine has.
type engine struct {
	program string
	label   string
	env     []string
	limits  []string
	// hasLimits: it can hold containers to their processors and memory.
	hasLimits bool
}

// findEngine answers nil where there is none.
func findEngine(directory string) *engine {
	for _, name := range []string{"podman", "docker"} {
		if program, err := exec.LookPath(name); err == nil {
			// A short name for the place: what is looked for by that is this program alone.
			label := fmt.Sprintf("%s=%.8x", clusterLabel, sha256.Sum256([]byte(directory)))
			return &engine{program, label, engineVariables(), ownLimits(), hasControlGroups()}
		}
	}
	return nil
}

// engineVariables are those of this user: images are kept in the user's own home.
func engineVariables() []string {
	env := []string{"PATH=" + os.Getenv("PATH")}
	if who, err := user.Current(); err == nil {
		env = append(env, "HOME="+who.HomeDir)
		if place := "/run/user/" + who.Uid; who.Uid != "0" && isThere(place) {
			env = append(env, "XDG_RUNTIME_DIR="+place)
		}
	}
	return env
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// ownLimits are for containers too: left to itself Podman asks for more than it may have in some places.
func ownLimits() []string {
	var all []string
	for _, each := range []struct {
		name string
		kind int
		most uint64
	}{{"nofile", syscall.RLIMIT_NOFILE, mostFiles}, {"nproc", nprocLimit, mostProcesses()}} {
		var limit syscall.Rlimit
		if err := syscall.Getrlimit(each.kind, &limit); err == nil {
			most := min(limit.Max, each.most)
			all = append(all, fmt.Sprintf("--ulimit=%s=%d:%d", each.name, most, most))
		}
	}
	return all
}

// mostProcesses is how many this machine may have: more than that not even root may ask for.
func mostProcesses() uint64 {
	text, err := os.ReadFile("/proc/sys/kernel/pid_max")
	if err == nil {
		if most, err := strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64); err == nil {
			return most
		}
	}
	return usualProcesses
}

func (e *engine) say(words ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), engineTime)
	defer cancel()
	command := exec.CommandContext(ctx, e.program, words...)
	command.Env = e.env
	command.WaitDelay = time.Second
	printed, err := command.Output()
	return strings.TrimSpace(string(printed)), err
}

// sweep removes all containers of the cluster.
func (e *engine) sweep() {
	ids, err := e.say("ps", "--all", "--quiet", "--filter", "label="+e.label)
	if err != nil || ids == "" {
		return
	}
	if err := e.remove(strings.Fields(ids)...); err != nil {
		log.Printf("containers that were left: %v", err)
	}
}

// remove kills them first: an engine would give them time.
func (e *engine) remove(names ...string) error {
	_, _ = e.say(append([]string{"kill", "--signal", "KILL"}, names...)...)
	_, err := e.say(append([]string{"rm", "--force"}, names...)...)
	return err
}

// guard lets no container outlive this program, however it ends.
func (e *engine) guard() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	// Its other end closes when this program has ended.
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer read.Close()
	command := exec.Command(self, guardCommand, e.program, e.label)
	command.Stdin, command.Env = read, e.env
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		return err
	}
	guardPipe = write
	go func() { _ = command.Wait() }()
	return nil
}

// guardPipe is kept open as long as this program lives.
var guardPipe *os.File

// guardContainers waits for the end of its input.
func guardContainers(program, label string) {
	_, _ = io.Copy(io.Discard, os.Stdin)
	guarded := &engine{program: program, label: label, env: os.Environ()}
	guarded.sweep()
	time.Sleep(comesWithin)
	guarded.sweep()
}

// boxed is a container that an engine runs: the process of this machine waits for it.
type boxed struct {
	*own
	engine *engine
	name   string
}

func (b *boxed) id() string { return filepath.Base(b.engine.program) + "://" + b.name }

func (b *boxed) signal(signal syscall.Signal) {
	if isClosed(b.ended) {
		return
	}
	if signal == syscall.SIGKILL {
		_ = b.engine.remove(b.name)
		b.own.signal(syscall.SIGKILL)
		return
	}
	_, _ = b.engine.say("kill", "--signal", fmt.Sprint(int(signal)), b.name)
}

func (b *boxed) inside(words, _ []string, hasTerminal bool) ([]string, []string) {
	enter := []string{b.engine.program, "exec", "--interactive"}
	if hasTerminal {
		enter = append(enter, "--tty", "--env", "TERM=xterm")
	}
	return append(append(enter, b.name), words...), b.engine.env
}

// startBoxed runs it in a container of its image, which must be on this machine.
func (c *container) startBoxed(env []string) (process, error) {
	e := c.pod.all.engine
	if e == nil {
		return nil, waiting{"ErrImagePull", fmt.Sprintf(
			"%s needs podman or docker on this machine's PATH (apt-get install podman; runc alone keeps no images); "+
				"an image called %s has the programs of this machine",
			c.spec.Image, ownImage)}
	}
	if _, err := e.say("image", "inspect", "--format", "{{.Id}}", c.spec.Image); err != nil {
		reason := "ErrImagePull"
		if c.spec.ImagePullPolicy == core.PullNever {
			reason = "ErrImageNeverPull"
		}
		return nil, waiting{reason, fmt.Sprintf("image %s is not on this machine: %s pull %s",
			c.spec.Image, filepath.Base(e.program), c.spec.Image)}
	}
	if who, _ := c.user(); c.mustNotBeRoot() && who == nil {
		// Names are not numbers: as a kubelet does, only those count that cannot be root.
		named, _ := e.say("image", "inspect", "--format", "{{.Config.User}}", c.spec.Image)
		if number, err := strconv.Atoi(strings.SplitN(named, ":", 2)[0]); err != nil || number == 0 {
			return nil, waiting{"CreateContainerConfigError", rootIsRefused}
		}
	}
	c.mutex.Lock()
	name := fmt.Sprintf("lazuli-%s-%s-%d", c.pod.object.UID, c.spec.Name, c.restarts)
	c.mutex.Unlock()
	// One of that name may be left of a start that failed.
	_ = e.remove(name)
	mounts, err := c.mounts(env)
	if err != nil {
		return nil, err
	}
	command := exec.Command(e.program, c.engineWords(name, env, mounts)...)
	command.Env = append(slices.Clone(env), e.env...)
	command.SysProcAttr = &syscall.SysProcAttr{}
	made, err := c.launch(command, nil)
	if err != nil {
		return nil, err
	}
	return &boxed{own: made, engine: e, name: name}, nil
}

func (c *container) engineWords(name string, env []string, mounts []bind) []string {
	e := c.pod.all.engine
	words := []string{
		"run", "--rm", "--pull=never", "--name=" + name, "--label=" + e.label, "--network=host", "--log-driver=none",
		"--hostname=" + c.pod.object.Name,
	}
	words = append(words, e.limits...)
	for _, each := range env {
		variable, _, _ := strings.Cut(each, "=")
		// Values are for other programs of this machine not to see, but where the engine would take them for its own.
		if slices.ContainsFunc(e.env, func(own string) bool { return strings.HasPrefix(own, variable+"=") }) {
			variable = each
		}
		words = append(words, "--env="+variable)
	}
	if e.hasLimits {
		words = append(words, limitWords(c.spec.Resources)...)
	}
	if c.spec.Stdin {
		words = append(words, "--interactive")
	}
	if c.spec.TTY {
		words = append(words, "--tty")
	}
	for _, mount := range mounts {
		option := "--mount=type=bind,source=" + mount.From + ",destination=" + mount.To
		if mount.ReadOnly {
			option += ",readonly"
		}
		words = append(words, option)
	}
	if c.spec.WorkingDir != "" {
		words = append(words, "--workdir="+c.spec.WorkingDir)
	}
	if who, group := c.user(); who != nil {
		text := fmt.Sprint(*who)
		if group != nil {
			text += fmt.Sprintf(":%d", *group)
		}
		words = append(words, "--user="+text)
	}
	for _, each := range c.pod.groups() {
		words = append(words, "--group-add="+strconv.Itoa(each))
	}
	words = append(words, securityWords(c.spec.SecurityContext)...)
	var rest []string
	for index, each := range c.spec.Command {
		if index == 0 {
			words = append(words, "--entrypoint="+expand(each, env))
		} else {
			rest = append(rest, expand(each, env))
		}
	}
	for _, each := range c.spec.Args {
		rest = append(rest, expand(each, env))
	}
	return append(append(words, c.spec.Image), rest...)
}

func securityWords(of *core.SecurityContext) []string {
	if of == nil {
		return nil
	}
	var words []string
	if ptr.Deref(of.Privileged, false) {
		words = append(words, "--privileged")
	}
	if !ptr.Deref(of.AllowPrivilegeEscalation, true) {
		words = append(words, "--security-opt=no-new-privileges")
	}
	if ptr.Deref(of.ReadOnlyRootFilesystem, false) {
		words = append(words, "--read-only")
	}
	if of.Capabilities != nil {
		for _, each := range of.Capabilities.Add {
			words = append(words, "--cap-add="+string(each))
		}
		for _, each := range of.Capabilities.Drop {
			words = append(words, "--cap-drop="+string(each))
		}
	}
	return words
}
