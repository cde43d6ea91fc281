package hub

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ownwords/model/fhir"
	"ownwords/store/vault"
)

// What can be searched by.
const (
	byIdentifier = "identifier"
	byTag        = "_tag"
	byID         = "_id"

	asFormat = "_format" // no condition, but how the answer is wanted
)

// maxIDs is how many resources may be asked for by id at once.
const maxIDs = 500

// conditions are what a search asks for, each as foundBy has it or as
// "_id ID,ID".
func conditions(form url.Values) ([]string, *refusal) {
	var out []string
	for name, asked := range form {
		value := form.Get(name)
		switch name {
		default:
			return nil, refuse(http.StatusBadRequest, "not-supported", "")
		case asFormat:
			if !strings.Contains(value, "json") {
				return nil, refuse(http.StatusNotAcceptable, "not-supported", "")
			}
			continue
		case byIdentifier, byTag:
			// A system alone would ask for all that is in it.
			if _, code, _ := strings.Cut(value, "|"); len(asked) > 1 || code == "" {
				return nil, refuse(http.StatusBadRequest, "value", name)
			}
		case byID:
			ids := strings.Split(value, ",")
			if len(ids) > maxIDs {
				return nil, refuse(http.StatusBadRequest, "too-costly", name)
			}
			if len(asked) > 1 || slices.ContainsFunc(ids, func(id string) bool { return !fhir.ValidID(id) }) {
				return nil, refuse(http.StatusBadRequest, "value", name)
			}
		}
		out = append(out, found(name, value))
	}
	return out, nil
}

// found is one thing that a resource is found by. An identifier stands for
// itself.
func found(name, value string) string {
	if name == byIdentifier {
		return value
	}
	return name + " " + value
}

// foundBy are all things that a resource is found by, but for its id.
func foundBy(tree map[string]any) []string {
	var out []string
	for _, i := range objects(tree["identifier"]) {
		out = append(out, found(byIdentifier, text(i["system"])+"|"+text(i["value"])))
	}
	meta, _ := tree["meta"].(map[string]any)
	for _, t := range objects(meta["tag"]) {
		out = append(out, found(byTag, text(t["system"])+"|"+text(t["code"])))
	}
	return out
}

// objects are those of a list, or one that stands alone.
func objects(v any) []map[string]any {
	list, many := v.([]any)
	if !many {
		list = []any{v}
	}
	var out []map[string]any
	for _, x := range list {
		if o, ok := x.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// match is a head that was found, with its resource read.
type match struct {
	*head

	tree map[string]any
}

// find returns the heads of a type that fulfil all conditions, the newest first.
// Where there is a condition it refuses to give more than there is room for.
func (h *Hub) find(kind string, by []string) ([]match, error) {
	var out []match
	room := h.room
	err := h.each(kind, by, func(m match) error {
		if room -= m.size(); room < 0 && len(by) > 0 {
			return tooMuch
		}
		out = append(out, m)
		return nil
	})
	slices.SortFunc(out, func(a, b match) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID)) })
	return out, err
}

// each hands over the heads of a type that fulfil all conditions, one by one, in
// no order, and returns the first error of found.
func (h *Hub) each(kind string, by []string, found func(match) error) error {
	return h.vault.View(func(tx *vault.Tx) error {
		names, err := h.candidates(tx, kind, by)
		if err != nil {
			return err
		}
		for _, name := range names {
			x, err := h.get(tx, name)
			if err != nil {
				return err
			}
			if x == nil {
				continue
			}
			tree, err := x.tree()
			if err != nil {
				return err
			}
			if !x.fulfils(foundBy(tree), by) {
				continue
			}
			if err := found(match{x, tree}); err != nil {
				return err
			}
		}
		return nil
	})
}

// fulfils tells whether what is found by these things fulfils all conditions.
func (h *head) fulfils(foundBy, conditions []string) bool {
	for _, c := range conditions {
		ids, are := strings.CutPrefix(c, byID+" ")
		if are && !slices.Contains(strings.Split(ids, ","), h.ID) || !are && !slices.Contains(foundBy, c) {
			return false
		}
	}
	return true
}

// candidates are the names of what may fulfil the conditions.
func (h *Hub) candidates(tx *vault.Tx, kind string, by []string) ([]string, error) {
	bucket, prefix := bucketTypes, h.vault.Key(bucketTypes, kind)
	for _, c := range by {
		if ids, are := strings.CutPrefix(c, byID+" "); are {
			var out []string
			for id := range strings.SplitSeq(ids, ",") {
				out = append(out, kind+"/"+id)
			}
			slices.Sort(out)
			return slices.Compact(out), nil
		}
		bucket, prefix = bucketIdents, h.vault.Key(bucketIdents, kind+" "+c)
	}
	var out []string
	for item, err := range tx.Each(bucket, prefix) {
		if err != nil {
			return nil, err
		}
		out = append(out, string(item.Value))
	}
	return out, nil
}
