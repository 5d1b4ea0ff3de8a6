// Command terraform-provider-kubernetes is Terraform's provider of that name: all of it is in its module, which
// names more modules than a proxy has of them.
package main

import (
	"github.com/hashicorp/terraform-plugin-sdk/plugin"
	"github.com/hashicorp/terraform-provider-kubernetes/kubernetes"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{ProviderFunc: kubernetes.Provider})
}
