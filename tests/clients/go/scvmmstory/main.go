// Command scvmmstory takes a machine through its life with armscvmm: from a VMM server's inventory,
// through checkpoints, to its end.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/scvmm/armscvmm"
)

const name = "go-vm"

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

// code answers the code with which the service refused or an operation failed.
func code(err error) string {
	var response *azcore.ResponseError
	if errors.As(err, &response) {
		return response.ErrorCode
	}
	return ""
}

// done polls until an operation has ended well.
func done[T any](poller *runtime.Poller[T], err error) T {
	return must(finish(poller, err))
}

// finish polls until an operation has ended.
func finish[T any](poller *runtime.Poller[T], err error) (T, error) {
	return must(poller, err).PollUntilDone(
		context.Background(), &runtime.PollUntilDoneOptions{Frequency: time.Second})
}

// all collects the pages of a list.
func all[T, Item any](pager *runtime.Pager[T], items func(T) []*Item) []*Item {
	var found []*Item
	for pager.More() {
		found = append(found, items(must(pager.NextPage(context.Background())))...)
	}
	return found
}

type checkpoints struct {
	names   []string
	byName  map[string]*armscvmm.Checkpoint
	current *armscvmm.Checkpoint
}

func main() {
	endpoint := os.Getenv("AZURE_RESOURCE_MANAGER_ENDPOINT")
	lazuli := cloud.Configuration{
		ActiveDirectoryAuthorityHost: os.Getenv("AZURE_AUTHORITY_HOST"),
		Services: map[cloud.ServiceName]cloud.ServiceConfiguration{
			cloud.ResourceManager: {Endpoint: endpoint, Audience: endpoint},
		},
	}
	credential := must(azidentity.NewClientSecretCredential(
		os.Getenv("AZURE_TENANT_ID"), os.Getenv("AZURE_CLIENT_ID"), os.Getenv("AZURE_CLIENT_SECRET"),
		&azidentity.ClientSecretCredentialOptions{
			ClientOptions:            policy.ClientOptions{Cloud: lazuli},
			DisableInstanceDiscovery: true,
		}))
	options := &arm.ClientOptions{ClientOptions: policy.ClientOptions{Cloud: lazuli}}
	subscription := os.Getenv("AZURE_SUBSCRIPTION_ID")
	factory := must(armscvmm.NewClientFactory(subscription, credential, options))
	resources := must(armresources.NewClient(subscription, credential, options))
	instances := factory.NewVirtualMachineInstancesClient()
	ctx := context.Background()
	group := os.Getenv("AZURE_RESOURCE_GROUP")
	location := to.Ptr(os.Getenv("AZURE_LOCATION"))
	inGroup := fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers", subscription, group)
	machine := inGroup + "/Microsoft.HybridCompute/machines/" + name
	custom := &armscvmm.ExtendedLocation{
		Type: to.Ptr("customLocation"),
		Name: to.Ptr(inGroup + "/Microsoft.ExtendedLocation/customLocations/go"),
	}

	server := done(factory.NewVmmServersClient().BeginCreateOrUpdate(ctx, group, "go-vmm", armscvmm.VmmServer{
		Location: location, ExtendedLocation: custom,
		Properties: &armscvmm.VmmServerProperties{
			Fqdn: to.Ptr("vmm.example"), Port: to.Ptr[int32](8100),
			Credentials: &armscvmm.VmmCredential{Username: to.Ptr("admin"), Password: to.Ptr("secret")},
		},
	}, nil))
	check("the VMM server is connected", *server.Properties.ConnectionStatus == "Connected")
	list := func() []*armscvmm.InventoryItem {
		pager := factory.NewInventoryItemsClient().NewListByVmmServerPager(group, "go-vmm", nil)
		return all(pager, func(page armscvmm.InventoryItemsClientListByVmmServerResponse) []*armscvmm.InventoryItem {
			return page.Value
		})
	}
	first := func(kind armscvmm.InventoryType) *string {
		for _, item := range list() {
			if *item.Properties.GetInventoryItemProperties().InventoryType == kind {
				return item.ID
			}
		}
		return nil
	}
	vmmCloud := done(factory.NewCloudsClient().BeginCreateOrUpdate(ctx, group, "go-cloud", armscvmm.Cloud{
		Location: location, ExtendedLocation: custom,
		Properties: &armscvmm.CloudProperties{
			InventoryItemID: first(armscvmm.InventoryTypeCloud), VmmServerID: server.ID,
		},
	}, nil))
	check("a cloud is made of the inventory", *vmmCloud.Properties.CloudCapacity.VMCount > 0)
	network := done(factory.NewVirtualNetworksClient().BeginCreateOrUpdate(ctx, group, "go-net", armscvmm.VirtualNetwork{
		Location: location, ExtendedLocation: custom,
		Properties: &armscvmm.VirtualNetworkProperties{
			InventoryItemID: first(armscvmm.InventoryTypeVirtualNetwork), VmmServerID: server.ID,
		},
	}, nil))
	check("so is a network", *network.Properties.ProvisioningState == armscvmm.ProvisioningStateSucceeded)
	template := done(factory.NewVirtualMachineTemplatesClient().BeginCreateOrUpdate(ctx, group, "go-template", armscvmm.VirtualMachineTemplate{
		Location: location, ExtendedLocation: custom,
		Properties: &armscvmm.VirtualMachineTemplateProperties{
			InventoryItemID: first(armscvmm.InventoryTypeVirtualMachineTemplate), VmmServerID: server.ID,
		},
	}, nil))
	check("and a template", len(template.Properties.Disks) > 0)

	done(resources.BeginCreateOrUpdateByID(ctx, machine, "2022-11-10", armresources.GenericResource{
		Location: location, Kind: to.Ptr("SCVMM"),
	}, nil))
	vm := done(instances.BeginCreateOrUpdate(ctx, machine, armscvmm.VirtualMachineInstance{
		ExtendedLocation: custom,
		Properties: &armscvmm.VirtualMachineInstanceProperties{
			InfrastructureProfile: &armscvmm.InfrastructureProfile{
				CloudID: vmmCloud.ID, TemplateID: template.ID, CheckpointType: to.Ptr("Standard"),
			},
			HardwareProfile: &armscvmm.HardwareProfile{CPUCount: to.Ptr[int32](1), MemoryMB: to.Ptr[int32](128)},
			NetworkProfile: &armscvmm.NetworkProfile{NetworkInterfaces: []*armscvmm.NetworkInterface{{
				Name: to.Ptr("nic_1"), VirtualNetworkID: network.ID,
			}}},
		},
	}, nil))
	check("the new machine runs", *vm.Properties.PowerState == "Running")
	tree := func() checkpoints {
		profile := must(instances.Get(ctx, machine, nil)).Properties.InfrastructureProfile
		found := checkpoints{byName: map[string]*armscvmm.Checkpoint{}, current: profile.LastRestoredVMCheckpoint}
		for _, each := range profile.Checkpoints {
			found.names = append(found.names, *each.Name)
			found.byName[*each.Name] = each
		}
		return found
	}

	for _, checkpoint := range []string{"first", "second", "third"} {
		done(instances.BeginCreateCheckpoint(ctx, machine, armscvmm.VirtualMachineCreateCheckpoint{
			Name: to.Ptr(checkpoint), Description: to.Ptr(checkpoint),
		}, nil))
	}
	made := tree()
	check("there are three checkpoints", fmt.Sprint(made.names) == "[first second third]")
	check("each on the one before", *made.byName["third"].ParentCheckpointID == *made.byName["second"].CheckpointID)
	check("the last is current", *made.current.CheckpointID == *made.byName["third"].CheckpointID)
	middle := armscvmm.VirtualMachineDeleteCheckpoint{ID: made.byName["second"].CheckpointID}
	done(instances.BeginDeleteCheckpoint(ctx, machine, middle, nil))
	left := tree()
	check("the middle one is gone", fmt.Sprint(left.names) == "[first third]")
	check("its child is its parent's", *left.byName["third"].ParentCheckpointID == *made.byName["first"].CheckpointID)
	check("the machine runs on", *must(instances.Get(ctx, machine, nil)).Properties.PowerState == "Running")
	done(instances.BeginRestoreCheckpoint(ctx, machine, armscvmm.VirtualMachineRestoreCheckpoint{
		ID: made.byName["first"].CheckpointID,
	}, nil))
	check("the first is restored", *tree().current.CheckpointID == *made.byName["first"].CheckpointID)
	check("and every checkpoint stays", len(tree().names) == 2)
	_, err := finish(instances.BeginDeleteCheckpoint(ctx, machine, middle, nil))
	check("what is deleted cannot be deleted", code(err) == "CheckpointNotFound")

	done(instances.BeginDelete(ctx, machine, &armscvmm.VirtualMachineInstancesClientBeginDeleteOptions{
		Force: to.Ptr(armscvmm.ForceDeleteTrue), DeleteFromHost: to.Ptr(armscvmm.DeleteFromHostTrue),
	}))
	_, err = instances.Get(ctx, machine, nil)
	check("the deleted machine is gone", code(err) == "ResourceNotFound")
	isThere := false
	for _, item := range list() {
		isThere = isThere || *item.Properties.GetInventoryItemProperties().InventoryItemName == name
	}
	check("also from its host", !isThere)
	done(resources.BeginDeleteByID(ctx, machine, "2022-11-10", nil))
	done(factory.NewCloudsClient().BeginDelete(ctx, group, "go-cloud", nil))
	done(factory.NewVirtualNetworksClient().BeginDelete(ctx, group, "go-net", nil))
	done(factory.NewVirtualMachineTemplatesClient().BeginDelete(ctx, group, "go-template", nil))
	done(factory.NewVmmServersClient().BeginDelete(ctx, group, "go-vmm", nil))
	_, err = factory.NewVmmServersClient().Get(ctx, group, "go-vmm", nil)
	check("nothing is left", code(err) == "ResourceNotFound")
	fmt.Printf("%d passed, 0 failed\n", passed)
}
