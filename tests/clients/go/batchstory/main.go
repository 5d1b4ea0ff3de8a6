// Command batchstory does Batch's work with azbatch, which speaks 2024-07-01.20.0: ten thousand tasks are
// run, some are terminated, a node is reimaged under them, and a certificate's failed deletion is
// cancelled.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/batch/azbatch"
)

const (
	poolID     = "go-pool"
	jobID      = "go-job"
	sha1       = "sha1"
	thumbprint = "47b592796ffc7089d8d43b75f05bd8b984a3d7ad"
	cer        = "MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+"
)

// nap is how many seconds nothing else on this machine sleeps: the process is found by them.
var nap = fmt.Sprintf("3600.%09d", rand.Intn(1e9))

var passed int

func check(what string, ok bool) {
	if !ok {
		fmt.Println("not ok", what)
		os.Exit(1)
	}
	passed++
	fmt.Println("ok", passed, what)
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Println("not ok", err)
		os.Exit(1)
	}
	return value
}

// refused tells whether the service refused with this status and code.
func refused(err error, status int, code string) bool {
	var response *azcore.ResponseError
	return errors.As(err, &response) && response.StatusCode == status && response.ErrorCode == code
}

func until(what string, condition func() bool) {
	for end := time.Now().Add(5 * time.Minute); !condition(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			check(what, false)
		}
	}
}

// naps counts the processes of this machine that take the long nap.
func naps() int {
	found := 0
	for _, path := range must(filepath.Glob("/proc/[0-9]*/cmdline")) {
		if line, err := os.ReadFile(path); err == nil && string(line) == "sleep\x00"+nap+"\x00" {
			found++
		}
	}
	return found
}

func newClient() *azbatch.Client {
	lazuli := cloud.Configuration{ActiveDirectoryAuthorityHost: os.Getenv("AZURE_AUTHORITY_HOST")}
	credential := must(azidentity.NewClientSecretCredential(
		os.Getenv("AZURE_TENANT_ID"), os.Getenv("AZURE_CLIENT_ID"), os.Getenv("AZURE_CLIENT_SECRET"),
		&azidentity.ClientSecretCredentialOptions{
			ClientOptions:            policy.ClientOptions{Cloud: lazuli},
			DisableInstanceDiscovery: true,
		}))
	// The options may be empty, but not nil.
	return must(azbatch.NewClient(os.Getenv("AZURE_BATCH_ENDPOINT"), credential, &azbatch.ClientOptions{}))
}

func pool() azbatch.CreatePoolContent {
	return azbatch.CreatePoolContent{
		ID:     to.Ptr(poolID),
		VMSize: to.Ptr("Standard_D2s_v3"),
		VirtualMachineConfiguration: &azbatch.VirtualMachineConfiguration{
			ImageReference: &azbatch.ImageReference{
				Publisher: to.Ptr("canonical"),
				Offer:     to.Ptr("0001-com-ubuntu-server-jammy"),
				SKU:       to.Ptr("22_04-lts"),
			},
			NodeAgentSKUID: to.Ptr("batch.node.ubuntu 22.04"),
		},
		TargetDedicatedNodes: to.Ptr[int32](2),
		TaskSlotsPerNode:     to.Ptr[int32](4),
		CertificateReferences: []azbatch.CertificateReference{
			{Thumbprint: to.Ptr(thumbprint), ThumbprintAlgorithm: to.Ptr(sha1)},
		},
	}
}

func nodes(ctx context.Context, client *azbatch.Client) []azbatch.Node {
	var found []azbatch.Node
	for pager := client.NewListNodesPager(poolID, nil); pager.More(); {
		found = append(found, must(pager.NextPage(ctx)).Value...)
	}
	return found
}

func tasks(ctx context.Context, client *azbatch.Client, options *azbatch.ListTasksOptions) []azbatch.Task {
	var found []azbatch.Task
	for pager := client.NewListTasksPager(jobID, options); pager.More(); {
		found = append(found, must(pager.NextPage(ctx)).Value...)
	}
	return found
}

func sortedIDs(tasks []azbatch.Task) []string {
	var ids []string
	for _, task := range tasks {
		ids = append(ids, *task.ID)
	}
	slices.Sort(ids)
	return ids
}

func certificateState(ctx context.Context, client *azbatch.Client) azbatch.CertificateState {
	return *must(client.GetCertificate(ctx, sha1, thumbprint, nil)).State
}

// certificates cancels a deletion that fails because the pool uses the certificate.
func certificates(ctx context.Context, client *azbatch.Client) {
	must(client.DeleteCertificate(ctx, sha1, thumbprint, nil))
	_, err := client.CancelCertificateDeletion(ctx, sha1, thumbprint, nil)
	check("a deletion that goes on cannot be cancelled", refused(err, 409, "CertificateBeingDeleted"))
	until("the deletion's failure", func() bool {
		return certificateState(ctx, client) == azbatch.CertificateStateDeleteFailed
	})
	why := must(client.GetCertificate(ctx, sha1, thumbprint, nil)).DeleteCertificateError
	check("its deletion fails for the pool", *why.Code == "PoolsReferencingCertificate")
	check("which is named", *why.Values[0].Value == poolID)
	must(client.CancelCertificateDeletion(ctx, sha1, thumbprint, nil))
	check("cancelled, it is active", certificateState(ctx, client) == azbatch.CertificateStateActive)
	_, err = client.CancelCertificateDeletion(ctx, sha1, thumbprint, nil)
	check("and there is nothing left to cancel", refused(err, 409, "CertificateStateActive"))
}

// addTasks adds tasks by hundreds, the most that one call takes.
func addTasks(ctx context.Context, client *azbatch.Client, count int) {
	succeeded := 0
	for first := 0; first < count; first += 100 {
		var group azbatch.TaskGroup
		for n := first; n < min(first+100, count); n++ {
			group.Value = append(group.Value, azbatch.CreateTaskContent{
				ID:          to.Ptr(fmt.Sprintf("task%d", n)),
				CommandLine: to.Ptr("/bin/sh -c 'echo I am $AZ_BATCH_TASK_ID'"),
			})
		}
		for _, result := range must(client.CreateTaskCollection(ctx, jobID, group, nil)).Value {
			if *result.Status == azbatch.TaskAddStatusSuccess {
				succeeded++
			}
		}
	}
	check("all tasks are added", succeeded == count)
}

// terminate ends a task that waits and one that runs.
func terminate(ctx context.Context, client *azbatch.Client) {
	must(client.TerminateTask(ctx, jobID, "waits", nil))
	waited := must(client.GetTask(ctx, jobID, "waits", nil))
	check("a task is terminated before it starts", *waited.State == azbatch.TaskStateCompleted)
	check("so it has no start", waited.ExecutionInfo.StartTime == nil)
	must(client.TerminateTask(ctx, jobID, "nap0", nil))
	ended := must(client.GetTask(ctx, jobID, "nap0", nil)).ExecutionInfo
	check("a running task is terminated", *ended.Result == azbatch.TaskExecutionResultFailure)
	check("and the reason says so", *ended.FailureInfo.Code == "TaskEnded")
	_, err := client.TerminateTask(ctx, jobID, "nap0", nil)
	check("once", refused(err, 409, "TaskCompleted"))
	until("the end of its process", func() bool { return naps() == 1 })
}

// reimage wipes the node under the other nap and answers its id: its files go, and the task runs again.
func reimage(ctx context.Context, client *azbatch.Client) string {
	const mark = "shared/nap1"
	node := *must(client.GetTask(ctx, jobID, "nap1", nil)).NodeInfo.NodeID
	must(client.GetNodeFileProperties(ctx, poolID, node, mark, nil))
	check("the task left a file on its node", true)
	must(client.ReimageNode(ctx, poolID, node, &azbatch.ReimageNodeOptions{
		Parameters: &azbatch.ReimageNodeContent{NodeReimageOption: to.Ptr(azbatch.NodeReimageOptionRequeue)},
	}))
	state := func() azbatch.NodeState { return *must(client.GetNode(ctx, poolID, node, nil)).State }
	check("the node is reimaged", state() == azbatch.NodeStateReimaging)
	_, err := client.ReimageNode(ctx, poolID, node, nil)
	check("once", refused(err, 409, "NodeBeingReimaged"))
	until("the node's return", func() bool {
		return state() == azbatch.NodeStateIdle || state() == azbatch.NodeStateRunning
	})
	var rerun azbatch.GetTaskResponse
	until("the second run", func() bool {
		rerun = must(client.GetTask(ctx, jobID, "nap1", nil))
		return *rerun.State == azbatch.TaskStateRunning
	})
	until("the second process", func() bool { return naps() == 1 })
	check("the task runs again", *rerun.ExecutionInfo.RetryCount == 0)
	if *rerun.NodeInfo.NodeID != node {
		_, err = client.GetNodeFileProperties(ctx, poolID, node, mark, nil)
		var response *azcore.ResponseError
		check("the node forgot its files", errors.As(err, &response) && response.StatusCode == 404)
	}
	must(client.TerminateTask(ctx, jobID, "nap1", nil))
	return node
}

// account waits for the end of all tasks and looks at what they left, other than on the reimaged node.
func account(ctx context.Context, client *azbatch.Client, count int, reimaged string) {
	var counts *azbatch.TaskCounts
	until("the end of all tasks", func() bool {
		counts = must(client.GetJobTaskCounts(ctx, jobID, nil)).TaskCounts
		return *counts.Active+*counts.Running == 0
	})
	check("every task is accounted for", int(*counts.Succeeded) == count && *counts.Failed == 3)
	failed := tasks(ctx, client, &azbatch.ListTasksOptions{
		Filter:      to.Ptr("executionInfo/result eq 'failure'"),
		SelectParam: []string{"id", "state"},
	})
	check("those that failed are found", slices.Equal(sortedIDs(failed), []string{"nap0", "nap1", "waits"}))
	all := tasks(ctx, client, nil)
	check("a list of all has many pages", len(slices.Compact(sortedIDs(all))) == count+3)
	kept := sortedIDs(slices.DeleteFunc(all, func(task azbatch.Task) bool {
		return !strings.HasPrefix(*task.ID, "task") || *task.NodeInfo.NodeID == reimaged
	}))
	for _, id := range []string{kept[0], kept[len(kept)/2], kept[len(kept)-1]} {
		file := must(client.GetTaskFile(ctx, jobID, id, "stdout.txt", nil))
		output := string(must(io.ReadAll(file.Body)))
		check(id+" said its name", output == "I am "+id+"\n")
	}
	var names []string
	options := &azbatch.ListTaskFilesOptions{Recursive: to.Ptr(true)}
	for pager := client.NewListTaskFilesPager(jobID, kept[0], options); pager.More(); {
		for _, file := range must(pager.NextPage(ctx)).Value {
			names = append(names, *file.Name)
		}
	}
	check("its files are listed", slices.Contains(names, "stdout.txt") && slices.Contains(names, "wd"))
}

// remove deletes everything and waits until it is gone.
func remove(ctx context.Context, client *azbatch.Client) {
	gone := func(err error) bool {
		var response *azcore.ResponseError
		return errors.As(err, &response) && response.StatusCode == http.StatusNotFound
	}
	must(client.DeleteJob(ctx, jobID, nil))
	must(client.DeletePool(ctx, poolID, nil))
	until("the job's end", func() bool {
		_, err := client.GetJob(ctx, jobID, nil)
		return gone(err)
	})
	until("the pool's end", func() bool {
		// PoolExists takes 404 for success too, and does not tell which it was.
		_, err := client.GetPool(ctx, poolID, nil)
		return gone(err)
	})
	must(client.DeleteCertificate(ctx, sha1, thumbprint, nil))
	until("the certificate's end", func() bool {
		_, err := client.GetCertificate(ctx, sha1, thumbprint, nil)
		return gone(err)
	})
	check("job, pool and certificate are gone", naps() == 0)
}

func main() {
	count := 10_000
	if wanted, err := strconv.Atoi(os.Getenv("TASKS")); err == nil {
		count = wanted
	}
	ctx := context.Background()
	client := newClient()

	must(client.CreateCertificate(ctx, azbatch.Certificate{
		Thumbprint:          to.Ptr(thumbprint),
		ThumbprintAlgorithm: to.Ptr(sha1),
		Data:                to.Ptr(cer),
		Format:              to.Ptr(azbatch.CertificateFormatCER),
	}, nil))
	must(client.CreatePool(ctx, pool(), nil))
	until("idle nodes", func() bool {
		idle := func(node azbatch.Node) bool { return *node.State == azbatch.NodeStateIdle }
		found := nodes(ctx, client)
		return len(found) == 2 && idle(found[0]) && idle(found[1])
	})
	steady := must(client.GetPool(ctx, poolID, nil))
	check("the pool is steady", *steady.AllocationState == azbatch.AllocationStateSteady)
	check("and has its nodes", *steady.CurrentDedicatedNodes == 2)
	certificates(ctx, client)

	must(client.CreateJob(ctx, azbatch.CreateJobContent{
		ID:                   to.Ptr(jobID),
		PoolInfo:             &azbatch.PoolInfo{PoolID: to.Ptr(poolID)},
		UsesTaskDependencies: to.Ptr(true),
	}, nil))
	line := "/bin/sh -c 'touch $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID; exec sleep " + nap + "'"
	for _, id := range []string{"nap0", "nap1"} {
		must(client.CreateTask(ctx, jobID, azbatch.CreateTaskContent{ID: to.Ptr(id), CommandLine: to.Ptr(line)}, nil))
	}
	must(client.CreateTask(ctx, jobID, azbatch.CreateTaskContent{
		ID:          to.Ptr("waits"),
		CommandLine: to.Ptr("/bin/true"),
		DependsOn:   &azbatch.TaskDependencies{TaskIDs: []string{"nap1"}},
	}, nil))
	until("two sleeping processes", func() bool { return naps() == 2 })
	check("tasks are processes of this machine", true)
	addTasks(ctx, client, count)
	terminate(ctx, client)
	reimaged := reimage(ctx, client)
	account(ctx, client, count, reimaged)
	remove(ctx, client)
	fmt.Printf("%d passed, 0 failed\n", passed)
}
