module lazuli.localhost/go/lazulitest

go 1.22
