// Command terraformjob does what Terraform's azurerm_batch_job does, with the client that the provider has for
// it: it speaks 2022-01-01.15.0 to the data plane, with no way to choose.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/hashicorp/go-azure-sdk/sdk/auth"
	"github.com/hashicorp/go-azure-sdk/sdk/auth/autorest"
	"github.com/hashicorp/go-azure-sdk/sdk/environments"
	"github.com/jackofallops/kermit/sdk/batch/2022-01.15.0/batch"
)

const (
	name = "terraform-job"
	pool = "terraform-pool"
)

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

func ptr[T any](value T) *T { return &value }

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	env := must(environments.FromEndpoint(ctx, "https://"+os.Getenv("ARM_METADATA_HOSTNAME")))
	authorizer := must(auth.NewAuthorizerFromCredentials(ctx, auth.Credentials{
		Environment:                           *env,
		TenantID:                              os.Getenv("ARM_TENANT_ID"),
		ClientID:                              os.Getenv("ARM_CLIENT_ID"),
		ClientSecret:                          os.Getenv("ARM_CLIENT_SECRET"),
		EnableAuthenticatingUsingClientSecret: true,
	}, env.Batch))

	jobs := batch.NewJobClient(os.Getenv("AZURE_BATCH_ENDPOINT"))
	jobs.Authorizer = autorest.AutorestAuthorizer(authorizer)
	get := func() (batch.CloudJob, error) {
		return jobs.Get(ctx, name, "", "", nil, nil, nil, nil, "", "", nil, nil)
	}

	_, err := get()
	check("there is no such job yet", err != nil)
	must(jobs.Add(ctx, batch.JobAddParameter{
		ID:                        ptr(name),
		DisplayName:               ptr("of Terraform"),
		Priority:                  ptr(int32(1)),
		Constraints:               &batch.JobConstraints{MaxTaskRetryCount: ptr(int32(1))},
		CommonEnvironmentSettings: &[]batch.EnvironmentSetting{{Name: ptr("env"), Value: ptr("Test")}},
		PoolInfo:                  &batch.PoolInformation{PoolID: ptr(pool)},
	}, nil, nil, nil, nil))
	made := must(get())
	check("it is made", *made.ID == name && *made.DisplayName == "of Terraform" && *made.Priority == 1)
	check("with what was set", *made.Constraints.MaxTaskRetryCount == 1 && *made.PoolInfo.PoolID == pool &&
		*(*made.CommonEnvironmentSettings)[0].Name == "env")
	must(jobs.Patch(ctx, name, batch.JobPatchParameter{
		Priority:    ptr(int32(2)),
		Constraints: &batch.JobConstraints{MaxTaskRetryCount: ptr(int32(0))},
		PoolInfo:    &batch.PoolInformation{PoolID: ptr(pool)},
	}, nil, nil, nil, nil, "", "", nil, nil))
	check("and changed", *must(get()).Priority == 2)
	must(jobs.Delete(ctx, name, nil, nil, nil, nil, "", "", nil, nil))
	for {
		if _, err := get(); err != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	check("until it is gone", true)
	fmt.Println(passed, "checks passed")
}
