package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	core "k8s.io/api/core/v1"
)

const (
	processesFile = "cgroup.procs"
	// cpuPeriod is that of quotas, in microseconds.
	cpuPeriod   = 100_000
	leastQuota  = 1_000
	leastShares = 2
	mostShares  = 262_144
	// What has ended leaves its control group a moment later.
	leavesWithin = 2 * time.Second
)

// controllers are where control groups can be made: of the second version in one place, of the first in one for each
// controller.
type controllers struct {
	cpu, memory string
	isSecond    bool
}

// ownControllers are below the groups that this program is in: it stays within its own limits.
var ownControllers *controllers

// findControllers answers nil where no group can be made, which is no fault: then there are no limits.
func findControllers(directory string) *controllers {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil
	}
	groups, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return nil
	}
	name := fmt.Sprintf("lazuli-pods-%.8x", sha256.Sum256([]byte(directory)))
	cpu, memory := firstVersion(string(mounts), string(groups))
	if cpu != "" && memory != "" {
		found := &controllers{cpu: filepath.Join(cpu, name), memory: filepath.Join(memory, name)}
		if found.make() == nil {
			return found
		}
	}
	for _, parent := range secondVersion(string(mounts), string(groups)) {
		if enable(parent) != nil {
			continue
		}
		place := filepath.Join(parent, name)
		found := &controllers{cpu: place, memory: place, isSecond: true}
		if found.make() == nil && enable(place) == nil {
			return found
		}
	}
	return nil
}

// firstVersion answers where this program's groups are, by what the kernel says of mounts and groups.
func firstVersion(mounts, groups string) (cpu, memory string) {
	own := map[string]string{}
	for line := range strings.Lines(groups) {
		if fields := strings.SplitN(strings.TrimSpace(line), ":", 3); len(fields) == 3 {
			for name := range strings.SplitSeq(fields[1], ",") {
				own[name] = fields[2]
			}
		}
	}
	for line := range strings.Lines(mounts) {
		fields := strings.Fields(line)
		if len(fields) < 4 || fields[2] != "cgroup" {
			continue
		}
		options := strings.Split(fields[3], ",")
		if slices.Contains(options, "cpu") {
			cpu = filepath.Join(fields[1], own["cpu"])
		}
		if slices.Contains(options, "memory") {
			memory = filepath.Join(fields[1], own["memory"])
		}
	}
	return cpu, memory
}

// secondVersion answers this program's group and those above it, the nearest first: only groups without processes of
// their own can hand controllers on.
func secondVersion(mounts, groups string) []string {
	root := ""
	for line := range strings.Lines(mounts) {
		if fields := strings.Fields(line); len(fields) > 2 && fields[2] == "cgroup2" {
			root = fields[1]
		}
	}
	if root == "" {
		return nil
	}
	own := "/"
	for line := range strings.Lines(groups) {
		if path, ok := strings.CutPrefix(strings.TrimSpace(line), "0::"); ok {
			own = path
		}
	}
	var all []string
	for path := own; ; path = filepath.Dir(path) {
		all = append(all, filepath.Join(root, path))
		if path == "/" || path == "." {
			return all
		}
	}
}

// enable hands the controllers on to the groups below, unless they are already.
func enable(group string) error {
	file := filepath.Join(group, "cgroup.subtree_control")
	has, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, name := range []string{"cpu", "memory"} {
		if slices.Contains(strings.Fields(string(has)), name) {
			continue
		}
		if err := os.WriteFile(file, []byte("+"+name), 0); err != nil {
			return err
		}
	}
	return nil
}

func (c *controllers) bases() []string {
	if c.isSecond {
		return []string{c.cpu}
	}
	return []string{c.cpu, c.memory}
}

func (c *controllers) make() error {
	for _, base := range c.bases() {
		if err := os.MkdirAll(base, 0o755); err != nil {
			return err
		}
	}
	return nil
}

// sweep removes the groups of which nothing lives: those of an earlier program ended with it.
func (c *controllers) sweep() {
	if c == nil {
		return
	}
	for _, base := range c.bases() {
		entries, _ := os.ReadDir(base)
		for _, entry := range entries {
			if entry.IsDir() {
				_ = syscall.Rmdir(filepath.Join(base, entry.Name()))
			}
		}
	}
}

// remove leaves nothing.
func (c *controllers) remove() {
	if c == nil {
		return
	}
	c.sweep()
	for _, base := range c.bases() {
		_ = syscall.Rmdir(base)
	}
}

func hasControlGroups() bool { return os.Geteuid() == 0 && ownControllers != nil }

// controlGroup holds the processes of a container to its limits; nil holds none.
type controlGroup struct {
	directories []string
	memory      string
	events      string
}

// newControlGroup makes that of a container; where it cannot, the container has no limits.
func newControlGroup(c *container) *controlGroup {
	of := ownControllers
	if of == nil {
		return nil
	}
	name := string(c.pod.object.UID) + "-" + c.spec.Name
	made, err := of.group(name, limitsOf(c.spec.Resources))
	if err != nil {
		log.Printf("%s %s has no limits: %v", c.pod, c.spec.Name, err)
		made.end()
		return nil
	}
	return made
}

// limits are what containers may use: processors in thousandths, memory in bytes; zero: as much as there is.
type limits struct{ cpu, asksFor, memory int64 }

func limitsOf(of core.ResourceRequirements) limits {
	found := limits{cpu: of.Limits.Cpu().MilliValue(), memory: of.Limits.Memory().Value()}
	found.asksFor = of.Requests.Cpu().MilliValue()
	return found
}

func (l limits) quota() int64  { return max(leastQuota, l.cpu*cpuPeriod/1000) }
func (l limits) shares() int64 { return min(max(leastShares, l.asksFor*1024/1000), mostShares) }

// weight is the second version's word for shares, as runtimes count it.
func (l limits) weight() int64 { return 1 + (l.shares()-leastShares)*9999/(mostShares-leastShares) }

// settings are files of the groups with what is written to them.
func (l limits) settings(isSecond bool) (cpu, memory map[string]string) {
	text := func(number int64) string { return strconv.FormatInt(number, 10) }
	cpu, memory = map[string]string{}, map[string]string{}
	if isSecond {
		cpu["cpu.weight"] = text(l.weight())
		if l.cpu > 0 {
			cpu["cpu.max"] = fmt.Sprintf("%d %d", l.quota(), cpuPeriod)
		}
		if l.memory > 0 {
			memory["memory.max"] = text(l.memory)
		}
		return cpu, memory
	}
	cpu["cpu.shares"] = text(l.shares())
	if l.cpu > 0 {
		cpu["cpu.cfs_period_us"], cpu["cpu.cfs_quota_us"] = text(cpuPeriod), text(l.quota())
	}
	if l.memory > 0 {
		memory["memory.limit_in_bytes"] = text(l.memory)
	}
	return cpu, memory
}

func (c *controllers) group(name string, of limits) (*controlGroup, error) {
	cpu, memory := filepath.Join(c.cpu, name), filepath.Join(c.memory, name)
	made := &controlGroup{directories: slices.Compact([]string{cpu, memory}), memory: memory, events: "memory.oom_control"}
	if c.isSecond {
		made.events = "memory.events"
	}
	for _, place := range made.directories {
		if err := os.MkdirAll(place, 0o755); err != nil {
			return made, err
		}
	}
	ofCPU, ofMemory := of.settings(c.isSecond)
	for place, settings := range map[string]map[string]string{cpu: ofCPU, memory: ofMemory} {
		for file, text := range settings {
			if err := os.WriteFile(filepath.Join(place, file), []byte(text), 0o644); err != nil {
				return made, err
			}
		}
	}
	return made, nil
}

func (g *controlGroup) places() []string {
	if g == nil {
		return nil
	}
	return g.directories
}

// enterGroups lets a shell go into groups, of which there are so many, and become another command.
const enterGroups = `n=$1; shift; while [ "$n" -gt 0 ]; do echo 0 >"$1/` + processesFile + `"; shift; n=$((n-1)); done; exec "$@"`

// entering are words before a command that is to be held to the same limits.
func (g *controlGroup) entering() []string {
	if g == nil {
		return nil
	}
	return append([]string{"/bin/sh", "-c", enterGroups, "sh", strconv.Itoa(len(g.directories))}, g.directories...)
}

// end removes the group; it answers whether one of its processes was killed for want of memory.
func (g *controlGroup) end() bool {
	if g == nil {
		return false
	}
	kills := g.kills()
	for _, place := range g.directories {
		until := time.Now().Add(leavesWithin)
		for syscall.Rmdir(place) == syscall.EBUSY && time.Now().Before(until) {
			time.Sleep(10 * time.Millisecond)
		}
	}
	return kills > 0
}

func (g *controlGroup) kills() int {
	file, err := os.Open(filepath.Join(g.memory, g.events))
	if err != nil {
		return 0
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if number, ok := strings.CutPrefix(lines.Text(), "oom_kill "); ok {
			found, _ := strconv.Atoi(number)
			return found
		}
	}
	return 0
}

// limitWords tell an engine the same.
func limitWords(resources core.ResourceRequirements) []string {
	of := limitsOf(resources)
	words := []string{fmt.Sprintf("--cpu-shares=%d", of.shares())}
	if of.cpu > 0 {
		words = append(words, fmt.Sprintf("--cpu-period=%d", cpuPeriod), fmt.Sprintf("--cpu-quota=%d", of.quota()))
	}
	if of.memory > 0 {
		words = append(words, fmt.Sprintf("--memory=%d", of.memory))
	}
	return words
}
