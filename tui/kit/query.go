package kit

import "strings"

// query is what is looked for, as it is being typed.
type query struct {
	look *Look
	text string
}

// key takes a key that types or takes back, and reports whether it was one. A blank looks for nothing before there are letters.
func (q *query) key(k Key) bool {
	switch {
	case k.Text != "" && (k.Name != "space" || q.text != ""):
		q.paste(k.Text)
	case q.text == "":
		return false
	case k.Name == "backspace":
		last := 0
		for i := range q.look.Measure.Clusters(q.text) {
			last = i
		}
		q.text = q.text[:last]
	case k.Name == "esc", k.Name == "ctrl+w", k.Name == "ctrl+backspace":
		q.text = ""
	default:
		return false
	}
	return true
}

// paste puts a text behind what is typed, its lines one behind another.
func (q *query) paste(text string) {
	q.text += strings.Join(Lines(Clean(text)), " ")
}
