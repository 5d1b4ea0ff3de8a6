package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func TestLimitsAreThoseOfAKubelet(t *testing.T) {
	half := limits{cpu: 500, asksFor: 250, memory: 64 << 20}
	for isSecond, expected := range map[bool]map[string]string{
		false: {
			"cpu.shares": "256", "cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "50000",
			"memory.limit_in_bytes": "67108864",
		},
		true: {"cpu.weight": "10", "cpu.max": "50000 100000", "memory.max": "67108864"},
	} {
		cpu, memory := half.settings(isSecond)
		maps.Copy(cpu, memory)
		if !maps.Equal(cpu, expected) {
			t.Fatal(cpu)
		}
	}
	cpu, memory := limits{}.settings(false)
	if !maps.Equal(cpu, map[string]string{"cpu.shares": "2"}) || len(memory) > 0 {
		t.Fatal(cpu, memory)
	}
	words := limitWords(core.ResourceRequirements{Limits: core.ResourceList{
		core.ResourceCPU: resource.MustParse("1m"), core.ResourceMemory: resource.MustParse("1Gi"),
	}})
	expected := []string{"--cpu-shares=2", "--cpu-period=100000", "--cpu-quota=1000", "--memory=1073741824"}
	if !slices.Equal(words, expected) {
		t.Fatal(words)
	}
}

func TestGroupsAreBelowThoseThatTheProgramIsIn(t *testing.T) {
	mounts := `tmpfs /sys/fs/cgroup tmpfs rw 0 0
cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0
cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0
`
	groups := "4:memory:/job/one\n2:cpu,cpuacct:/\n0::/a/b\n"
	cpu, memory := firstVersion(mounts, groups)
	if cpu != "/sys/fs/cgroup/cpu,cpuacct" || memory != "/sys/fs/cgroup/memory/job/one" {
		t.Fatal(cpu, memory)
	}
	found := secondVersion(mounts, groups)
	expected := []string{"/sys/fs/cgroup/unified/a/b", "/sys/fs/cgroup/unified/a", "/sys/fs/cgroup/unified"}
	if !slices.Equal(found, expected) {
		t.Fatal(found)
	}
	if cpu, memory := firstVersion("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n", "0::/\n"); cpu+memory != "" {
		t.Fatal(cpu, memory)
	}
}

func TestAGroupOfTheSecondVersionIsOnePlace(t *testing.T) {
	base := filepath.Join(t.TempDir(), "pods")
	of := &controllers{cpu: base, memory: base, isSecond: true}
	made, err := of.group("one", limits{cpu: 1000, memory: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(made.places(), []string{filepath.Join(base, "one")}) {
		t.Fatal(made.places())
	}
	events := filepath.Join(base, "one", "memory.events")
	if err := os.WriteFile(events, []byte("low 0\noom 3\noom_kill 2\noom_group_kill 0\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if kills := made.kills(); kills != 2 {
		t.Fatal(kills)
	}
}

func TestACommandEntersGroupsAndGoesOn(t *testing.T) {
	place := t.TempDir()
	group := &controlGroup{directories: []string{filepath.Join(place, "a"), filepath.Join(place, "b c")}}
	for _, each := range group.directories {
		if err := os.Mkdir(each, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	words := append(group.entering(), "echo", "$0", "two words")
	printed, err := exec.Command(words[0], words[1:]...).Output()
	if err != nil || string(printed) != "$0 two words\n" {
		t.Fatal(string(printed), err)
	}
	for _, each := range group.directories {
		if text, _ := os.ReadFile(filepath.Join(each, processesFile)); string(text) != "0\n" {
			t.Error(each, string(text))
		}
	}
	if words := (*controlGroup)(nil).entering(); len(words) > 0 {
		t.Error(words)
	}
}
