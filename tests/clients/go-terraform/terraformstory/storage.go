package main

import (
	"context"
	"net/http"
	"os"
)

const (
	store   = "terraformstore"
	account = "terraformbatch"
)

// storageAccount is what azurerm_storage_account sends with its defaults.
func storageAccount() object {
	return object{
		"location": os.Getenv("AZURE_LOCATION"),
		"kind":     "StorageV2",
		"sku":      object{"name": "Standard_LRS", "tier": "Standard"},
		"tags":     object{},
		"properties": object{
			"accessTier": "Hot", "allowBlobPublicAccess": true, "allowCrossTenantReplication": false,
			"allowSharedKeyAccess": true, "defaultToOAuthAuthentication": false, "isHnsEnabled": false,
			"isLocalUserEnabled": true, "isNfsV3Enabled": false, "isSftpEnabled": false,
			"minimumTlsVersion": "TLS1_2", "publicNetworkAccess": "Enabled", "supportsHttpsTrafficOnly": true,
			"dnsEndpointType": "Standard", "networkAcls": object{"bypass": "AzureServices", "defaultAction": "Allow"},
			"encryption": object{"keySource": "Microsoft.Storage", "services": object{
				"queue": object{"keyType": "Service"}, "table": object{"keyType": "Service"},
			}},
		},
	}
}

// containerPool is what azurerm_batch_pool sends for nodes that run containers and mount a share.
func containerPool(key string) object {
	return object{"properties": object{
		"vmSize": "STANDARD_D2S_V3", "displayName": "of containers", "interNodeCommunication": "Disabled",
		"taskSlotsPerNode": 2,
		"scaleSettings":    object{"fixedScale": object{"targetDedicatedNodes": 0, "targetLowPriorityNodes": 0, "resizeTimeout": "PT15M"}},
		"deploymentConfiguration": object{"virtualMachineConfiguration": object{
			"imageReference": object{
				"publisher": "microsoft-azure-batch", "offer": "ubuntu-server-container", "sku": "20-04-lts", "version": "latest",
			},
			"nodeAgentSkuId": "batch.node.ubuntu 20.04",
			"containerConfiguration": object{
				"type": "DockerCompatible", "containerImageNames": []string{"registry.example/tool:1"},
				"containerRegistries": []object{{
					"registryServer": "registry.example", "username": "me", "password": "secret",
				}},
			},
		}},
		"mountConfiguration": []object{{"azureFileShareConfiguration": object{
			"accountName": store, "accountKey": key, "relativeMountPath": "share",
			"azureFileUrl": "https://" + store + ".file.core.windows.net/share",
		}}},
		"startTask": object{
			"commandLine": "/bin/true", "maxTaskRetryCount": 1, "waitForSuccess": true,
			"userIdentity": object{"autoUser": object{"scope": "Task", "elevationLevel": "NonAdmin"}},
			"containerSettings": object{
				"imageName": "registry.example/tool:1", "containerRunOptions": "", "workingDirectory": "TaskWorkingDirectory",
			},
		},
	}}
}

// storageAndBatch does what the provider does for a storage account with a container and a share, a Batch
// account that has it as its auto storage, and a pool with containers and mounts.
func storageAndBatch(ctx context.Context, newClient func(version string) arm, group string) {
	storage := newClient("2023-05-01")
	at1 := group + "/providers/Microsoft.Storage/storageAccounts/" + store
	must(0, storage.begin(ctx, http.MethodPut, at1, storageAccount()).PollUntilDone(ctx))
	made := storage.get(ctx, at1)
	check("a storage account is made", stateOf(made) == "Succeeded" && at(made, "properties", "minimumTlsVersion") == "TLS1_2")
	keys := must(storage.post(ctx, at1+"/listKeys", nil))["keys"].([]any)
	key := keys[0].(object)["value"].(string)
	check("with two keys", len(keys) == 2 && len(key) == 88)
	for _, service := range []string{"blobServices", "fileServices"} {
		found := storage.get(ctx, at1+"/"+service+"/default")
		check("its "+service+" are read", found["name"] == "default")
	}
	must(storage.send(ctx, http.MethodPut, at1+"/blobServices/default/containers/files",
		object{"properties": object{"publicAccess": "None"}}, http.StatusCreated, http.StatusOK))
	must(storage.send(ctx, http.MethodPut, at1+"/fileServices/default/shares/share",
		object{"properties": object{"shareQuota": 5}}, http.StatusCreated, http.StatusOK))
	check("a container and a share are made",
		storage.get(ctx, at1+"/blobServices/default/containers/files")["name"] == "files" &&
			storage.get(ctx, at1+"/fileServices/default/shares/share")["name"] == "share")

	batch := newClient("2024-07-01")
	at2 := group + "/providers/Microsoft.Batch/batchAccounts/" + account
	must(0, batch.begin(ctx, http.MethodPut, at2, object{
		"location": os.Getenv("AZURE_LOCATION"),
		"tags":     object{},
		"properties": object{
			"poolAllocationMode": "BatchService", "publicNetworkAccess": "Enabled",
			"autoStorage": object{"storageAccountId": at1, "authenticationMode": "StorageKeys"},
		},
	}).PollUntilDone(ctx))
	shown := batch.get(ctx, at2)
	check("a Batch account has it as its auto storage",
		at(shown, "properties", "autoStorage", "storageAccountId") == at1)
	must(batch.send(ctx, http.MethodPut, at2+"/applications/tool",
		object{"properties": object{"allowUpdates": true, "displayName": "a tool"}}, http.StatusOK))
	check("an application is made", at(batch.get(ctx, at2+"/applications/tool"), "properties", "displayName") == "a tool")

	at3 := at2 + "/pools/containers"
	must(batch.send(ctx, http.MethodPut, at3, containerPool(key), http.StatusOK))
	pool := batch.get(ctx, at3)
	containers := at(pool, "properties", "deploymentConfiguration", "virtualMachineConfiguration", "containerConfiguration")
	check("a pool has its images", at(containers.(object), "containerImageNames").([]any)[0] == "registry.example/tool:1")
	mount := at(pool, "properties", "mountConfiguration").([]any)[0].(object)["azureFileShareConfiguration"].(object)
	check("and mounts a share, whose key it does not show",
		mount["accountName"] == store && mount["accountKey"] == nil)
	must(batch.send(ctx, http.MethodDelete, at3, nil, http.StatusOK, http.StatusAccepted, http.StatusNoContent))
	must(0, batch.begin(ctx, http.MethodDelete, at2, nil).PollUntilDone(ctx))
	must(storage.send(ctx, http.MethodDelete, at1, nil, http.StatusOK, http.StatusNoContent))
	check("and all are gone", batch.isGone(ctx, at2) && storage.isGone(ctx, at1))
}
