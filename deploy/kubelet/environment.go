package main

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"sort"
	"strings"

	core "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/utils/ptr"
)

// environment is what the container's programs have: later ones count.
func (c *container) environment() ([]string, error) {
	env := []string{"PATH=" + os.Getenv("PATH"), "HOME=/root"}
	if c.isBoxed() {
		env = nil
	}
	env = append(env, "HOSTNAME="+c.pod.object.Name)
	if server := c.pod.all.server; server.Hostname() != "" {
		env = append(env,
			"KUBERNETES_SERVICE_HOST="+server.Hostname(), "KUBERNETES_SERVICE_PORT="+server.Port())
	}
	for _, source := range c.spec.EnvFrom {
		data, err := c.pod.source(source)
		if err != nil {
			return nil, waiting{"CreateContainerConfigError", err.Error()}
		}
		for _, name := range sorted(data) {
			env = append(env, source.Prefix+name+"="+string(data[name]))
		}
	}
	for _, each := range c.spec.Env {
		value, err := c.valueOf(each, env)
		if err != nil {
			return nil, err
		}
		env = append(env, each.Name+"="+value)
	}
	return env, nil
}

func sorted(data map[string][]byte) []string {
	var names []string
	for name := range data {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func (p *pod) source(from core.EnvFromSource) (map[string][]byte, error) {
	switch {
	case from.ConfigMapRef != nil:
		data, err := p.configMap(from.ConfigMapRef.Name)
		return orNothing(data, err, from.ConfigMapRef.Optional)
	case from.SecretRef != nil:
		data, err := p.secret(from.SecretRef.Name)
		return orNothing(data, err, from.SecretRef.Optional)
	}
	return nil, nil
}

func orNothing(data map[string][]byte, err error, isOptional *bool) (map[string][]byte, error) {
	if apierrors.IsNotFound(err) && ptr.Deref(isOptional, false) {
		return nil, nil
	}
	return data, err
}

func (c *container) valueOf(variable core.EnvVar, env []string) (string, error) {
	from := variable.ValueFrom
	if from == nil {
		return expand(variable.Value, env), nil
	}
	value, err := c.valueFrom(from)
	if err != nil {
		return "", waiting{"CreateContainerConfigError", fmt.Sprintf("%s: %v", variable.Name, err)}
	}
	return value, nil
}

func (c *container) valueFrom(from *core.EnvVarSource) (string, error) {
	switch {
	case from.FieldRef != nil:
		return c.pod.field(from.FieldRef.FieldPath)
	case from.ResourceFieldRef != nil:
		return c.resource(from.ResourceFieldRef)
	case from.SecretKeyRef != nil:
		ref := from.SecretKeyRef
		data, err := c.pod.secret(ref.Name)
		return keyOf(data, err, ref.Key, ref.Optional)
	case from.ConfigMapKeyRef != nil:
		ref := from.ConfigMapKeyRef
		data, err := c.pod.configMap(ref.Name)
		return keyOf(data, err, ref.Key, ref.Optional)
	}
	return "", fmt.Errorf("its value is from what this kubelet does not have")
}

func keyOf(data map[string][]byte, err error, key string, isOptional *bool) (string, error) {
	data, err = orNothing(data, err, isOptional)
	if err != nil {
		return "", err
	}
	value, ok := data[key]
	if !ok && !ptr.Deref(isOptional, false) {
		return "", fmt.Errorf("couldn't find key %s", key)
	}
	return string(value), nil
}

// resource is what the container asks for, in whole units or those of the divisor.
func (c *container) resource(of *core.ResourceFieldSelector) (string, error) {
	kind, name, _ := strings.Cut(of.Resource, ".")
	list := c.spec.Resources.Limits
	if kind == "requests" {
		list = c.spec.Resources.Requests
	}
	amount := list[core.ResourceName(name)]
	divisor := of.Divisor.MilliValue()
	if divisor == 0 {
		divisor = 1000
	}
	return fmt.Sprint((amount.MilliValue() + divisor - 1) / divisor), nil
}

var reference = regexp.MustCompile(`\$\$|\$\(([A-Za-z_.-][A-Za-z0-9_.-]*)\)`)

// expand puts variables in the place of $(NAME); what is not there stays, and $$ is a dollar.
func expand(text string, env []string) string {
	return reference.ReplaceAllStringFunc(text, func(found string) string {
		if found == "$$" {
			return "$"
		}
		prefix := found[2:len(found)-1] + "="
		for _, each := range slices.Backward(env) {
			if value, ok := strings.CutPrefix(each, prefix); ok {
				return value
			}
		}
		return found
	})
}
