package main

import (
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestOnlyMastersMayCall(t *testing.T) {
	handler := forMasters(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	for group, expected := range map[string]int{
		"system:masters": http.StatusOK, "system:nodes": http.StatusForbidden, "": http.StatusForbidden,
	} {
		request := httptest.NewRequest("GET", "/healthz", nil)
		subject := pkix.Name{Organization: []string{group}}
		request.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{{Subject: subject}}}
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if answer.Code != expected {
			t.Errorf("%s: %d", group, answer.Code)
		}
	}
}
