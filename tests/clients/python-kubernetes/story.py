"""Lists the nodes of a cluster and deploys to it once, with the official client."""

import sys
import time

from kubernetes import client, config

NAMESPACE = "default"
NAME = "from-python"
REPLICAS = 2
PATIENCE_SECONDS = 60


def main() -> None:
    config.load_kube_config(sys.argv[1])
    for node in client.CoreV1Api().list_node().items:
        print("node", node.metadata.name, node.status.node_info.kubelet_version)
    apps = client.AppsV1Api()
    labels = {"app": NAME}
    container = client.V1Container(name="main", image="nginx")
    template = client.V1PodTemplateSpec(
        metadata=client.V1ObjectMeta(labels=labels),
        spec=client.V1PodSpec(containers=[container]),
    )
    deployment = client.V1Deployment(
        metadata=client.V1ObjectMeta(name=NAME),
        spec=client.V1DeploymentSpec(
            replicas=REPLICAS,
            selector=client.V1LabelSelector(match_labels=labels),
            template=template,
        ),
    )
    apps.create_namespaced_deployment(NAMESPACE, deployment)
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        status = apps.read_namespaced_deployment_status(NAME, NAMESPACE).status
        if status.available_replicas == REPLICAS:
            break
        if time.monotonic() > until:
            raise SystemExit("the deployment does not become available")
        time.sleep(0.1)
    print("available", status.available_replicas)


main()
