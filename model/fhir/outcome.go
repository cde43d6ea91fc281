package fhir

import (
	"encoding/json"
	"strings"
)

// OperationOutcome is how a FHIR server says what is wrong.
type OperationOutcome struct {
	ResourceType string         `json:"resourceType"`
	Issue        []OutcomeIssue `json:"issue"`
}

// OutcomeIssue is one thing that is wrong. Expression is FHIRPath. Words of a
// server's own (diagnostics, details) are not read: they may repeat a person's.
type OutcomeIssue struct {
	Severity   string   `json:"severity"`
	Code       string   `json:"code"`
	Expression []string `json:"expression,omitempty"`
}

// Outcome makes the OperationOutcome of issues.
func Outcome(issues ...Issue) OperationOutcome {
	o := OperationOutcome{ResourceType: "OperationOutcome"}
	for _, i := range issues {
		x := OutcomeIssue{Severity: "error", Code: i.Code}
		if i.Path != "" {
			x.Expression = []string{i.Path}
		}
		o.Issue = append(o.Issue, x)
	}
	return o
}

// Issues are the first MaxIssues errors that an answer's OperationOutcome names,
// or none where the answer is no OperationOutcome.
func Issues(answer []byte) []Issue {
	var o OperationOutcome
	if json.Unmarshal(answer, &o) != nil || o.ResourceType != "OperationOutcome" {
		return nil
	}
	var out []Issue
	for _, x := range o.Issue {
		if x.Severity != "error" && x.Severity != "fatal" {
			continue
		}
		if len(out) == MaxIssues {
			break
		}
		var i Issue
		if len(x.Code) <= maxName && isCode(x.Code) {
			i.Code = x.Code
		}
		if len(x.Expression) > 0 && isPath(x.Expression[0]) {
			i.Path = x.Expression[0]
		}
		out = append(out, i)
	}
	return out
}

// isPath tells whether s is a FHIRPath of names and numbers: what a server
// quotes in one from the resource would be somebody's words.
func isPath(s string) bool {
	const besides = ".[]()-_$"
	return len(s) <= maxPath && !strings.ContainsFunc(s, func(r rune) bool {
		return !isCode(string(r)) && !strings.ContainsRune(besides, r)
	})
}

// Capability is a server's CapabilityStatement as far as it decides how a plan
// is sent.
type Capability struct {
	ResourceType string           `json:"resourceType"`
	Status       string           `json:"status"`
	Date         string           `json:"date"`
	Kind         string           `json:"kind"`
	FHIRVersion  string           `json:"fhirVersion"`
	Format       []string         `json:"format"`
	Rest         []CapabilityRest `json:"rest"`

	Implementation *CapabilityServer `json:"implementation,omitempty"`
}

// CapabilityServer is which server it is.
type CapabilityServer struct {
	Description string `json:"description"`
	URL         string `json:"url"`
}

// CapabilityRest is what one end of the wire can do; ours to read is "server".
type CapabilityRest struct {
	Mode        string               `json:"mode"`
	Interaction []CapabilityCode     `json:"interaction"`
	Resource    []CapabilityResource `json:"resource"`
}

// CapabilityResource is what a server can do with one type.
type CapabilityResource struct {
	Type         string            `json:"type"`
	Interaction  []CapabilityCode  `json:"interaction"`
	Versioning   string            `json:"versioning,omitzero"`
	UpdateCreate bool              `json:"updateCreate,omitzero"`
	SearchParam  []CapabilityParam `json:"searchParam,omitempty"`

	ConditionalCreate bool `json:"conditionalCreate,omitzero"`
}

// CapabilityCode names one interaction.
type CapabilityCode struct {
	Code string `json:"code"`
}

// CapabilityParam is something that can be searched by.
type CapabilityParam struct {
	Name string `json:"name"`
	Type string `json:"type"`
}
