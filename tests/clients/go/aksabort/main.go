// Command aksabort takes a cluster through its life with armcontainerservice: created, aborted,
// created again, deleted. The provider is not registered at first: the library registers it by itself
// when it is told so.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/containerservice/armcontainerservice/v6"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
)

const name = "go-demo"

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

// refusal answers the status and code with which the service refused.
func refusal(err error) (int, string) {
	var response *azcore.ResponseError
	if errors.As(err, &response) {
		return response.StatusCode, response.ErrorCode
	}
	return 0, ""
}

func cluster() armcontainerservice.ManagedCluster {
	return armcontainerservice.ManagedCluster{
		Location: to.Ptr(os.Getenv("AZURE_LOCATION")),
		Identity: &armcontainerservice.ManagedClusterIdentity{
			Type: to.Ptr(armcontainerservice.ResourceIdentityTypeSystemAssigned),
		},
		Properties: &armcontainerservice.ManagedClusterProperties{
			DNSPrefix: to.Ptr(name),
			AgentPoolProfiles: []*armcontainerservice.ManagedClusterAgentPoolProfile{{
				Name:   to.Ptr("pool1"),
				Mode:   to.Ptr(armcontainerservice.AgentPoolModeSystem),
				Count:  to.Ptr[int32](1),
				VMSize: to.Ptr("Standard_DS2_v2"),
			}},
		},
	}
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
	factory := must(armcontainerservice.NewClientFactory(subscription, credential, options))
	providers := must(armresources.NewProvidersClient(subscription, credential, options))
	clusters := factory.NewManagedClustersClient()
	ctx := context.Background()
	group := os.Getenv("AZURE_RESOURCE_GROUP")
	often := &runtime.PollUntilDoneOptions{Frequency: time.Second}

	const namespace = "Microsoft.ContainerService"
	must(providers.Unregister(ctx, namespace, nil))
	registration := must(providers.Get(ctx, namespace, nil))
	check("the provider is not registered", *registration.RegistrationState != "Registered")
	creation := must(clusters.BeginCreateOrUpdate(ctx, group, name, cluster(), nil))
	registration = must(providers.Get(ctx, namespace, nil))
	check("the library has registered it", *registration.RegistrationState == "Registered")
	seen := must(clusters.Get(ctx, group, name, nil))
	check("a new cluster is Creating", *seen.Properties.ProvisioningState == "Creating")
	abort := must(clusters.BeginAbortLatestOperation(ctx, group, name, nil))
	must(abort.PollUntilDone(ctx, often))
	seen = must(clusters.Get(ctx, group, name, nil))
	check("the aborted cluster is Canceled", *seen.Properties.ProvisioningState == "Canceled")
	check("so is its pool", *seen.Properties.AgentPoolProfiles[0].ProvisioningState == "Canceled")
	_, err := creation.PollUntilDone(ctx, often)
	_, code := refusal(err)
	check("the creation's own poller ends with an error", err != nil && code != "")

	creation = must(clusters.BeginCreateOrUpdate(ctx, group, name, cluster(), nil))
	again := must(creation.PollUntilDone(ctx, often))
	check("a canceled cluster can be created again", *again.Properties.ProvisioningState == "Succeeded")
	_, err = clusters.BeginAbortLatestOperation(ctx, group, name, nil)
	status, code := refusal(err)
	check("nothing is left to abort", status == 409 && code == "OperationNotAllowed")
	credentials := must(clusters.ListClusterUserCredentials(ctx, group, name, nil))
	kubeconfig := string(credentials.Kubeconfigs[0].Value)
	check("the kubeconfig is one", strings.Contains(kubeconfig, "kind: Config"))
	_, err = clusters.BeginAbortLatestOperation(ctx, group, "go-unknown", nil)
	status, code = refusal(err)
	check("a missing cluster is not found", status == 404 && code == "ResourceNotFound")
	deletion := must(clusters.BeginDelete(ctx, group, name, nil))
	must(deletion.PollUntilDone(ctx, often))
	_, err = clusters.Get(ctx, group, name, nil)
	status, _ = refusal(err)
	check("a deleted cluster is gone", status == 404)
	fmt.Printf("%d passed, 0 failed\n", passed)
}
