# A cluster of azurerm, and what the provider kubernetes makes in it.

variable "nodes" {
  type = number
}

variable "replicas" {
  type = number
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "all" {
  name     = "terraform-cluster"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "all" {
  name                = "terraform"
  resource_group_name = azurerm_resource_group.all.name
  location            = azurerm_resource_group.all.location
  dns_prefix          = "terraform"

  default_node_pool {
    name       = "default"
    node_count = var.nodes
    vm_size    = "Standard_DS2_v2"
    upgrade_settings {
      max_surge = "10%"
    }
  }

  identity {
    type = "SystemAssigned"
  }

  node_provisioning_profile {
    mode = "Manual"
  }
}

provider "kubernetes" {
  load_config_file       = false
  host                   = azurerm_kubernetes_cluster.all.kube_config[0].host
  client_certificate     = base64decode(azurerm_kubernetes_cluster.all.kube_config[0].client_certificate)
  client_key             = base64decode(azurerm_kubernetes_cluster.all.kube_config[0].client_key)
  cluster_ca_certificate = base64decode(azurerm_kubernetes_cluster.all.kube_config[0].cluster_ca_certificate)
}

resource "kubernetes_namespace" "web" {
  metadata {
    name = "web"
    labels = {
      made-by = "terraform"
    }
  }
}

resource "kubernetes_config_map" "web" {
  metadata {
    name      = "settings"
    namespace = kubernetes_namespace.web.metadata[0].name
  }
  data = {
    replicas = var.replicas
  }
}

resource "kubernetes_deployment" "web" {
  metadata {
    name      = "web"
    namespace = kubernetes_namespace.web.metadata[0].name
  }
  spec {
    replicas = var.replicas
    selector {
      match_labels = {
        app = "web"
      }
    }
    template {
      metadata {
        labels = {
          app = "web"
        }
      }
      spec {
        container {
          name  = "main"
          image = "nginx:1.27"
        }
      }
    }
  }
}

output "kubeconfig" {
  value     = azurerm_kubernetes_cluster.all.kube_config_raw
  sensitive = true
}
