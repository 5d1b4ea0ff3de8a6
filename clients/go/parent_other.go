//go:build !linux

package lazulitest

import "syscall"

func endWithParent() *syscall.SysProcAttr { return nil }
