package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	authentication "k8s.io/api/authentication/v1"
	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// volumes makes what the containers mount, and returns where it is by the volumes' names.
func (p *pod) volumes() (map[string]string, error) {
	paths := map[string]string{}
	for _, volume := range p.object.Spec.Volumes {
		path := filepath.Join(p.directory, "volumes", volume.Name)
		if err := os.MkdirAll(path, 0o755); err != nil {
			return nil, err
		}
		if volume.PersistentVolumeClaim != nil {
			var err error
			if path, err = p.claimed(volume.PersistentVolumeClaim.ClaimName); err != nil {
				return nil, waiting{"ContainerCreating", fmt.Sprintf("volume %s: %v", volume.Name, err)}
			}
		} else if volume.HostPath != nil {
			path = volume.HostPath.Path
			if err := prepareHostPath(*volume.HostPath); err != nil {
				return nil, waiting{"ContainerCreating", fmt.Sprintf("volume %s: %v", volume.Name, err)}
			}
		} else if err := p.fill(volume, path); err != nil {
			return nil, waiting{"ContainerCreating", fmt.Sprintf("volume %s: %v", volume.Name, err)}
		}
		paths[volume.Name] = path
	}
	if p.all.hasOwnRoot {
		return paths, nil
	}
	for _, each := range p.object.Spec.Containers {
		for _, mount := range each.VolumeMounts {
			from, err := within(paths[mount.Name], mount.SubPath)
			if err != nil {
				return nil, err
			}
			info, err := os.Stat(from)
			if err != nil {
				return nil, err
			}
			if err := makeMountPoint(mount.MountPath, info.IsDir()); err != nil {
				return nil, err
			}
		}
	}
	return paths, nil
}

// mounts are what the container sees of the volumes, and where.
func (c *container) mounts(env []string) ([]bind, error) {
	var all []bind
	for _, mount := range c.spec.VolumeMounts {
		below := mount.SubPath
		if mount.SubPathExpr != "" {
			below = expand(mount.SubPathExpr, env)
		}
		from, err := within(c.pod.paths[mount.Name], below)
		if err != nil {
			return nil, waiting{"CreateContainerConfigError", fmt.Sprintf("volume %s: %v", mount.Name, err)}
		}
		all = append(all, bind{from, mount.MountPath, mount.ReadOnly || c.pod.isReadOnly(mount.Name)})
	}
	return all, nil
}

// isReadOnly: what is in the volume comes from the API server, and containers do not change it; or its claim says so.
func (p *pod) isReadOnly(name string) bool {
	for _, volume := range p.object.Spec.Volumes {
		if volume.Name != name {
			continue
		}
		if claim := volume.PersistentVolumeClaim; claim != nil {
			return claim.ReadOnly
		}
		return volume.EmptyDir == nil && volume.HostPath == nil
	}
	return false
}

// within answers what is below the volume, and makes it where it is not there. What a container has put in the way
// of that may not lead out of the volume.
func within(volume, below string) (string, error) {
	if below == "" {
		return volume, nil
	}
	root, err := os.OpenRoot(volume)
	if err != nil {
		return "", err
	}
	defer root.Close()
	if _, err := root.Stat(below); errors.Is(err, fs.ErrNotExist) {
		err = root.MkdirAll(below, 0o755)
		if err != nil {
			return "", err
		}
	} else if err != nil {
		return "", err
	}
	base, err := filepath.EvalSymlinks(volume)
	if err != nil {
		return "", err
	}
	path, err := filepath.EvalSymlinks(filepath.Join(base, below))
	if err != nil {
		return "", err
	}
	if path != base && !strings.HasPrefix(path, base+string(filepath.Separator)) {
		return "", fmt.Errorf("%s leads out of it", below)
	}
	return path, nil
}

// claimed is the directory of this machine that a claim is bound to.
func (p *pod) claimed(name string) (string, error) {
	api := p.all.client.CoreV1()
	claim, err := api.PersistentVolumeClaims(p.object.Namespace).Get(p.all.ctx, name, meta.GetOptions{})
	if err != nil {
		return "", err
	}
	if claim.Status.Phase != core.ClaimBound {
		return "", fmt.Errorf("the claim %s is not bound yet", name)
	}
	volume, err := api.PersistentVolumes().Get(p.all.ctx, claim.Spec.VolumeName, meta.GetOptions{})
	if err != nil {
		return "", err
	}
	if host := volume.Spec.HostPath; host != nil {
		return host.Path, prepareHostPath(*host)
	}
	if local := volume.Spec.Local; local != nil {
		return local.Path, p.give(local.Path)
	}
	return "", fmt.Errorf("%s is of a kind that this kubelet does not have: it has hostPath and local", volume.Name)
}

// give lets the group of the pod's volumes write there, as a kubelet does with those that are of a pod's own: not
// with hostPath. What is deeper is the pod's to arrange.
func (p *pod) give(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	of := p.object.Spec.SecurityContext
	if of == nil || of.FSGroup == nil {
		return nil
	}
	if err := os.Chown(path, -1, int(*of.FSGroup)); err != nil {
		return err
	}
	return os.Chmod(path, info.Mode().Perm()|0o770|os.ModeSetgid)
}

func prepareHostPath(of core.HostPathVolumeSource) error {
	switch ptr.Deref(of.Type, core.HostPathUnset) {
	case core.HostPathDirectoryOrCreate:
		return os.MkdirAll(of.Path, 0o755)
	case core.HostPathFileOrCreate:
		return makePlace(of.Path, false)
	}
	_, err := os.Stat(of.Path)
	return err
}

func (p *pod) fill(volume core.Volume, path string) error {
	switch {
	case volume.EmptyDir != nil:
		return os.Chmod(path, 0o777)
	case volume.DownwardAPI != nil:
		mode := ptr.Deref(volume.DownwardAPI.DefaultMode, 0o644)
		return p.describe(volume.DownwardAPI.Items, path, mode)
	case volume.Secret != nil:
		data, err := p.secret(volume.Secret.SecretName)
		data, err = orNothing(data, err, volume.Secret.Optional)
		if err != nil {
			return err
		}
		return write(path, data, volume.Secret.Items, ptr.Deref(volume.Secret.DefaultMode, 0o644))
	case volume.ConfigMap != nil:
		data, err := p.configMap(volume.ConfigMap.Name)
		data, err = orNothing(data, err, volume.ConfigMap.Optional)
		if err != nil {
			return err
		}
		return write(path, data, volume.ConfigMap.Items, ptr.Deref(volume.ConfigMap.DefaultMode, 0o644))
	case volume.Projected != nil:
		mode := ptr.Deref(volume.Projected.DefaultMode, 0o644)
		for _, source := range volume.Projected.Sources {
			if err := p.project(source, path, mode); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("it is of a kind that this kubelet does not have")
}

func (p *pod) project(source core.VolumeProjection, path string, mode int32) error {
	switch {
	case source.ServiceAccountToken != nil:
		token, err := p.token(source.ServiceAccountToken)
		if err != nil {
			return err
		}
		return write(path, map[string][]byte{source.ServiceAccountToken.Path: token}, nil, mode)
	case source.ConfigMap != nil:
		data, err := p.configMap(source.ConfigMap.Name)
		if err != nil {
			return err
		}
		return write(path, data, source.ConfigMap.Items, mode)
	case source.Secret != nil:
		data, err := p.secret(source.Secret.Name)
		if err != nil {
			return err
		}
		return write(path, data, source.Secret.Items, mode)
	case source.DownwardAPI != nil:
		return p.describe(source.DownwardAPI.Items, path, mode)
	}
	return fmt.Errorf("it is projected from what this kubelet does not have")
}

// describe writes what the downward API has of the pod.
func (p *pod) describe(items []core.DownwardAPIVolumeFile, path string, mode int32) error {
	for _, item := range items {
		if item.FieldRef == nil {
			return fmt.Errorf("%s is of what this kubelet does not have", item.Path)
		}
		value, err := p.field(item.FieldRef.FieldPath)
		if err != nil {
			return err
		}
		if err := write(path, map[string][]byte{item.Path: []byte(value)}, nil, mode); err != nil {
			return err
		}
	}
	return nil
}

// write puts files there, and nowhere else: all of the data, or the items that are asked for under their own paths.
func write(path string, data map[string][]byte, items []core.KeyToPath, mode int32) error {
	if len(items) == 0 {
		for key := range data {
			items = append(items, core.KeyToPath{Key: key, Path: key})
		}
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, item := range items {
		content, ok := data[item.Key]
		if !ok {
			return fmt.Errorf("there is no %s", item.Key)
		}
		if err := root.MkdirAll(filepath.Dir(item.Path), 0o755); err != nil {
			return err
		}
		// An earlier one may not be for writing.
		if err := root.Remove(item.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := root.WriteFile(item.Path, content, os.FileMode(ptr.Deref(item.Mode, mode))); err != nil {
			return err
		}
	}
	return nil
}

func (p *pod) secret(name string) (map[string][]byte, error) {
	api := p.all.client.CoreV1().Secrets(p.object.Namespace)
	secret, err := api.Get(p.all.ctx, name, meta.GetOptions{})
	if err != nil {
		return nil, err
	}
	return secret.Data, nil
}

func (p *pod) configMap(name string) (map[string][]byte, error) {
	api := p.all.client.CoreV1().ConfigMaps(p.object.Namespace)
	found, err := api.Get(p.all.ctx, name, meta.GetOptions{})
	if err != nil {
		return nil, err
	}
	data := map[string][]byte{}
	for key, value := range found.BinaryData {
		data[key] = value
	}
	for key, value := range found.Data {
		data[key] = []byte(value)
	}
	return data, nil
}

func (p *pod) token(of *core.ServiceAccountTokenProjection) ([]byte, error) {
	request := &authentication.TokenRequest{Spec: authentication.TokenRequestSpec{
		ExpirationSeconds: of.ExpirationSeconds,
		BoundObjectRef: &authentication.BoundObjectReference{
			Kind: "Pod", APIVersion: "v1", Name: p.object.Name, UID: p.object.UID,
		},
	}}
	if of.Audience != "" {
		request.Spec.Audiences = []string{of.Audience}
	}
	accounts := p.all.client.CoreV1().ServiceAccounts(p.object.Namespace)
	made, err := accounts.CreateToken(
		p.all.ctx, p.object.Spec.ServiceAccountName, request, meta.CreateOptions{})
	if err != nil {
		return nil, err
	}
	return []byte(made.Status.Token), nil
}

func lines(values map[string]string) string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		all = append(all, fmt.Sprintf("%s=%q", name, values[name]))
	}
	return strings.Join(all, "\n")
}

// field is what the downward API has of the pod.
func (p *pod) field(path string) (string, error) {
	switch path {
	case "metadata.name":
		return p.object.Name, nil
	case "metadata.namespace":
		return p.object.Namespace, nil
	case "metadata.uid":
		return string(p.object.UID), nil
	case "spec.nodeName":
		return p.object.Spec.NodeName, nil
	case "spec.serviceAccountName":
		return p.object.Spec.ServiceAccountName, nil
	case "metadata.labels":
		return lines(p.object.Labels), nil
	case "metadata.annotations":
		return lines(p.object.Annotations), nil
	// Where it is reached, whatever address its node has in a virtual network.
	case "status.podIP", "status.hostIP", "status.podIPs", "status.hostIPs":
		return loopback, nil
	}
	for prefix, values := range map[string]map[string]string{
		"metadata.labels[":      p.object.Labels,
		"metadata.annotations[": p.object.Annotations,
	} {
		if key, ok := strings.CutPrefix(path, prefix); ok {
			return values[strings.Trim(key, "'\"]")], nil
		}
	}
	return "", fmt.Errorf("there is no field %s", path)
}
