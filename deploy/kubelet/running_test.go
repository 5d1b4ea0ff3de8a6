package main

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	utilexec "k8s.io/utils/exec"
	"k8s.io/utils/ptr"
)

// TestMain: containers begin by this program itself.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == beginCommand {
		log.Fatal(beginContainer(os.Args[2]))
	}
	os.Exit(m.Run())
}

// world is nodes' program with as much of an API server as it asks.
type world struct {
	t       *testing.T
	pods    *pods
	mutex   sync.Mutex
	objects map[string]*core.Pod
}

func newWorld(t *testing.T) *world {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("pods that have the programs of this machine need root")
	}
	w := &world{t: t, objects: map[string]*core.Pod{}}
	server := httptest.NewServer(w)
	t.Cleanup(server.Close)
	config := &rest.Config{Host: server.URL, QPS: -1}
	config.ContentType = "application/json"
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	directory := t.TempDir()
	ownControllers = findControllers(directory)
	w.pods = newPods(client, server.URL, directory, true)
	t.Cleanup(w.pods.end)
	return w
}

func (w *world) ServeHTTP(answer http.ResponseWriter, r *http.Request) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	name := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/api/v1/namespaces/default/pods/"), "/status")
	object := w.objects[name]
	if object == nil {
		answer.Header().Set("Content-Type", "application/json")
		answer.WriteHeader(http.StatusNotFound)
		_ = json.NewEncoder(answer).Encode(meta.Status{
			TypeMeta: meta.TypeMeta{Kind: "Status", APIVersion: "v1"}, Status: meta.StatusFailure,
			Reason: meta.StatusReasonNotFound, Code: http.StatusNotFound,
		})
		return
	}
	switch r.Method {
	case http.MethodPut:
		var now core.Pod
		if json.NewDecoder(r.Body).Decode(&now) == nil {
			object.Status = now.Status
		}
	case http.MethodDelete:
		delete(w.objects, name)
	}
	answer.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(answer).Encode(object)
}

// add binds a pod of one container that runs this line.
func (w *world) add(name, line string, change func(*core.PodSpec, *core.Container)) {
	container := core.Container{Name: "main", Image: ownImage, Command: []string{"/bin/sh", "-c", line}}
	spec := core.PodSpec{RestartPolicy: core.RestartPolicyNever, NodeName: "node"}
	if change != nil {
		change(&spec, &container)
	}
	spec.Containers = []core.Container{container}
	object := &core.Pod{
		TypeMeta:   meta.TypeMeta{Kind: "Pod", APIVersion: "v1"},
		ObjectMeta: meta.ObjectMeta{Name: name, Namespace: "default", UID: types.UID("uid-of-" + name)},
		Spec:       spec,
	}
	w.mutex.Lock()
	w.objects[name] = object
	w.mutex.Unlock()
	w.pods.handle(object.DeepCopy())
}

func (w *world) status(name string) core.PodStatus {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if object := w.objects[name]; object != nil {
		return *object.Status.DeepCopy()
	}
	return core.PodStatus{}
}

func (w *world) until(what string, holds func() bool) {
	w.t.Helper()
	for until := time.Now().Add(time.Minute); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(until) {
			w.t.Fatal("in vain waited until " + what)
		}
	}
}

func (w *world) untilIn(name string, phase core.PodPhase) core.PodStatus {
	w.t.Helper()
	w.until(name+" is "+string(phase), func() bool { return w.status(name).Phase == phase })
	return w.status(name)
}

func (w *world) container(name string) *container {
	return w.pods.find("default", name).container("main")
}

// log is what the container has printed, read as the API server reads it.
func (w *world) log(name string) string {
	w.t.Helper()
	request := httptest.NewRequest("GET", "/containerLogs/default/"+name+"/main", nil)
	answer := httptest.NewRecorder()
	w.pods.paths().ServeHTTP(answer, request)
	return answer.Body.String()
}

const goesOn = "trap 'exit 0' TERM; while :; do sleep 0.1; done"

// buffer takes what a stream is told.
type buffer struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (b *buffer) Write(text []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.Buffer.Write(text)
}

func (b *buffer) Close() error { return nil }

func (b *buffer) said() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.String()
}

func (w *world) exec(name, input string, words ...string) (string, int) {
	w.t.Helper()
	var out, errs buffer
	var in io.Reader
	if input != "" {
		in = strings.NewReader(input)
	}
	err := executor{w.container(name)}.ExecInContainer(
		context.Background(), "", "", "", words, in, &out, &errs, false, nil, 0)
	var exit utilexec.CodeExitError
	if errors.As(err, &exit) {
		return out.said(), exit.Code
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return out.said(), 0
}

func TestAPodRunsAndCommandsRunInIt(t *testing.T) {
	w := newWorld(t)
	w.add("speaks", "echo one; echo wrong >&2; "+goesOn, nil)
	w.untilIn("speaks", core.PodRunning)
	w.until("it has spoken", func() bool { return strings.Contains(w.log("speaks"), "wrong") })
	if said, code := w.exec("speaks", "in and out", "sh", "-c", "cat; hostname; exit 3"); said != "in and outspeaks\n" || code != 3 {
		t.Fatal(said, code)
	}
	if _, code := w.exec("speaks", "", "touch", "/etc/of-a-pod"); code != 0 || isThere("/etc/of-a-pod") {
		t.Fatal(code)
	}
	w.container("speaks").pod.leave(&core.Pod{ObjectMeta: meta.ObjectMeta{DeletionGracePeriodSeconds: ptr.To[int64](5)}})
	w.until("it is gone", func() bool { return w.pods.find("default", "speaks") == nil && w.status("speaks").Phase == "" })
	entries, _ := os.ReadDir(w.pods.directory)
	w.until("nothing of it is left", func() bool {
		entries, _ = os.ReadDir(w.pods.directory)
		return len(entries) == 0
	})
}

func TestWhoIsAttachedWritesAndReads(t *testing.T) {
	w := newWorld(t)
	w.add("listens", `while read -r line; do echo "got $line"; done; echo over >&2`, func(_ *core.PodSpec, c *core.Container) {
		c.Stdin, c.StdinOnce = true, true
	})
	w.untilIn("listens", core.PodRunning)
	var out, errs buffer
	err := attacher{w.container("listens").running()}.AttachContainer(
		context.Background(), "", "", "", strings.NewReader("one\ntwo\n"), &out, &errs, false, nil)
	if err != nil || out.said() != "got one\ngot two\n" || errs.said() != "over\n" {
		t.Fatal(err, out.said(), errs.said())
	}
	w.untilIn("listens", core.PodSucceeded)
	// What is printed to two streams at once has no order.
	if log := slices.Sorted(strings.Lines(w.log("listens"))); !slices.Equal(log, []string{"got one\n", "got two\n", "over\n"}) {
		t.Fatal(log)
	}
}

func TestATerminalIsOneAndIsAttachedTo(t *testing.T) {
	w := newWorld(t)
	line := `test -t 0 && test -t 1 && test -t 2 && echo "a terminal of $TERM"; read -r line; echo "got $line"`
	w.add("sits", line, func(_ *core.PodSpec, c *core.Container) { c.Stdin, c.TTY = true, true })
	w.untilIn("sits", core.PodRunning)
	w.until("it has spoken", func() bool { return strings.Contains(w.log("sits"), "a terminal of xterm") })
	var out buffer
	err := attacher{w.container("sits").running()}.AttachContainer(
		context.Background(), "", "", "", strings.NewReader("hello\n"), &out, nil, true, nil)
	if err != nil || !strings.Contains(out.said(), "got hello") {
		t.Fatal(err, out.said())
	}
	w.untilIn("sits", core.PodSucceeded)
}

func TestAPortIsForwarded(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		text, _ := io.ReadAll(connection)
		_, _ = connection.Write(append([]byte("got "), text...))
		_ = connection.Close()
	}()
	mine, its := net.Pipe()
	over := make(chan error, 1)
	stream := &oneWay{its, strings.NewReader("hello")}
	go func() {
		port := int32(listener.Addr().(*net.TCPAddr).Port)
		over <- forwarder{}.PortForward(context.Background(), "", "", port, stream)
		_ = its.Close()
	}()
	if said, _ := io.ReadAll(mine); string(said) != "got hello" {
		t.Fatal(string(said))
	}
	if err := <-over; err != nil {
		t.Fatal(err)
	}
	if err := (forwarder{}).PortForward(context.Background(), "", "", 1, stream); err == nil {
		t.Fatal("there is nothing at that port")
	}
}

// oneWay is a stream whose other end has said all.
type oneWay struct {
	net.Conn
	in io.Reader
}

func (o *oneWay) Read(text []byte) (int, error) { return o.in.Read(text) }

func held(cpu, memory string) func(*core.PodSpec, *core.Container) {
	return func(_ *core.PodSpec, c *core.Container) {
		c.Resources.Limits = core.ResourceList{
			core.ResourceCPU: resource.MustParse(cpu), core.ResourceMemory: resource.MustParse(memory),
		}
	}
}

func needsGroups(t *testing.T) {
	t.Helper()
	if ownControllers == nil {
		t.Skip("no control group can be made on this machine")
	}
}

func TestAPodIsHeldToItsLimitsWithAllThatRunsInIt(t *testing.T) {
	w := newWorld(t)
	needsGroups(t)
	w.add("held", goesOn, held("200m", "96Mi"))
	w.untilIn("held", core.PodRunning)
	process := w.container("held").running().(*own)
	places := process.limits.places()
	cpu, memory := limits{cpu: 200, memory: 96 << 20}.settings(ownControllers.isSecond)
	delete(cpu, "cpu.shares")
	delete(cpu, "cpu.weight")
	for place, settings := range map[string]map[string]string{places[0]: cpu, places[len(places)-1]: memory} {
		for name, expected := range settings {
			if text, err := os.ReadFile(filepath.Join(place, name)); strings.TrimSpace(string(text)) != expected {
				t.Error(place, name, string(text), err)
			}
		}
		own := strconv.Itoa(process.command.Process.Pid)
		w.until("it is in "+place, func() bool {
			ids, _ := os.ReadFile(filepath.Join(place, processesFile))
			return slices.Contains(strings.Fields(string(ids)), own)
		})
	}
	of := func(who string) string {
		said, _ := w.exec("held", "", "cat", "/proc/"+who+"/cgroup")
		return said
	}
	if its, ours := of("1"), of("self"); its != ours || !strings.Contains(its, "uid-of-held-main") {
		t.Error(its, ours)
	}
	w.container("held").pod.kill()
	<-process.over()
	for _, place := range places {
		if isThere(place) {
			t.Error(place + " is left")
		}
	}
}

func TestAPodThatTakesTooMuchMemorySaysWhyItEnded(t *testing.T) {
	w := newWorld(t)
	needsGroups(t)
	w.add("grows", `x=0123456789abcdef; while :; do x="$x$x"; done`, held("1", "48Mi"))
	status := w.untilIn("grows", core.PodFailed)
	ended := status.ContainerStatuses[0].State.Terminated
	if ended.ExitCode != killedExit || ended.Reason != "OOMKilled" {
		t.Fatal(ended)
	}
}

func TestAPodIsWhoItIsSaidToBe(t *testing.T) {
	w := newWorld(t)
	w.add("other", "echo $(id -u) $(id -G)", func(spec *core.PodSpec, _ *core.Container) {
		spec.SecurityContext = &core.PodSecurityContext{
			RunAsUser: ptr.To[int64](1234), RunAsGroup: ptr.To[int64](1235), FSGroup: ptr.To[int64](77),
			RunAsNonRoot: ptr.To(true),
		}
	})
	w.untilIn("other", core.PodSucceeded)
	if log := w.log("other"); log != "1234 1235 77\n" {
		t.Fatal(log)
	}
	w.add("rooted", "id -u", func(spec *core.PodSpec, _ *core.Container) {
		spec.SecurityContext = &core.PodSecurityContext{RunAsNonRoot: ptr.To(true)}
	})
	w.until("it is refused", func() bool {
		all := w.status("rooted").ContainerStatuses
		return len(all) == 1 && all[0].State.Waiting != nil && all[0].State.Waiting.Reason == "CreateContainerConfigError"
	})
}

func TestAVolumeIsSeenFromBelowAndIsNotLeft(t *testing.T) {
	w := newWorld(t)
	shared := func(below string) func(*core.PodSpec, *core.Container) {
		return func(spec *core.PodSpec, c *core.Container) {
			spec.Volumes = []core.Volume{{Name: "shared", VolumeSource: core.VolumeSource{EmptyDir: &core.EmptyDirVolumeSource{}}}}
			c.Env = []core.EnvVar{{Name: "DEEP", Value: below}}
			c.VolumeMounts = []core.VolumeMount{
				{Name: "shared", MountPath: "/below", SubPathExpr: "a/$(DEEP)"}, {Name: "shared", MountPath: "/all"},
			}
		}
	}
	w.add("mounts", "echo 1 >/below/file && cat /all/a/b/file", shared("b"))
	w.untilIn("mounts", core.PodSucceeded)
	if log := w.log("mounts"); log != "1\n" {
		t.Fatal(log)
	}
	// The second run finds what the first has put there.
	w.add("leaves", "rm -rf /all/a; ln -s / /all/a; exit 1", func(spec *core.PodSpec, c *core.Container) {
		shared("etc")(spec, c)
		spec.RestartPolicy = core.RestartPolicyOnFailure
	})
	w.until("it is refused", func() bool {
		all := w.status("leaves").ContainerStatuses
		return len(all) == 1 && all[0].State.Waiting != nil && all[0].State.Waiting.Reason == "CreateContainerConfigError"
	})
}

// importImage makes an image of a shell and little else, which goes with the test.
func importImage(t *testing.T, e *engine, changes ...string) string {
	t.Helper()
	shell, err := os.ReadFile("/bin/busybox")
	if err != nil {
		t.Skip("busybox is not installed")
	}
	var archive bytes.Buffer
	to := tar.NewWriter(&archive)
	for _, each := range []*tar.Header{
		{Name: "bin/", Typeflag: tar.TypeDir, Mode: 0o755},
		{Name: "tmp/", Typeflag: tar.TypeDir, Mode: 0o777},
		{Name: "bin/busybox", Typeflag: tar.TypeReg, Mode: 0o755, Size: int64(len(shell))},
		{Name: "bin/sh", Typeflag: tar.TypeSymlink, Linkname: "busybox"},
	} {
		if err := to.WriteHeader(each); err != nil {
			t.Fatal(err)
		}
		if each.Size > 0 {
			_, _ = to.Write(shell)
		}
	}
	_ = to.Close()
	image := "localhost/lazuli-kubelet-test:" + strconv.Itoa(os.Getpid())
	words := []string{"import"}
	for _, each := range changes {
		words = append(words, "--change="+each)
	}
	command := exec.Command(e.program, append(words, "-", image)...)
	command.Env, command.Stdin = e.env, &archive
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatal(string(said))
	}
	t.Cleanup(func() { _, _ = e.say("rmi", "--force", image) })
	return image
}

func TestAPodOfAnImageSaysWhatToInstallWhereNothingKeepsImages(t *testing.T) {
	w := newWorld(t)
	w.add("boxed", "exit 0", func(_ *core.PodSpec, c *core.Container) { c.Image = "nginx:1.27" })
	w.until("it says so", func() bool {
		all := w.status("boxed").ContainerStatuses
		return len(all) == 1 && all[0].State.Waiting != nil && all[0].State.Waiting.Reason == "ErrImagePull" &&
			strings.Contains(all[0].State.Waiting.Message, "nginx:1.27 needs podman or docker") &&
			strings.Contains(all[0].State.Waiting.Message, "apt-get install podman")
	})
}

func TestAPodOfAnImageIsAContainerOfIt(t *testing.T) {
	w := newWorld(t)
	w.pods.engine = findEngine(w.pods.directory)
	if w.pods.engine == nil {
		t.Skip("neither podman nor docker is installed")
	}
	image := importImage(t, w.pods.engine, "ENV=FLAVOUR=plain")
	of := func(change func(*core.PodSpec, *core.Container)) func(*core.PodSpec, *core.Container) {
		return func(spec *core.PodSpec, c *core.Container) {
			c.Image = image
			if change != nil {
				change(spec, c)
			}
		}
	}
	w.add("boxed", `echo $FLAVOUR; while read -r line; do echo "got $line"; done`, of(func(spec *core.PodSpec, c *core.Container) {
		held("500m", "64Mi")(spec, c)
		c.Stdin, c.StdinOnce = true, true
	}))
	w.untilIn("boxed", core.PodRunning)
	w.until("it has spoken", func() bool { return w.log("boxed") == "plain\n" })
	if said, code := w.exec("boxed", "in and out", "sh", "-c", "busybox cat; exit 5"); said != "in and out" || code != 5 {
		t.Fatal(said, code)
	}
	name := strings.TrimPrefix(w.container("boxed").running().id(), "podman://")
	format := "{{.HostConfig.Memory}} {{.HostConfig.CpuQuota}} {{.HostConfig.CpuShares}}"
	limits, err := w.pods.engine.say("container", "inspect", "--format", format, name)
	if expected := "67108864 50000 2"; w.pods.engine.hasLimits && limits != expected {
		t.Fatal(limits, err)
	}
	var out, errs buffer
	err = attacher{w.container("boxed").running()}.AttachContainer(
		context.Background(), "", "", "", strings.NewReader("one\n"), &out, &errs, false, nil)
	if err != nil || out.said() != "got one\n" {
		t.Fatal(err, out.said(), errs.said())
	}
	w.untilIn("boxed", core.PodSucceeded)
	w.add("rooted", "true", of(func(spec *core.PodSpec, _ *core.Container) {
		spec.SecurityContext = &core.PodSecurityContext{RunAsNonRoot: ptr.To(true)}
	}))
	w.until("it is refused", func() bool {
		all := w.status("rooted").ContainerStatuses
		return len(all) == 1 && all[0].State.Waiting != nil && all[0].State.Waiting.Reason == "CreateContainerConfigError"
	})
	w.add("plain", "echo done", of(nil))
	w.untilIn("plain", core.PodSucceeded)
}
