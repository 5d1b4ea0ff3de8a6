// Command lazuli-kubelet is the nodes of a cluster: it keeps them ready, runs the pods that are bound to them on
// this machine, and serves their logs and commands to the API server. With --all-nodes it serves whatever nodes
// there are, in kwok's place; with --node it makes nodes by itself, whose pods are processes that see all of this
// machine, which is for tests.
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

type settings struct {
	config, directory string
	isForAll          bool
	nodes             nodeFlags
	cpu, memory       string
	keys              keyFiles
}

func main() {
	// What pods are given is for their users, who need not be this one.
	syscall.Umask(0o022)
	if len(os.Args) == 3 && os.Args[1] == beginCommand {
		log.Fatal(beginContainer(os.Args[2]))
	}
	if len(os.Args) == 4 && os.Args[1] == guardCommand {
		guardContainers(os.Args[2], os.Args[3])
		return
	}
	var s settings
	flag.StringVar(&s.config, "kubeconfig", "", "credentials for the API server")
	flag.StringVar(&s.directory, "directory", "", "where pods have their volumes and logs")
	flag.BoolVar(&s.isForAll, "all-nodes", false, "serve every node that there is")
	flag.StringVar(&s.cpu, "cpu", "4", "processors of each node of --node")
	flag.StringVar(&s.memory, "memory", "16Gi", "memory of each node of --node")
	flag.Var(&s.nodes, "node", "a node to make: its name, and labels after commas; may be repeated")
	flag.StringVar(&s.keys.certificate, "tls-cert-file", "", "certificate for 127.0.0.1; absent: one that it signs itself")
	flag.StringVar(&s.keys.key, "tls-private-key-file", "", "its key")
	flag.StringVar(&s.keys.authority, "client-ca-file", "", "who signs callers' certificates; absent: all on this machine may call")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := run(ctx, s); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, s settings) error {
	rest, err := clientcmd.BuildConfigFromFlags("", s.config)
	if err != nil {
		return err
	}
	rest.QPS, rest.Burst = 200, 200
	client, err := kubernetes.NewForConfig(rest)
	if err != nil {
		return err
	}
	pods := newPods(client, rest.Host, s.directory, s.isForAll)
	port, err := serve(pods, s.keys)
	if err != nil {
		return err
	}
	if s.isForAll {
		ownControllers = findControllers(s.directory)
		ownControllers.sweep()
		if pods.engine = findEngine(s.directory); pods.engine != nil {
			pods.engine.sweep()
			if err := pods.engine.guard(); err != nil {
				return err
			}
		}
		all := newNodes(client, pods, port)
		all.follow(ctx)
		pods.follow(ctx, "")
	}
	for _, each := range s.nodes {
		each.cpu, each.memory, each.port = s.cpu, s.memory, port
		if err := each.register(ctx, client); err != nil {
			return err
		}
		go keepLease(ctx, client, each.name, nil)
		pods.follow(ctx, each.name)
	}
	<-ctx.Done()
	pods.end()
	return nil
}
