# Everything of Batch that azurerm has, in two editions: `edition` 2 changes whatever can be changed.

variable "edition" {
  type = number
}

locals {
  image = {
    publisher = "canonical"
    offer     = "0001-com-ubuntu-server-jammy"
    sku       = "22_04-lts"
    agent     = "batch.node.ubuntu 22.04"
  }
  container_image = {
    publisher = "microsoft-dsvm"
    offer     = "ubuntu-hpc"
    sku       = "2204"
    agent     = "batch.node.ubuntu 22.04"
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "all" {
  name     = "terraform-batch"
  location = "westeurope"
}

resource "azurerm_storage_account" "all" {
  name                     = "terraformbatch"
  resource_group_name      = azurerm_resource_group.all.name
  location                 = azurerm_resource_group.all.location
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_storage_container" "data" {
  name               = "data"
  storage_account_id = azurerm_storage_account.all.id
}

resource "azurerm_batch_account" "all" {
  name                                = "terraformbatch"
  resource_group_name                 = azurerm_resource_group.all.name
  location                            = azurerm_resource_group.all.location
  storage_account_id                  = azurerm_storage_account.all.id
  storage_account_authentication_mode = "StorageKeys"
  tags                                = { edition = var.edition }
}

resource "azurerm_batch_application" "packed" {
  name                = "packed"
  resource_group_name = azurerm_resource_group.all.name
  account_name        = azurerm_batch_account.all.name
  allow_updates       = var.edition == 1
  display_name        = "Edition ${var.edition}"
}

resource "azurerm_batch_pool" "fixed" {
  name                     = "fixed"
  resource_group_name      = azurerm_resource_group.all.name
  account_name             = azurerm_batch_account.all.name
  display_name             = "Of a fixed size"
  vm_size                  = "STANDARD_A2_V2"
  max_tasks_per_node       = 2
  node_agent_sku_id        = local.image.agent
  inter_node_communication = "Enabled"
  metadata                 = { edition = var.edition }

  fixed_scale {
    node_deallocation_method  = "Terminate"
    target_dedicated_nodes    = var.edition
    target_low_priority_nodes = 0
    resize_timeout            = "PT20M"
  }

  storage_image_reference {
    publisher = local.image.publisher
    offer     = local.image.offer
    sku       = local.image.sku
    version   = "latest"
  }

  start_task {
    command_line       = "/bin/sh -c 'test -f list.txt && echo $EDITION > ../edition'"
    wait_for_success   = true
    task_retry_maximum = 1

    common_environment_properties = { EDITION = var.edition }

    resource_file {
      auto_storage_container_name = azurerm_storage_container.data.name
    }

    user_identity {
      auto_user {
        elevation_level = "NonAdmin"
        scope           = "Pool"
      }
    }
  }

  network_configuration {
    endpoint_configuration {
      name                = "web"
      protocol            = "TCP"
      backend_port        = 8080
      frontend_port_range = "4000-4100"

      network_security_group_rules {
        access                = "Deny"
        priority              = 1001
        source_address_prefix = "*"
        source_port_ranges    = ["*"]
      }
    }
  }

  node_placement {
    policy = "Regional"
  }

  task_scheduling_policy {
    node_fill_type = "Pack"
  }

  user_accounts {
    name            = "worker"
    password        = "Lazuli-1-Lazuli"
    elevation_level = "NonAdmin"

    linux_user_configuration {
      uid = 2001
      gid = 2001
    }
  }
}

resource "azurerm_batch_pool" "auto" {
  name                          = "auto"
  resource_group_name           = azurerm_resource_group.all.name
  account_name                  = azurerm_batch_account.all.name
  vm_size                       = "STANDARD_A1_V2"
  node_agent_sku_id             = local.image.agent
  stop_pending_resize_operation = true

  auto_scale {
    evaluation_interval = var.edition == 1 ? "PT15M" : "PT5M"

    formula = <<EOF
      start = ${var.edition};
      percent = $PendingTasks.GetSamplePercent(180 * TimeInterval_Second);
      pending = percent < 70 ? start : max(start, avg($PendingTasks.GetSample(180 * TimeInterval_Second)));
      $TargetDedicatedNodes = min(3, pending);
      $NodeDeallocationOption = taskcompletion;
EOF
  }

  storage_image_reference {
    publisher = local.image.publisher
    offer     = local.image.offer
    sku       = local.image.sku
    version   = "latest"
  }
}

resource "azurerm_batch_pool" "containers" {
  name                = "containers"
  resource_group_name = azurerm_resource_group.all.name
  account_name        = azurerm_batch_account.all.name
  vm_size             = "STANDARD_D2S_V3"
  node_agent_sku_id   = local.container_image.agent

  fixed_scale {
    target_dedicated_nodes = 0
  }

  storage_image_reference {
    publisher = local.container_image.publisher
    offer     = local.container_image.offer
    sku       = local.container_image.sku
    version   = "latest"
  }

  container_configuration {
    type                  = "DockerCompatible"
    container_image_names = ["registry.example/tool:1"]

    container_registries {
      registry_server = "registry.example"
      user_name       = "puller"
      password        = "secret"
    }
  }

  start_task {
    command_line     = "echo started"
    wait_for_success = true

    container {
      image_name        = "registry.example/tool:1"
      run_options       = "--cpus 1"
      working_directory = "TaskWorkingDirectory"
    }

    user_identity {
      auto_user {
        elevation_level = "NonAdmin"
        scope           = "Task"
      }
    }
  }

  data_disks {
    lun                  = 20
    disk_size_gb         = 10
    caching              = "ReadOnly"
    storage_account_type = "Standard_LRS"
  }

  mount {
    azure_blob_file_system {
      account_name        = azurerm_storage_account.all.name
      account_key         = azurerm_storage_account.all.primary_access_key
      container_name      = azurerm_storage_container.data.name
      relative_mount_path = "blob"
    }
  }

  mount {
    azure_file_share {
      account_name        = azurerm_storage_account.all.name
      account_key         = azurerm_storage_account.all.primary_access_key
      azure_file_url      = "https://terraformbatch.file.core.windows.net/share"
      relative_mount_path = "files"
    }
  }

  mount {
    nfs_mount {
      source              = "nfs.example:/share"
      relative_mount_path = "nfs"
    }
  }

  mount {
    cifs_mount {
      user_name           = "reader"
      password            = "secret"
      source              = "//cifs.example/share"
      relative_mount_path = "cifs"
    }
  }
}

resource "azurerm_batch_job" "one" {
  name                          = "one"
  batch_pool_id                 = azurerm_batch_pool.fixed.id
  display_name                  = "The job"
  priority                      = var.edition
  task_retry_maximum            = var.edition
  common_environment_properties = { STAGE = "test" }
}

data "azurerm_batch_account" "all" {
  name                = azurerm_batch_account.all.name
  resource_group_name = azurerm_resource_group.all.name
}

data "azurerm_batch_application" "packed" {
  name                = azurerm_batch_application.packed.name
  account_name        = azurerm_batch_account.all.name
  resource_group_name = azurerm_resource_group.all.name
}

data "azurerm_batch_pool" "fixed" {
  name                = azurerm_batch_pool.fixed.name
  account_name        = azurerm_batch_account.all.name
  resource_group_name = azurerm_resource_group.all.name
}

output "endpoint" {
  value = data.azurerm_batch_account.all.account_endpoint
}

output "application" {
  value = data.azurerm_batch_application.packed.display_name
}

output "slots" {
  value = data.azurerm_batch_pool.fixed.max_tasks_per_node
}
