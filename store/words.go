package store

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ownwords/model"
)

// Find returns the records in which every word typed stands, or the beginning
// or the middle of a word that does, but for those in the bin. Accents and
// capitals do not matter. What is found is the shared drawer alone, as it was
// when each record was last left. Typing nothing finds nothing. A record whose
// words can't be read is not found; making it anew is done when it is left the
// next time.
func (s *Store) Find(typed string) ([]model.ID, error) {
	wanted := strings.Fields(foldWords(typed))
	if len(wanted) == 0 {
		return nil, nil
	}
	var found []model.ID
	err := s.view(func(t *tx) error {
		marks, _, err := t.marks()
		if err != nil {
			return err
		}
		for item, err := range t.Each(bucketWords, nil) {
			if item.Key == nil {
				return err
			}
			if err == nil && !marks[idOf(item.Key)].binned() && hasAll(string(item.Value), wanted) {
				found = append(found, idOf(item.Key))
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("find words: %w", err)
	}
	return found, nil
}

func hasAll(text string, wanted []string) bool {
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

func (t *tx) writeWords(id recordKey, r *model.Record) error {
	if err := t.put(nil, bucketWords, id.key(), []byte(foldWords(wordsOf(r)))); err != nil {
		return fmt.Errorf("write words: %w", err)
	}
	return nil
}

// wordsOf are the texts by which a record may be found, a line for each: all
// that was typed in the shared drawer, so that an own note or a worry never
// shows by being found. What stands in every record of theirs finds nobody: the
// worker's own name, and the organisation's.
func wordsOf(r *model.Record) string {
	r = r.InDrawer(model.DrawerShared)
	var all []string
	if p := r.Person; p != nil {
		all = append(all, p.Called, p.FullName)
	}
	for p := range r.Parts() {
		switch p := p.(type) {
		case *model.Conversation:
			c := model.Copy(p)
			c.Organisation = ""
			all = append(all, model.Texts(c)...)
		case *model.Voice:
			if !p.Role.Worker() {
				all = append(all, p.Name, p.Connection)
			}
		default:
			all = append(all, model.Texts(p)...)
		}
	}
	return strings.Join(all, "\n")
}

// plainLetters are letters that do not come apart into a letter and an accent,
// and that people type without.
var plainLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "œ", "oe", "ø", "o", "ł", "l", "đ", "d", "ı", "i", "’", "'")

// foldWords makes two ways of typing the same words the same: without accents,
// capitals, and differences between kinds of apostrophe or width.
func foldWords(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
	return plainLetters.Replace(s)
}
