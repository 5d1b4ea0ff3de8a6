// Command clientstory lists the nodes of a cluster and deploys to it once, with the official client.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	namespace = "default"
	name      = "from-go"
	replicas  = int32(2)
	patience  = time.Minute
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := story(ctx, os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func story(ctx context.Context, kubeconfig string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	nodes, err := client.CoreV1().Nodes().List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, node := range nodes.Items {
		fmt.Println("node", node.Name, node.Status.NodeInfo.KubeletVersion)
	}
	labels := map[string]string{"app": name}
	count := replicas
	deployment := &apps.Deployment{
		ObjectMeta: meta.ObjectMeta{Name: name},
		Spec: apps.DeploymentSpec{
			Replicas: &count,
			Selector: &meta.LabelSelector{MatchLabels: labels},
			Template: core.PodTemplateSpec{
				ObjectMeta: meta.ObjectMeta{Labels: labels},
				Spec:       core.PodSpec{Containers: []core.Container{{Name: "main", Image: "nginx"}}},
			},
		},
	}
	deployments := client.AppsV1().Deployments(namespace)
	if _, err := deployments.Create(ctx, deployment, meta.CreateOptions{}); err != nil {
		return err
	}
	for {
		found, err := deployments.Get(ctx, name, meta.GetOptions{})
		if err != nil {
			return err
		}
		if found.Status.AvailableReplicas == replicas {
			fmt.Println("available", found.Status.AvailableReplicas)
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
}
