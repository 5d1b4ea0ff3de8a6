// Command kubelet is a node program for tests: it registers nodes with an API server, runs the pods that are
// bound to them as processes of this machine, each in namespaces of its own, and serves their logs and
// commands. Images are not used: a pod has the programs of this machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// nodeFlags are nodes by their names, each with labels: name,key=value,key=value.
type nodeFlags []node

func (n *nodeFlags) String() string { return fmt.Sprint(*n) }

func (n *nodeFlags) Set(text string) error {
	name, rest, _ := strings.Cut(text, ",")
	labels := map[string]string{}
	for pair := range strings.SplitSeq(rest, ",") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			labels[key] = value
		}
	}
	*n = append(*n, node{name: name, labels: labels})
	return nil
}

func main() {
	if len(os.Args) == 3 && os.Args[1] == beginCommand {
		log.Fatal(beginContainer(os.Args[2]))
	}
	var nodes nodeFlags
	config := flag.String("kubeconfig", "", "credentials for the API server")
	directory := flag.String("directory", "", "where pods have their volumes and logs")
	cpu := flag.String("cpu", "4", "processors of each node")
	memory := flag.String("memory", "16Gi", "memory of each node")
	flag.Var(&nodes, "node", "a node: its name, and labels after commas; may be repeated")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, *config, *directory, *cpu, *memory, nodes); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, config, directory, cpu, memory string, nodes []node) error {
	rest, err := clientcmd.BuildConfigFromFlags("", config)
	if err != nil {
		return err
	}
	rest.QPS, rest.Burst = 200, 200
	client, err := kubernetes.NewForConfig(rest)
	if err != nil {
		return err
	}
	pods := newPods(client, directory)
	port, err := serve(pods)
	if err != nil {
		return err
	}
	for _, each := range nodes {
		each.cpu, each.memory, each.port = cpu, memory, port
		if err := each.register(ctx, client); err != nil {
			return err
		}
		go each.keepLease(ctx, client)
		go pods.follow(ctx, each.name)
	}
	<-ctx.Done()
	pods.end()
	return nil
}
