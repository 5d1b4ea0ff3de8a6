// Command batchmanagement manages Batch with armbatch, which speaks 2023-05-01: an account and its keys,
// an application with a package, a certificate whose deletion is cancelled, and a pool that is made,
// resized, stopped, scaled by a formula and deleted.
package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/batch/armbatch/v2"
)

const (
	account     = "gobatch"
	pool        = "go-pool"
	application = "go-app"
	thumbprint  = "47b592796ffc7089d8d43b75f05bd8b984a3d7ad"
	certificate = "sha1-" + thumbprint
	cer         = "MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+"
)

var (
	passed int
	group  = os.Getenv("AZURE_RESOURCE_GROUP")
	often  = &runtime.PollUntilDoneOptions{Frequency: time.Second}
)

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

func factory() *armbatch.ClientFactory {
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
	return must(armbatch.NewClientFactory(os.Getenv("AZURE_SUBSCRIPTION_ID"), credential, options))
}

// storage is the id of the server's own storage account.
func storage() string {
	name := regexp.MustCompile("AccountName=([^;]+)").
		FindStringSubmatch(os.Getenv("AZURE_STORAGE_CONNECTION_STRING"))[1]
	return "/subscriptions/" + os.Getenv("AZURE_SUBSCRIPTION_ID") + "/resourceGroups/" + group +
		"/providers/Microsoft.Storage/storageAccounts/" + name
}

func makeAccount(ctx context.Context, all *armbatch.ClientFactory) {
	location := os.Getenv("AZURE_LOCATION")
	wanted := armbatch.CheckNameAvailabilityParameters{
		Name: to.Ptr(account), Type: to.Ptr("Microsoft.Batch/batchAccounts"),
	}
	free := must(all.NewLocationClient().CheckNameAvailability(ctx, location, wanted, nil))
	check("the name is free", *free.NameAvailable)
	accounts := all.NewAccountClient()
	creation := must(accounts.BeginCreate(ctx, group, account, armbatch.AccountCreateParameters{
		Location: to.Ptr(location),
		Tags:     map[string]*string{"made": to.Ptr("by go")},
		Properties: &armbatch.AccountCreateProperties{
			AutoStorage: &armbatch.AutoStorageBaseProperties{StorageAccountID: to.Ptr(storage())},
		},
	}, nil))
	made := must(creation.PollUntilDone(ctx, often))
	check("an account is made", *made.Properties.ProvisioningState == armbatch.ProvisioningStateSucceeded)
	free = must(all.NewLocationClient().CheckNameAvailability(ctx, location, wanted, nil))
	check("its name is taken", *free.Reason == armbatch.NameAvailabilityReasonAlreadyExists)

	keys := must(accounts.GetKeys(ctx, group, account, nil))
	secondary := armbatch.AccountRegenerateKeyParameters{KeyName: to.Ptr(armbatch.AccountKeyTypeSecondary)}
	renewed := must(accounts.RegenerateKey(ctx, group, account, secondary, nil))
	check("one key is renewed",
		*renewed.Primary == *keys.Primary && *renewed.Secondary != *keys.Secondary)
	must(accounts.SynchronizeAutoStorageKeys(ctx, group, account, nil))
	tags := armbatch.AccountUpdateParameters{Tags: map[string]*string{"made": to.Ptr("anew")}}
	check("its tags are changed", *must(accounts.Update(ctx, group, account, tags, nil)).Tags["made"] == "anew")
	found := 0
	for pager := accounts.NewListByResourceGroupPager(group, nil); pager.More(); {
		found += len(must(pager.NextPage(ctx)).Value)
	}
	check("it is listed beside the server's first", found == 2)
}

// upload puts bytes where the package's URL says.
func upload(url string) {
	request := must(http.NewRequest(http.MethodPut, url, strings.NewReader("PK")))
	request.Header.Set("x-ms-blob-type", "BlockBlob")
	check("its bytes are uploaded", must(http.DefaultClient.Do(request)).StatusCode == 201)
}

func packages(ctx context.Context, all *armbatch.ClientFactory) {
	applications, versions := all.NewApplicationClient(), all.NewApplicationPackageClient()
	must(applications.Create(ctx, group, account, application, nil))
	_, err := applications.Update(ctx, group, account, application, armbatch.Application{
		Properties: &armbatch.ApplicationProperties{DefaultVersion: to.Ptr("1.0")},
	}, nil)
	check("a default version must be there", refused(err, 404, "ApplicationPackageNotFound"))
	made := must(versions.Create(ctx, group, account, application, "1.0", nil))
	check("a package waits for its bytes", *made.Properties.State == armbatch.PackageStatePending)
	upload(*made.Properties.StorageURL)
	zip := armbatch.ActivateApplicationPackageParameters{Format: to.Ptr("zip")}
	active := must(versions.Activate(ctx, group, account, application, "1.0", zip, nil))
	check("it is activated", *active.Properties.State == armbatch.PackageStateActive)
	changed := must(applications.Update(ctx, group, account, application, armbatch.Application{
		Properties: &armbatch.ApplicationProperties{DefaultVersion: to.Ptr("1.0")},
	}, nil))
	check("it is the default version", *changed.Properties.DefaultVersion == "1.0")
}

func aPool(certificate, application string) armbatch.Pool {
	return armbatch.Pool{Properties: &armbatch.PoolProperties{
		VMSize: to.Ptr("STANDARD_D2S_V3"),
		DeploymentConfiguration: &armbatch.DeploymentConfiguration{
			VirtualMachineConfiguration: &armbatch.VirtualMachineConfiguration{
				ImageReference: &armbatch.ImageReference{
					Publisher: to.Ptr("canonical"),
					Offer:     to.Ptr("0001-com-ubuntu-server-jammy"),
					SKU:       to.Ptr("22_04-lts"),
				},
				NodeAgentSKUID: to.Ptr("batch.node.ubuntu 22.04"),
			},
		},
		ScaleSettings:       fixed(0),
		Certificates:        []*armbatch.CertificateReference{{ID: to.Ptr(certificate)}},
		ApplicationPackages: []*armbatch.ApplicationPackageReference{{ID: to.Ptr(application)}},
	}}
}

func fixed(count int32) *armbatch.ScaleSettings {
	return &armbatch.ScaleSettings{
		FixedScale: &armbatch.FixedScaleSettings{TargetDedicatedNodes: to.Ptr(count)},
	}
}

func sized(settings *armbatch.ScaleSettings) armbatch.Pool {
	return armbatch.Pool{Properties: &armbatch.PoolProperties{ScaleSettings: settings}}
}

// steady waits until the pool is at rest with so many nodes.
func steady(ctx context.Context, pools *armbatch.PoolClient, nodes int32) *armbatch.PoolProperties {
	for {
		found := must(pools.Get(ctx, group, account, pool, nil)).Properties
		if *found.AllocationState == armbatch.AllocationStateSteady && *found.CurrentDedicatedNodes == nodes {
			return found
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func makePool(ctx context.Context, all *armbatch.ClientFactory) {
	added := must(all.NewCertificateClient().Create(ctx, group, account, certificate,
		armbatch.CertificateCreateOrUpdateParameters{
			Properties: &armbatch.CertificateCreateOrUpdateProperties{
				Data:                to.Ptr(cer),
				Format:              to.Ptr(armbatch.CertificateFormatCer),
				Thumbprint:          to.Ptr(thumbprint),
				ThumbprintAlgorithm: to.Ptr("sha1"),
			},
		}, nil))
	named := *must(all.NewApplicationClient().Get(ctx, group, account, application, nil)).ID
	pools := all.NewPoolClient()
	made := must(pools.Create(ctx, group, account, pool, aPool(*added.ID, named), nil))
	check("a pool with certificate and package is made",
		*made.Properties.ProvisioningState == armbatch.PoolProvisioningStateSucceeded)
	none := &armbatch.PoolClientCreateOptions{IfNoneMatch: to.Ptr("*")}
	_, err := pools.Create(ctx, group, account, pool, aPool(*added.ID, named), none)
	check("it is not made twice where that is not wanted", refused(err, 412, "PreconditionFailed"))
	steady(ctx, pools, 0)
}

// certificates cancels a deletion that fails because the pool uses the certificate.
func certificates(ctx context.Context, all *armbatch.ClientFactory) {
	certificates := all.NewCertificateClient()
	_, err := certificates.CancelDeletion(ctx, group, account, certificate, nil)
	check("there is no deletion to cancel", refused(err, 409, "CertificateStateActive"))
	deletion := must(certificates.BeginDelete(ctx, group, account, certificate, nil))
	_, err = deletion.PollUntilDone(ctx, often)
	check("its deletion fails for the pool", err != nil)
	failed := must(certificates.Get(ctx, group, account, certificate, nil)).Properties
	check("which its state says", *failed.ProvisioningState == armbatch.CertificateProvisioningStateFailed)
	why := failed.DeleteCertificateError
	check("and names the pool", *why.Code == "PoolsReferencingCertificate" && *why.Details[0].Message == pool)
	cancelled := must(certificates.CancelDeletion(ctx, group, account, certificate, nil)).Properties
	check("cancelled, it is active again",
		*cancelled.ProvisioningState == armbatch.CertificateProvisioningStateSucceeded &&
			cancelled.DeleteCertificateError == nil)
}

func sizes(ctx context.Context, all *armbatch.ClientFactory) {
	pools := all.NewPoolClient()
	resizing := must(pools.Update(ctx, group, account, pool, sized(fixed(2)), nil)).Properties
	check("the pool is resized", *resizing.ResizeOperationStatus.TargetDedicatedNodes == 2)
	_, err := pools.Update(ctx, group, account, pool, sized(fixed(3)), nil)
	check("once at a time", refused(err, 409, "PoolBeingResized"))
	must(pools.StopResize(ctx, group, account, pool, nil))
	errors := steady(ctx, pools, 0).ResizeOperationStatus.Errors
	check("the resize is stopped", len(errors) == 1 && *errors[0].Code == "ResizeStopped")
	formula := &armbatch.ScaleSettings{
		AutoScale: &armbatch.AutoScaleSettings{Formula: to.Ptr("$TargetDedicatedNodes = 1;")},
	}
	must(pools.Update(ctx, group, account, pool, sized(formula), nil))
	run := steady(ctx, pools, 1).AutoScaleRun
	check("a formula sizes it", strings.Contains(*run.Results, "$TargetDedicatedNodes=1"))
	scaled := must(pools.DisableAutoScale(ctx, group, account, pool, nil)).Properties
	check("without it the size stays", *scaled.ScaleSettings.FixedScale.TargetDedicatedNodes == 1)
}

// remove deletes everything, each by its poller.
func remove(ctx context.Context, all *armbatch.ClientFactory) {
	pools, certificates := all.NewPoolClient(), all.NewCertificateClient()
	must(must(pools.BeginDelete(ctx, group, account, pool, nil)).PollUntilDone(ctx, often))
	_, err := pools.Get(ctx, group, account, pool, nil)
	check("the pool is gone", refused(err, 404, "ResourceNotFound"))
	must(must(certificates.BeginDelete(ctx, group, account, certificate, nil)).PollUntilDone(ctx, often))
	pager := certificates.NewListByBatchAccountPager(group, account, nil)
	check("so is the certificate", len(must(pager.NextPage(ctx)).Value) == 0)
	must(all.NewApplicationPackageClient().Delete(ctx, group, account, application, "1.0", nil))
	must(all.NewApplicationClient().Delete(ctx, group, account, application, nil))
	_, err = all.NewApplicationClient().Get(ctx, group, account, application, nil)
	check("so is the application", refused(err, 404, "ApplicationNotFound"))
	must(must(all.NewAccountClient().BeginDelete(ctx, group, account, nil)).PollUntilDone(ctx, often))
	_, err = all.NewAccountClient().Get(ctx, group, account, nil)
	check("so is the account", refused(err, 404, "ResourceNotFound"))
}

func main() {
	ctx, all := context.Background(), factory()
	makeAccount(ctx, all)
	packages(ctx, all)
	makePool(ctx, all)
	certificates(ctx, all)
	sizes(ctx, all)
	remove(ctx, all)
	fmt.Printf("%d passed, 0 failed\n", passed)
}
