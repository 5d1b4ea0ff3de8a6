// A program of a user who knows nothing but Azure: no option here names Lazuli. `lazuli run` runs it.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	"github.com/Azure/azure-sdk-for-go/sdk/batch/azbatch"
	"github.com/Azure/azure-sdk-for-go/sdk/resourcemanager/resources/armresources"
)

var passed int

func check(what string, isSo bool) {
	if !isSo {
		panic(what)
	}
	passed++
	fmt.Printf("ok %d %s\n", passed, what)
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	ctx := context.Background()
	answer := must(http.Get("https://management.azure.com/metadata/endpoints?api-version=2022-09-01"))
	body := must(io.ReadAll(answer.Body))
	check("net/http", strings.Contains(string(body), "AzureCloud"))

	credential := must(azidentity.NewDefaultAzureCredential(nil))
	groups := must(armresources.NewResourceGroupsClient(os.Getenv("AZURE_SUBSCRIPTION_ID"), credential, nil))
	page := must(groups.NewListPager(nil).NextPage(ctx))
	check("groups", len(page.Value) > 0)
	location := "westeurope"
	must(groups.CreateOrUpdate(ctx, "gonames", armresources.ResourceGroup{Location: &location}, nil))
	poller := must(groups.BeginDelete(ctx, "gonames", nil))
	must(poller.PollUntilDone(ctx, nil))
	there := must(groups.CheckExistence(ctx, "gonames", nil))
	check("a group is made and goes", !there.Success)

	batch := must(azbatch.NewClient("https://lazuli.westeurope.batch.azure.com", credential, &azbatch.ClientOptions{}))
	pools := must(batch.NewListPoolsPager(nil).NextPage(ctx))
	check("Batch", len(pools.Value) == 0)

	machine := must(azidentity.NewManagedIdentityCredential(nil))
	scopes := policy.TokenRequestOptions{Scopes: []string{"https://management.azure.com/.default"}}
	token := must(machine.GetToken(ctx, scopes))
	check("the machine's identity", len(token.Token) > 100)
	fmt.Printf("%d checks passed\n", passed)
}
