package fhir

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ownwords/model"
)

// ErrNoConversation is returned by Read for a Bundle in which no conversation
// of ours stands: somebody else's plan, or none.
var ErrNoConversation = errors.New("no conversation of ours in the Bundle")

// Read gives back the record that a Bundle of Transaction, Document or a
// server's search holds, from its QuestionnaireResponse. It is the same record
// as far as R4 could carry it: control characters, blanks other than the plain
// one, and texts that were only blank are gone, and so are parts of kinds that
// this version does not know.
//
// The error is ErrNoConversation, model.ErrNewer, or a *model.FormatError; it
// repeats nothing that stands in the Bundle.
func Read(bundle []byte) (*model.Record, error) {
	var b Bundle
	if err := json.Unmarshal(bundle, &b); err != nil {
		return nil, fmt.Errorf("read bundle: %w", model.ErrNotJSON)
	}
	for _, e := range b.Entry {
		var q response
		if json.Unmarshal(e.Resource, &q) != nil || q.ResourceType != "QuestionnaireResponse" {
			continue
		}
		form, version, _ := strings.Cut(q.Questionnaire, "|")
		if !strings.HasSuffix(form, "Questionnaire/conversation") {
			continue
		}
		format, err := strconv.Atoi(version)
		if err != nil {
			continue
		}
		if format > model.Format {
			return nil, fmt.Errorf("read bundle: %w", model.ErrNewer)
		}
		tree := readGroup(recordShape(), q.Item)
		tree["format"] = format
		return model.DecodeRecord(marshal(tree))
	}
	return nil, ErrNoConversation
}

// response is a QuestionnaireResponse as far as it is read.
type response struct {
	ResourceType  string         `json:"resourceType"`
	Questionnaire string         `json:"questionnaire"`
	Item          []responseItem `json:"item"`
}

type responseItem struct {
	LinkID string         `json:"linkId"`
	Answer []answer       `json:"answer"`
	Item   []responseItem `json:"item"`
}

type answer struct {
	String   *string      `json:"valueString"`
	DateTime *string      `json:"valueDateTime"`
	Boolean  *bool        `json:"valueBoolean"`
	Decimal  *json.Number `json:"valueDecimal"`
	Coding   *struct {
		Code string `json:"code"`
	} `json:"valueCoding"`
}

func (a answer) value() any {
	switch {
	case a.String != nil:
		return *a.String
	case a.DateTime != nil:
		return *a.DateTime
	case a.Boolean != nil:
		return *a.Boolean
	case a.Decimal != nil:
		return *a.Decimal
	case a.Coding != nil:
		return a.Coding.Code
	}
	return nil
}

// readGroup makes the JSON of one object from its items. Items that the model
// has no field for are passed over.
func readGroup(s *shape, items []responseItem) object {
	tree := object{}
	for _, item := range items {
		name := item.LinkID[strings.LastIndexByte(item.LinkID, '.')+1:]
		f := s.field(name)
		if f == nil {
			continue
		}
		v := readItem(f, item)
		switch {
		case !f.list:
			tree[name] = v
		case f.answer == "":
			l, _ := tree[name].(list)
			tree[name] = append(l, v)
		default:
			tree[name] = v
		}
	}
	return tree
}

func readItem(f *shape, item responseItem) any {
	if f.answer == "" {
		return readGroup(f, item.Item)
	}
	var all list
	for _, a := range item.Answer {
		all = append(all, a.value())
	}
	switch {
	case f.list:
		return all
	case f.answer == "String" && len(all) > 1:
		var whole strings.Builder
		for _, v := range all {
			piece, _ := v.(string)
			whole.WriteString(piece)
		}
		return whole.String()
	case len(all) == 0:
		return nil
	}
	return all[0]
}
