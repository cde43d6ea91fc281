package hub

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
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

// size is how many bytes a resource is, nought where there is none.
func (h *head) size() int {
	if h == nil {
		return 0
	}
	return len(h.Resource)
}

func (h *head) place() string { return fmt.Sprintf("%s/_history/%d", h.name(), h.Version) }

// tree is the resource as it was put.
func (h *head) tree() (map[string]any, error) {
	tree, err := parse(h.Resource)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", h.Type, err)
	}
	return tree, nil
}

// versioned is a resource with its version in it, as it is given out.
func (h *head) versioned(tree map[string]any) json.RawMessage {
	meta, _ := tree["meta"].(map[string]any)
	if meta == nil {
		meta = map[string]any{}
	}
	meta["versionId"] = strconv.FormatUint(h.Version, 10)
	meta["lastUpdated"] = h.At.Format(time.RFC3339Nano)
	tree["meta"] = meta
	return write(tree)
}

var errNoObject = errors.New("not one JSON object")

// parse reads one JSON object, with numbers as they were written.
func parse(raw []byte) (map[string]any, error) {
	if !wholeText(raw) {
		return nil, errNoObject
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		return nil, errNoObject // the cause may quote what it read
	}
	if _, err := d.Token(); tree == nil || !errors.Is(err, io.EOF) {
		return nil, errNoObject
	}
	return tree, nil
}

// write is JSON in one spelling: two values that are equal are written alike.
func write(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v) // what was parsed encodes
	return bytes.TrimSpace(b.Bytes())
}

// plain is a resource without what a server puts into it, written: two that are
// equal say the same. It takes those things out of tree.
func plain(tree map[string]any) json.RawMessage {
	if meta, ok := tree["meta"].(map[string]any); ok {
		delete(meta, "versionId")
		delete(meta, "lastUpdated")
		if len(meta) == 0 {
			delete(tree, "meta")
		}
	}
	return write(tree)
}

// response is what a Bundle says of an entry that stands.
func (h *head) response(status int) *fhir.EntryResponse {
	return &fhir.EntryResponse{
		Status:   fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Location: h.place(), Etag: h.etag(), LastModified: h.At.Format(time.RFC3339Nano),
	}
}

func sameTag(a, b string) bool {
	return strings.TrimPrefix(strings.TrimSpace(a), "W/") == strings.TrimPrefix(b, "W/")
}

func (h *Hub) versionKey(name string, version uint64) []byte {
	return binary.BigEndian.AppendUint64(h.vault.Key(bucketVersions, name), version)
}

func (h *Hub) keep(tx *vault.Tx, bucket string, key []byte, x *head) error {
	return tx.Put(bucket, key, write(x))
}

// has tells whether anything stands under Type/ID.
func (h *Hub) has(tx *vault.Tx, name string) (bool, error) {
	raw, err := tx.Get(bucketHeads, h.vault.Key(bucketHeads, name))
	return raw != nil, err
}

// get returns what stands under Type/ID, or nil.
func (h *Hub) get(tx *vault.Tx, name string) (*head, error) {
	return readHead(tx, bucketHeads, h.vault.Key(bucketHeads, name))
}

// getVersion returns a version of what stands, or nil.
func (h *Hub) getVersion(tx *vault.Tx, name string, version uint64) (*head, error) {
	now, err := h.get(tx, name)
	if err != nil || now == nil || now.Version == version {
		return now, err
	}
	return readHead(tx, bucketVersions, h.versionKey(name, version))
}

func readHead(tx *vault.Tx, bucket string, key []byte) (*head, error) {
	raw, err := tx.Get(bucket, key)
	if raw == nil || err != nil {
		return nil, err
	}
	var x head
	if err := json.Unmarshal(raw, &x); err != nil {
		return nil, fmt.Errorf("read head: %w", err)
	}
	return &x, nil
}

// index makes what was put findable. Entries are never taken out: whoever finds
// by one looks whether the head still has it.
func (h *Hub) index(tx *vault.Tx, p put) error {
	name := []byte(p.name())
	own := h.vault.Key(bucketHeads, p.name())
	if err := tx.Put(bucketTypes, slices.Concat(h.vault.Key(bucketTypes, p.Type), own), name); err != nil {
		return err
	}
	for _, by := range p.foundBy {
		key := h.vault.Key(bucketIdents, p.Type+" "+by)
		if err := tx.Put(bucketIdents, slices.Concat(key, own), name); err != nil {
			return err
		}
	}
	return nil
}
