package hub

import (
	"fmt"
	"net/http"
	"strings"

	"ownwords/model/fhir"
)

// put is one resource that shall stand under Type/ID from now on.
type put struct {
	Type, ID string
	IfMatch  string // the etag it must have, empty for any
	IfNone   bool   // nothing may stand there yet

	resource []byte   // as it is kept
	refers   []string // to what must stand, as Type/ID
	foundBy  []string // what it is found by, as index has it
}

func (p put) name() string { return p.Type + "/" + p.ID }

// unless reads what must not stand yet, and tells whether that is known: anything,
// or nothing is said of it.
func (p *put) unless(noneMatch any) (known bool) {
	p.IfNone = noneMatch == "*"
	return p.IfNone || noneMatch == nil || noneMatch == ""
}

// condition is what is asked of what stands, as a Bundle names it.
func (p put) condition() string {
	if p.IfNone {
		return "ifNoneMatch"
	}
	return "ifMatch"
}

// refusal is why something was not done, as it is answered.
type refusal struct {
	status int
	issues []fhir.Issue
	after  int // seconds until it may be asked again; 0 for never
}

// Error names the status only.
func (r *refusal) Error() string { return fmt.Sprintf("refused with %d", r.status) }

func refuse(status int, code, path string) *refusal {
	return &refusal{status: status, issues: []fhir.Issue{{Code: code, Path: path}}}
}

// tooMuch refuses what would be more than is given at once.
var tooMuch = refuse(http.StatusBadRequest, "too-costly", "")

// later refuses for now.
func later(status, after int) *refusal {
	return &refusal{status: status, after: after, issues: []fhir.Issue{{Code: "throttled"}}}
}

// readTransaction reads a transaction whole before anything is done. It takes
// PUT under ids of the sender's, and nothing else.
func readTransaction(tree map[string]any) ([]put, *refusal) {
	if tree["resourceType"] != "Bundle" {
		return nil, refuse(http.StatusBadRequest, "structure", "Bundle")
	}
	if tree["type"] != "transaction" {
		return nil, refuse(http.StatusBadRequest, "not-supported", "Bundle.type")
	}
	entries, _ := tree["entry"].([]any)
	var out []put
	seen := map[string]bool{}
	for i, e := range entries {
		entry, _ := e.(map[string]any)
		p, r := readEntry(entry, fmt.Sprintf("Bundle.entry[%d]", i))
		if r != nil {
			return nil, r
		}
		if seen[p.name()] {
			return nil, refuse(http.StatusBadRequest, "duplicate", fmt.Sprintf("Bundle.entry[%d].request.url", i))
		}
		seen[p.name()] = true
		out = append(out, p)
	}
	return out, nil
}

func readEntry(entry map[string]any, at string) (p put, r *refusal) {
	request, there := entry["request"].(map[string]any)
	if !there {
		return put{}, refuse(http.StatusBadRequest, "required", at+".request")
	}
	url, _ := request["url"].(string)
	p.Type, p.ID, _ = strings.Cut(url, "/")
	p.IfMatch, _ = request["ifMatch"].(string)
	known := p.unless(request["ifNoneMatch"])
	if !known || request["method"] != http.MethodPut || !fhir.ValidID(p.ID) {
		return put{}, refuse(http.StatusBadRequest, "not-supported", at+".request")
	}
	resource, _ := entry["resource"].(map[string]any)
	return p, p.take(resource, at+".resource")
}

// take reads the resource, or refuses one that is not what its address says, or
// lacks what R4 asks of it. at is where it stands in a Bundle, empty for one
// alone.
func (p *put) take(tree map[string]any, at string) *refusal {
	if !fhir.Sent(p.Type) {
		return refuse(http.StatusUnprocessableEntity, "not-supported", at)
	}
	if tree == nil {
		return refuse(http.StatusBadRequest, "structure", at)
	}
	if tree["resourceType"] != p.Type || tree["id"] != p.ID {
		return refuse(http.StatusBadRequest, "invalid", strings.TrimPrefix(at+".id", "."))
	}
	if issues := fhir.Check(tree); len(issues) > 0 {
		for i, x := range issues {
			if at != "" {
				issues[i].Path = at + strings.TrimPrefix(x.Path, p.Type)
			}
		}
		return &refusal{status: http.StatusUnprocessableEntity, issues: issues}
	}
	p.refers, p.foundBy = references(tree), foundBy(tree)
	p.resource = plain(tree)
	return nil
}

// references are where a resource refers to on this server.
func references(v any) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			out = append(out, references(x)...)
		}
	case map[string]any:
		to, ok := v["reference"].(string)
		if ok && !strings.Contains(to, ":") && !strings.HasPrefix(to, "#") {
			out = append(out, to)
		}
		for _, x := range v {
			out = append(out, references(x)...)
		}
	}
	return out
}
