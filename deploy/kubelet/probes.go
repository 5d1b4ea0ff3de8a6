package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// probe asks the container how it is until that is over; an unwell one is ended, so that it is started again.
func (c *container) probe(over <-chan struct{}) func() {
	stopped := make(chan struct{})
	go func() {
		if c.spec.StartupProbe != nil {
			if !c.follow(c.spec.StartupProbe, over, stopped, func(isWell bool) bool {
				if !isWell {
					c.restart("startup probe failed")
					return false
				}
				c.set(func() { c.isStarted, c.isReady = true, c.spec.ReadinessProbe == nil })
				return false
			}) {
				return
			}
		}
		if c.spec.ReadinessProbe != nil {
			go c.follow(c.spec.ReadinessProbe, over, stopped, func(isWell bool) bool {
				c.set(func() { c.isReady = isWell })
				return true
			})
		}
		if c.spec.LivenessProbe != nil {
			go c.follow(c.spec.LivenessProbe, over, stopped, func(isWell bool) bool {
				if !isWell {
					c.restart("liveness probe failed")
				}
				return isWell
			})
		}
	}()
	return func() { close(stopped) }
}

func (c *container) set(change func()) {
	c.mutex.Lock()
	before := [2]bool{c.isStarted, c.isReady}
	if c.process != nil {
		change()
	}
	hasChanged := before != [2]bool{c.isStarted, c.isReady}
	c.mutex.Unlock()
	if hasChanged {
		c.pod.tell()
	}
}

func (c *container) restart(why string) {
	log.Printf("%s %s: %s", c.pod, c.spec.Name, why)
	go c.stop(c.pod.usualGrace())
}

// follow hands on what enough answers in a row say, until it is told that this is enough. It returns whether the
// container lives.
func (c *container) follow(probe *core.Probe, over, stopped <-chan struct{}, hand func(isWell bool) bool) bool {
	length := func(seconds, otherwise int32) time.Duration {
		if seconds <= 0 {
			seconds = otherwise
		}
		return time.Duration(seconds) * time.Second
	}
	if !pause(over, length(probe.InitialDelaySeconds, 0)) {
		return false
	}
	well, unwell := int32(0), int32(0)
	for !isClosed(over) && !isClosed(stopped) {
		if err := c.ask(probe.ProbeHandler, length(probe.TimeoutSeconds, 1)); err == nil {
			well, unwell = well+1, 0
		} else {
			well, unwell = 0, unwell+1
		}
		isWell := well >= max(1, probe.SuccessThreshold)
		isUnwell := unwell >= max(1, probe.FailureThreshold)
		if (isWell || isUnwell) && !hand(isWell) {
			return !isClosed(over)
		}
		if !pause(over, length(probe.PeriodSeconds, 10)) {
			return false
		}
	}
	return false
}

func (c *container) ask(handler core.ProbeHandler, within time.Duration) error {
	switch {
	case handler.Exec != nil:
		_, err := c.runBriefly(handler.Exec.Command, within)
		return err
	case handler.TCPSocket != nil:
		connection, err := net.DialTimeout("tcp", c.at(handler.TCPSocket.Host, handler.TCPSocket.Port), within)
		if err == nil {
			connection.Close()
		}
		return err
	case handler.HTTPGet != nil:
		return c.get(handler.HTTPGet, within)
	}
	return fmt.Errorf("a probe of a kind that this kubelet does not have")
}

// at is a port of the container: it is in this machine's network.
func (c *container) at(host string, port intstr.IntOrString) string {
	if host == "" {
		host = loopback
	}
	number := port.IntVal
	for _, each := range c.spec.Ports {
		if port.Type == intstr.String && each.Name == port.StrVal {
			number = each.ContainerPort
		}
	}
	return net.JoinHostPort(host, fmt.Sprint(number))
}

var prober = &http.Client{
	Transport: &http.Transport{
		DisableKeepAlives: true,
		TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
	},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (c *container) get(action *core.HTTPGetAction, within time.Duration) error {
	ctx, cancel := context.WithTimeout(c.pod.all.ctx, within)
	defer cancel()
	scheme := strings.ToLower(string(action.Scheme))
	if scheme == "" {
		scheme = "http"
	}
	path := "/" + strings.TrimPrefix(action.Path, "/")
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, scheme+"://"+c.at(action.Host, action.Port)+path, nil)
	if err != nil {
		return err
	}
	for _, header := range action.HTTPHeaders {
		request.Header.Add(header.Name, header.Value)
	}
	answer, err := prober.Do(request)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode < 200 || answer.StatusCode >= 400 {
		return fmt.Errorf("it answered %d", answer.StatusCode)
	}
	return nil
}

// hook runs what a container is to do after its start or before its end.
func (c *container) hook(of *core.Lifecycle, isStart bool) {
	if of == nil {
		return
	}
	handler := of.PreStop
	if isStart {
		handler = of.PostStart
	}
	if handler == nil {
		return
	}
	length := c.pod.usualGrace()
	var err error
	switch {
	case handler.Exec != nil:
		_, err = c.runBriefly(handler.Exec.Command, length)
	case handler.HTTPGet != nil:
		err = c.get(handler.HTTPGet, length)
	case handler.Sleep != nil:
		time.Sleep(min(length, time.Duration(handler.Sleep.Seconds)*time.Second))
	}
	if err != nil {
		log.Printf("%s %s: hook: %v", c.pod, c.spec.Name, err)
	}
}
