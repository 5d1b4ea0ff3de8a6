// Command terraformstory does what Terraform's azurerm provider does, with the library that the
// provider stands on: it finds the cloud through its metadata host, signs in with the secret and with
// a certificate, makes a resource group and a cluster, aborts, makes it again, makes a Batch pool and
// changes it, makes storage and a Batch account that uses it, deletes. Each generated client of the provider is a thin layer over the calls made here;
// they are left away, since together they weigh 150 MB.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/hashicorp/go-azure-sdk/sdk/auth"
	"github.com/hashicorp/go-azure-sdk/sdk/client"
	"github.com/hashicorp/go-azure-sdk/sdk/client/pollers"
	"github.com/hashicorp/go-azure-sdk/sdk/client/resourcemanager"
	"github.com/hashicorp/go-azure-sdk/sdk/environments"
)

const name = "terraform-demo"

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

type object = map[string]any

// arm speaks one api-version to Resource Manager, as each client of the provider does.
type arm struct{ *resourcemanager.Client }

func newArm(env *environments.Environment, authorizer auth.Authorizer, version string) arm {
	made := must(resourcemanager.NewClient(env.ResourceManager, "story", version))
	made.SetAuthorizer(authorizer)
	return arm{made}
}

// send makes one call, answers its body, and the poller if the call has begun something.
func (a arm) send(ctx context.Context, method, path string, body any, statuses ...int) (*client.Response, error) {
	request, err := a.NewRequest(ctx, client.RequestOptions{
		ContentType:         "application/json; charset=utf-8",
		ExpectedStatusCodes: statuses,
		HttpMethod:          method,
		Path:                path,
	})
	if err != nil {
		return nil, err
	}
	if body != nil {
		if err := request.Marshal(body); err != nil {
			return nil, err
		}
	}
	return request.Execute(ctx)
}

func (a arm) get(ctx context.Context, path string) object {
	response := must(a.send(ctx, http.MethodGet, path, nil, http.StatusOK))
	var found object
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil {
		must(found, err)
	}
	return found
}

func (a arm) post(ctx context.Context, path string, body any) (object, error) {
	response, err := a.send(ctx, http.MethodPost, path, body, http.StatusOK)
	if err != nil {
		return nil, err
	}
	var found object
	return found, json.NewDecoder(response.Body).Decode(&found)
}

func (a arm) isGone(ctx context.Context, path string) bool {
	response, _ := a.send(ctx, http.MethodGet, path, nil, http.StatusOK)
	return response != nil && response.StatusCode == http.StatusNotFound
}

// begin starts long-running work and answers its poller.
func (a arm) begin(ctx context.Context, method, path string, body any) *pollers.Poller {
	response := must(a.send(ctx, method, path, body,
		http.StatusOK, http.StatusCreated, http.StatusAccepted, http.StatusNoContent))
	poller := must(resourcemanager.PollerFromResponse(response, a.Client))
	return &poller
}

func stateOf(resource object) string {
	return resource["properties"].(object)["provisioningState"].(string)
}

func cluster() object {
	return object{
		"location": os.Getenv("AZURE_LOCATION"),
		"identity": object{"type": "SystemAssigned"},
		"properties": object{
			"dnsPrefix":      name,
			"ingressProfile": object{"webAppRouting": object{"enabled": true}},
			"agentPoolProfiles": []object{
				{"name": "default", "mode": "System", "count": 1, "vmSize": "Standard_DS2_v2"},
			},
		},
	}
}

// at follows names into a resource.
func at(resource object, names ...string) any {
	var found any = resource
	for _, name := range names {
		found = found.(object)[name]
	}
	return found
}

// batchPool is what the provider sends for a pool that can be reached by SSH.
func batchPool() object {
	return object{"properties": object{
		"vmSize": "STANDARD_D2S_V3",
		"deploymentConfiguration": object{"virtualMachineConfiguration": object{
			"imageReference": object{
				"publisher": "canonical", "offer": "0001-com-ubuntu-server-jammy", "sku": "22_04-lts", "version": "latest",
			},
			"nodeAgentSkuId": "batch.node.ubuntu 22.04",
		}},
		"networkConfiguration": object{"endpointConfiguration": object{"inboundNatPools": []object{{
			"name": "ssh", "protocol": "TCP", "backendPort": 22,
			"frontendPortRangeStart": 4000, "frontendPortRangeEnd": 4100,
		}}}},
		"scaleSettings": object{"fixedScale": object{"targetDedicatedNodes": 0, "resizeTimeout": "PT15M"}},
	}}
}

// aPoolChanges does what the provider does to change a pool: it sends back what it has read.
func aPoolChanges(ctx context.Context, pools arm, path string) {
	must(pools.send(ctx, http.MethodPut, path, batchPool(), http.StatusOK))
	made := pools.get(ctx, path)
	check("a pool is made on ARM", stateOf(made) == "Succeeded")
	_, err := pools.send(ctx, http.MethodPatch, path, object{
		"identity": object{"type": "None"},
		"properties": object{
			"deploymentConfiguration": at(made, "properties", "deploymentConfiguration"),
			"metadata":                []object{{"name": "Who", "value": "Terraform"}},
			"scaleSettings":           at(made, "properties", "scaleSettings"),
		},
	}, http.StatusOK)
	changed := pools.get(ctx, path)
	check("and changed there", err == nil &&
		at(changed, "properties", "metadata").([]any)[0].(object)["value"] == "Terraform" &&
		at(changed, "properties", "vmSize") == "STANDARD_D2S_V3")
}

// aPoolScales does what the provider does with `auto_scale`, and with its change to `fixed_scale` and back.
func aPoolScales(ctx context.Context, pools arm, path string) {
	scaled := func(formula, interval string) object {
		return object{"autoScale": object{"formula": formula, "evaluationInterval": interval}}
	}
	fixed := object{"fixedScale": object{
		"nodeDeallocationOption": "Requeue", "resizeTimeout": "PT15M",
		"targetDedicatedNodes": 0, "targetLowPriorityNodes": 0,
	}}
	changeTo := func(settings object) {
		deployment := at(pools.get(ctx, path), "properties", "deploymentConfiguration")
		must(pools.send(ctx, http.MethodPatch, path, object{
			"identity": object{"type": "None"},
			"properties": object{
				"deploymentConfiguration": deployment,
				"scaleSettings":           settings,
			},
		}, http.StatusOK))
		isSteady(ctx, pools, path)
	}
	settings := func(names ...string) any {
		return at(pools.get(ctx, path), append([]string{"properties", "scaleSettings"}, names...)...)
	}

	pool := batchPool()
	pool["properties"].(object)["scaleSettings"] = scaled("$TargetDedicatedNodes = 1;", "PT15M")
	must(pools.send(ctx, http.MethodPut, path, pool, http.StatusOK))
	isSteady(ctx, pools, path)
	check("a pool that scales by a formula is made", settings("autoScale", "formula") == "$TargetDedicatedNodes = 1;" &&
		settings("autoScale", "evaluationInterval") == "PT15M" && settings("fixedScale") == nil)
	changeTo(scaled("$TargetDedicatedNodes = 0;", "PT10M"))
	check("and its formula changes", settings("autoScale", "formula") == "$TargetDedicatedNodes = 0;" &&
		settings("autoScale", "evaluationInterval") == "PT10M")
	changeTo(fixed)
	check("to a fixed size", settings("autoScale") == nil && settings("fixedScale", "targetDedicatedNodes") == 0.0)
	changeTo(scaled("$TargetDedicatedNodes = 0;", "PT5M"))
	check("and back", settings("autoScale", "evaluationInterval") == "PT5M" && settings("fixedScale") == nil)
	isDeleted(ctx, pools, path)
	check("until it is deleted", true)
}

// isSteady waits as the provider does, only with less patience between two looks.
func isSteady(ctx context.Context, pools arm, path string) {
	for at(pools.get(ctx, path), "properties", "allocationState") != "Steady" {
		time.Sleep(50 * time.Millisecond)
	}
}

func isDeleted(ctx context.Context, pools arm, path string) {
	if err := pools.begin(ctx, http.MethodDelete, path, nil).PollUntilDone(ctx); err != nil {
		must(0, err)
	}
	if !pools.isGone(ctx, path) {
		check(path+" is gone", false)
	}
}

// anApplicationChanges does what the provider does with an application: what is not set is an empty text.
func anApplicationChanges(ctx context.Context, applications arm, path string) {
	body := func(allowUpdates bool, displayName string) object {
		return object{"properties": object{
			"allowUpdates": allowUpdates, "defaultVersion": "", "displayName": displayName,
		}}
	}
	check("an application is not there yet", applications.isGone(ctx, path))
	must(applications.send(ctx, http.MethodPut, path, body(true, ""), http.StatusOK))
	made := applications.get(ctx, path)["properties"].(object)
	none := func(found any) bool { return found == nil || found == "" }
	check("an application is made", made["allowUpdates"] == true && none(made["defaultVersion"]) && none(made["displayName"]))
	must(applications.send(ctx, http.MethodPatch, path, body(false, "of Terraform"), http.StatusOK))
	changed := applications.get(ctx, path)["properties"].(object)
	check("and changed", changed["allowUpdates"] == false && changed["displayName"] == "of Terraform")
	must(applications.send(ctx, http.MethodDelete, path, nil, http.StatusOK, http.StatusNoContent))
	check("and deleted", applications.isGone(ctx, path))
}

func credentials(env *environments.Environment) auth.Credentials {
	return auth.Credentials{
		Environment: *env,
		TenantID:    os.Getenv("ARM_TENANT_ID"),
		ClientID:    os.Getenv("ARM_CLIENT_ID"),
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	env := must(environments.FromEndpoint(ctx, "https://"+os.Getenv("ARM_METADATA_HOSTNAME")))
	check("the metadata host names a cloud that is no Azure Stack", env.Name != "" && !env.IsAzureStack())
	for what, api := range map[string]environments.Api{
		"storage": env.Storage, "key vault": env.KeyVault, "Batch": env.Batch,
	} {
		check("the cloud has a word for "+what, api.Available())
	}

	bySecret := credentials(env)
	bySecret.EnableAuthenticatingUsingClientSecret = true
	bySecret.ClientSecret = os.Getenv("ARM_CLIENT_SECRET")
	authorizer := must(auth.NewAuthorizerFromCredentials(ctx, bySecret, env.ResourceManager))
	graph := must(auth.NewAuthorizerFromCredentials(ctx, bySecret, env.MicrosoftGraph))
	check("a token for Graph tells who calls", strings.Count(
		must(graph.Token(ctx, &http.Request{})).AccessToken, ".") == 2)

	byCertificate := credentials(env)
	byCertificate.EnableAuthenticatingUsingClientCertificate = true
	byCertificate.ClientCertificatePath = os.Getenv("ARM_CLIENT_CERTIFICATE_PATH")
	byCertificate.ClientCertificatePassword = os.Getenv("ARM_CLIENT_CERTIFICATE_PASSWORD")
	certified := must(auth.NewAuthorizerFromCredentials(ctx, byCertificate, env.ResourceManager))

	subscription := "/subscriptions/" + os.Getenv("ARM_SUBSCRIPTION_ID")
	providers := newArm(env, certified, "2022-09-01").get(ctx, subscription+"/providers")
	check("a certificate signs in, and providers are listed", len(providers["value"].([]any)) > 0)

	groups := newArm(env, authorizer, "2023-07-01")
	clusters := newArm(env, authorizer, "2025-10-01")
	group := subscription + "/resourceGroups/" + name
	path := group + "/providers/Microsoft.ContainerService/managedClusters/" + name
	check("a new group is not there yet", groups.isGone(ctx, group))
	must(groups.send(ctx, http.MethodPut, group,
		object{"location": os.Getenv("AZURE_LOCATION")}, http.StatusOK, http.StatusCreated))
	check("the group is made at once", stateOf(groups.get(ctx, group)) == "Succeeded")

	creation := clusters.begin(ctx, http.MethodPut, path, cluster())
	check("a new cluster is Creating", stateOf(clusters.get(ctx, path)) == "Creating")
	_, err := clusters.send(ctx, http.MethodPut, path, cluster(), http.StatusOK)
	check("a busy cluster refuses", err != nil && strings.Contains(err.Error(), "OperationNotAllowed"))
	abort := clusters.begin(ctx, http.MethodPost, path+"/abort", nil)
	if err := abort.PollUntilDone(ctx); err != nil {
		must(abort, err)
	}
	check("the aborted cluster is Canceled", stateOf(clusters.get(ctx, path)) == "Canceled")
	var canceled pollers.PollingCancelledError
	check("the creation's own poller tells of it", errors.As(creation.PollUntilDone(ctx), &canceled))

	if err := clusters.begin(ctx, http.MethodPut, path, cluster()).PollUntilDone(ctx); err != nil {
		must(0, err)
	}
	check("a canceled cluster can be created again", stateOf(clusters.get(ctx, path)) == "Succeeded")

	check("and shows what the provider compares", at(clusters.get(ctx, path), "properties", "ingressProfile",
		"webAppRouting", "nginx", "defaultIngressControllerType") == "AnnotationControlled")

	account := subscription + "/resourceGroups/" + os.Getenv("AZURE_RESOURCE_GROUP") +
		"/providers/Microsoft.Batch/batchAccounts/" + os.Getenv("AZURE_BATCH_ACCOUNT")
	batch := newArm(env, authorizer, "2024-07-01")
	aPoolChanges(ctx, batch, account+"/pools/"+name)
	aPoolScales(ctx, batch, account+"/pools/scaled")
	anApplicationChanges(ctx, batch, account+"/applications/"+name)

	storageAndBatch(ctx, func(version string) arm { return newArm(env, authorizer, version) }, group)

	if err := groups.begin(ctx, http.MethodDelete, group, nil).PollUntilDone(ctx); err != nil {
		must(0, err)
	}
	check("a deleted group takes its cluster along", clusters.isGone(ctx, path) && groups.isGone(ctx, group))
	fmt.Printf("%d passed, 0 failed\n", passed)
}
