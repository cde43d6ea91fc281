package hub

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAClientOfOtherMakers has fhir-kit-client, which nobody here wrote, send a
// plan to a hub and look at it. It runs on Node, from the packages in the folder
// that OWNWORDS_FHIR_PEER names; without them the tests in Go have to do.
func TestAClientOfOtherMakers(t *testing.T) {
	packages := os.Getenv("OWNWORDS_FHIR_PEER")
	if packages == "" {
		t.Log("OWNWORDS_FHIR_PEER is not set: no other maker's client was run")
		return
	}
	in := newInbox(t)
	own := strings.Replace(plan("A plan"), `"status"`, `"identifier":[{"system":"urn:x:id","value":"c1"}],"status"`, 1)
	cmd := exec.CommandContext(t.Context(), "node", "testdata/kit.mjs", packages, in.url, in.token, transaction(entry(patient("Peggy")), entry(own)))
	cmd.Stderr = os.Stderr
	raw, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatalf("it printed %q", raw)
	}
	want := map[string]string{
		"capability":     "CapabilityStatement 4.0.1",
		"transaction":    "201 Created,201 Created",
		"read":           "A plan 1",
		"search":         "searchset 1 c1",
		"search by POST": "searchset 1 c1",
		"search by id":   "searchset 1 c1",
		"search by name": "400 OperationOutcome not-supported",
		"update":         "Another 2",
		"stale update":   "412 OperationOutcome conflict",
		"vread":          "A plan 1",
		"create":         "405 OperationOutcome not-supported",
		"delete":         "405 OperationOutcome not-supported",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
