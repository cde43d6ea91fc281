package content

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"ownwords/model"
)

// shelf is the folder that a guide's topics are taken from.
type shelf struct {
	fsys    fs.FS
	folder  string
	ids     []string // of the topics that have a file
	seen    map[string]string
	missing faults  // of guide.yaml: topics it names that are not there
	wrong   []Fault // of the topics' own files
}

// openShelf looks which topics there are. A folder of the guide's own in which
// a topic stands that the guide never offers is most likely a slip; a borrowed
// folder may hold more.
func openShelf(fsys fs.FS, g *guideFile) *shelf {
	s := &shelf{fsys: fsys, folder: g.folder(), seen: map[string]string{}, missing: faults{file: g.name}}
	files, err := fs.ReadDir(fsys, s.folder)
	if err != nil {
		s.missing.add(g.from.line, "no-folder", "folder", s.folder)
		return s
	}
	for _, file := range files {
		if id, isTopic := strings.CutSuffix(file.Name(), ".md"); isTopic {
			s.ids = append(s.ids, id)
		}
	}
	if g.from.text == "" && len(g.topics) > 0 {
		for _, id := range s.ids {
			if !slices.ContainsFunc(g.topics, func(v value) bool { return v.text == id }) {
				f := faults{file: path.Join(s.folder, id+".md")}
				f.add(0, "not-offered", "topic", id)
				s.wrong = append(s.wrong, f.list...)
			}
		}
	}
	return s
}

// topic reads the file of a topic that the guide lists.
func (s *shelf) topic(listed value) (*topicFile, bool) {
	f := &faults{file: path.Join(s.folder, listed.text+".md")}
	if !slices.Contains(s.ids, listed.text) {
		s.missing.add(listed.line, "no-topic", "topic", listed.text, "file", f.file)
		return nil, false
	}
	src, err := ReadFile(s.fsys, f.file, MostTyped)
	if err != nil {
		f.addUnread(err, "unread")
		s.wrong = append(s.wrong, f.list...)
		return nil, false
	}
	t := readTopicFile(f, src)
	s.checkID(f, t, listed.text)
	for _, n := range t.next {
		if !slices.Contains(s.ids, n.text) {
			f.add(n.line, "next-unknown", "topic", n.text, "allowed", strings.Join(s.ids, ", "))
		}
	}
	s.wrong = append(s.wrong, f.sorted()...)
	return t, true
}

// checkID finds a topic that has another's id, most often a copied file.
func (s *shelf) checkID(f *faults, t *topicFile, name string) {
	if t.id.text == "" {
		return // that it has none is told already
	}
	if other, taken := s.seen[t.id.text]; taken {
		f.add(t.id.line, "id-twice", "id", t.id.text, "other", other, "name", name)
		return
	}
	s.seen[t.id.text] = f.file
	t.topic.ID = f.named(t.id, name)
}

// forKind is the topic as a guide of this kind asks about it.
func (t *topicFile) forKind(kind model.ConversationKind) model.Topic {
	topic := t.topic
	topic.Ask = t.ask
	if kind == model.Preparation {
		topic.Ask = t.ready
	}
	for _, n := range t.next {
		topic.Next = append(topic.Next, n.text)
	}
	return topic
}
