package hub

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

// head is one version of a resource.
type head struct {
	Type     string          `json:"type"`
	ID       string          `json:"id"`
	Version  uint64          `json:"version"`
	At       time.Time       `json:"at"` // UTC
	By       string          `json:"by"` // the laptop's name
	Resource json.RawMessage `json:"resource"`
}

func (h *head) etag() string { return `W/"` + strconv.FormatUint(h.Version, 10) + `"` }

func (h *head) name() string { return h.Type + "/" + h.ID }

// versioned is the resource with its version in it, as it is given out.
func (h *head) versioned() json.RawMessage {
	tree := parse(h.Resource)
	meta, _ := tree["meta"].(map[string]any)
	if meta == nil {
		meta = map[string]any{}
	}
	meta["versionId"] = strconv.FormatUint(h.Version, 10)
	meta["lastUpdated"] = h.At.Format(time.RFC3339Nano)
	tree["meta"] = meta
	return write(tree)
}

// parse reads JSON that was checked when it came in, with numbers as they were
// written.
func parse(raw []byte) map[string]any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree map[string]any
	if d.Decode(&tree) != nil {
		return map[string]any{}
	}
	return tree
}

func write(tree map[string]any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(tree) // what was parsed encodes
	return bytes.TrimSpace(b.Bytes())
}

// plain is a resource without what a server puts into it, in one spelling: two
// that are equal say the same.
func plain(raw []byte) json.RawMessage {
	tree := parse(raw)
	if meta, ok := tree["meta"].(map[string]any); ok {
		delete(meta, "versionId")
		delete(meta, "lastUpdated")
		if len(meta) == 0 {
			delete(tree, "meta")
		}
	}
	return write(tree)
}

// put is one resource that shall stand under Type/ID from now on.
type put struct {
	Type, ID string
	IfMatch  string // the etag it must have, empty for any
	Resource json.RawMessage
}

// refusal is why something was not done, as it is answered.
type refusal struct {
	status int
	issues []fhir.Issue
}

// Error names the status only.
func (r *refusal) Error() string { return fmt.Sprintf("refused with %d", r.status) }

func refuse(status int, code, path string) *refusal {
	return &refusal{status: status, issues: []fhir.Issue{{Code: code, Path: path}}}
}

// put makes a resource stand, and tells whether it is new. The same again
// makes no new version.
func (h *Hub) put(tx *vault.Tx, p put, by string) (now *head, created bool, err error) {
	old, err := h.get(tx, p.Type+"/"+p.ID)
	if err != nil {
		return nil, false, err
	}
	if p.IfMatch != "" && (old == nil || !sameTag(p.IfMatch, old.etag())) {
		return nil, false, refuse(412, "conflict", "")
	}
	now = &head{Type: p.Type, ID: p.ID, Version: 1, At: h.now().UTC(), By: by, Resource: plain(p.Resource)}
	if old != nil {
		if bytes.Equal(plain(old.Resource), now.Resource) {
			return old, false, nil
		}
		now.Version = old.Version + 1
		if err := h.keep(tx, bucketVersions, h.versionKey(old), old); err != nil {
			return nil, false, err
		}
	}
	if err := h.keep(tx, bucketHeads, h.vault.Key(bucketHeads, now.name()), now); err != nil {
		return nil, false, err
	}
	return now, old == nil, h.index(tx, now)
}

func sameTag(a, b string) bool {
	return strings.TrimPrefix(strings.TrimSpace(a), "W/") == strings.TrimPrefix(b, "W/")
}

func (h *Hub) versionKey(x *head) []byte {
	return binary.BigEndian.AppendUint64(h.vault.Key(bucketVersions, x.name()), x.Version)
}

func (h *Hub) keep(tx *vault.Tx, bucket string, key []byte, x *head) error {
	raw, err := json.Marshal(x)
	if err != nil {
		return err
	}
	return tx.Put(bucket, key, raw)
}

// get returns what stands under Type/ID, or nil.
func (h *Hub) get(tx *vault.Tx, name string) (*head, error) {
	raw, err := tx.Get(bucketHeads, h.vault.Key(bucketHeads, name))
	if raw == nil || err != nil {
		return nil, err
	}
	var x head
	if err := json.Unmarshal(raw, &x); err != nil {
		return nil, fmt.Errorf("read head: %w", err)
	}
	return &x, nil
}

// index makes a head findable. Entries are never taken out: whoever finds by
// one looks whether the head still has it.
func (h *Hub) index(tx *vault.Tx, x *head) error {
	name := []byte(x.name())
	own := h.vault.Key(bucketHeads, x.name())
	if err := tx.Put(bucketTypes, slices.Concat(h.vault.Key(bucketTypes, x.Type), own), name); err != nil {
		return err
	}
	for _, i := range identifiers(x.Resource) {
		key := h.vault.Key(bucketIdents, x.Type+" "+i)
		if err := tx.Put(bucketIdents, slices.Concat(key, own), name); err != nil {
			return err
		}
	}
	return nil
}

// identifiers are a resource's, each as "system|value".
func identifiers(resource []byte) []string {
	var one struct{ Identifier json.RawMessage }
	if json.Unmarshal(resource, &one) != nil {
		return nil
	}
	type identifier struct{ System, Value string }
	var list []identifier
	if json.Unmarshal(one.Identifier, &list) != nil {
		list = make([]identifier, 1)
		if json.Unmarshal(one.Identifier, &list[0]) != nil {
			return nil
		}
	}
	var out []string
	for _, i := range list {
		out = append(out, i.System+"|"+i.Value)
	}
	return out
}
