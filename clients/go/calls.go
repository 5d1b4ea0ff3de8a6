package lazulitest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

const (
	armScope     = "https://management.azure.com/.default"
	batchVersion = "api-version=2024-02-01"
	groupVersion = "api-version=2021-04-01"
	tokenMargin  = time.Minute
	longPatience = 30 * time.Minute
)

// A step over years carries out all that falls due on the way; a state may be of gigabytes.
var longWork = regexp.MustCompile(`^/lazuli/(clock|provoke|reset|seed|snapshots)\b`)

// Error is a refusal of the server.
type Error struct {
	Status  int
	Code    string
	Message string
}

func (refusal *Error) Error() string {
	return fmt.Sprintf("%d %s: %s", refusal.Status, refusal.Code, refusal.Message)
}

// Client trusts the server's certificate: `policy.ClientOptions{Transport: lazuli.Client()}`.
func (server *Server) Client() *http.Client { return server.client }

// Token answers an access token of the subscription's owner for Resource Manager and the admin API.
func (server *Server) Token(ctx context.Context) (string, error) {
	server.mutex.Lock()
	defer server.mutex.Unlock()
	if time.Until(server.until) > tokenMargin {
		return server.token, nil
	}
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {server.ClientID},
		"client_secret": {server.ClientSecret},
		"scope":         {armScope},
	}
	var said struct {
		AccessToken string `json:"access_token"`
		ExpiresIn   int    `json:"expires_in"`
	}
	path := "/" + server.TenantID + "/oauth2/v2.0/token"
	body := strings.NewReader(form.Encode())
	if err := server.send(ctx, "POST", path, body, "application/x-www-form-urlencoded", "", &said); err != nil {
		return "", err
	}
	server.token = said.AccessToken
	server.until = time.Now().Add(time.Duration(said.ExpiresIn) * time.Second)
	return server.token, nil
}

// Call calls Resource Manager or Lazuli's own API (see docs/generated/admin.md). `answer` may be nil.
func (server *Server) Call(ctx context.Context, method, path string, body, answer any) error {
	token, err := server.Token(ctx)
	if err != nil {
		return err
	}
	if body == nil {
		return server.send(ctx, method, path, nil, "", token, answer)
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return server.send(ctx, method, path, bytes.NewReader(text), "application/json", token, answer)
}

func (server *Server) send(
	ctx context.Context, method, path string, body io.Reader, contentType, token string, answer any,
) error {
	limit := patience
	if longWork.MatchString(path) {
		limit = longPatience
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, server.ARM+path, body)
	if err != nil {
		return err
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := server.own.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 400 {
		refusal := struct {
			Error struct{ Code, Message string }
		}{}
		if json.Unmarshal(text, &refusal) != nil || refusal.Error.Code == "" {
			return &Error{response.StatusCode, "", string(text)}
		}
		return &Error{response.StatusCode, refusal.Error.Code, refusal.Error.Message}
	}
	if answer == nil || len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, answer)
}

func (server *Server) must(t testing.TB, method, path string, body, answer any) {
	t.Helper()
	if err := server.Call(context.Background(), method, path, body, answer); err != nil {
		t.Fatalf("lazuli: %v", err)
	}
}

// Account makes a subscription of the test's own, a resource group in it, and in that a Batch account.
// Group and account are deleted with the test.
func (server *Server) Account(t testing.TB) BatchAccount {
	t.Helper()
	random := make([]byte, 9)
	if _, err := rand.Read(random); err != nil {
		t.Fatal(err)
	}
	name := "t" + hex.EncodeToString(random)
	added := struct{ SubscriptionID string }{}
	server.must(t, "POST", "/lazuli/subscriptions", map[string]string{"displayName": name}, &added)
	group := "/subscriptions/" + added.SubscriptionID + "/resourceGroups/" + name
	path := group + "/providers/Microsoft.Batch/batchAccounts/" + name
	where := map[string]string{"location": server.Location}
	server.must(t, "PUT", group+"?"+groupVersion, where, nil)
	// A restore or a reset may have taken it.
	t.Cleanup(func() { server.unlessOver(t, "DELETE", group+"?"+groupVersion) })
	server.must(t, "PUT", path+"?"+batchVersion, where, nil)
	server.hasten(t, path)
	made := struct {
		Properties struct{ ProvisioningState, AccountEndpoint string }
	}{}
	for server.must(t, "GET", path+"?"+batchVersion, nil, &made); made.Properties.ProvisioningState == "Creating"; {
		time.Sleep(look)
		server.must(t, "GET", path+"?"+batchVersion, nil, &made)
	}
	keys := struct{ Primary string }{}
	server.must(t, "POST", path+"/listKeys?"+batchVersion, nil, &keys)
	return BatchAccount{
		name, added.SubscriptionID, name, "https://" + made.Properties.AccountEndpoint, keys.Primary,
	}
}

// hasten lets the creation of an account take no time: that may stand still.
func (server *Server) hasten(t testing.TB, resource string) {
	t.Helper()
	running := true
	for _, operation := range server.Operations(t, OperationFilter{Resource: resource, Running: &running}) {
		// It may have ended meanwhile.
		if server.Call(context.Background(), "POST", operation.path("hold"), nil, nil) == nil {
			_ = server.Call(context.Background(), "POST", operation.path("release"), nil, nil)
		}
	}
}
