package content

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"ownwords/model"
)

// embedded are the guides that come with the program, one folder each.
func embedded() fs.FS {
	sub, err := fs.Sub(guideFiles, "guides")
	if err != nil {
		panic(fmt.Sprintf("open embedded guides: %v", err)) // the path is a constant and valid
	}
	return sub
}

// Guides are the ids of the guides that come with the program.
func Guides() []string {
	folders, err := fs.ReadDir(embedded(), ".")
	if err != nil {
		panic(fmt.Sprintf("list embedded guides: %v", err)) // it was there when the program was built
	}
	ids := make([]string, len(folders))
	for i, f := range folders {
		ids[i] = f.Name()
	}
	return ids
}

// loaded keeps each guide that came with the program once it was parsed.
var loaded = map[model.ConversationKind]func() (model.Guide, error){
	model.Assessment:  sync.OnceValues(func() (model.Guide, error) { return load("assessment") }),
	model.Preparation: sync.OnceValues(func() (model.Guide, error) { return load("preparation") }),
}

// LoadGuide returns the guide for a kind of conversation that came with the
// program. It is parsed when first asked for and its lists are shared: read
// it, don't write in it. The error is for a kind that has no guide.
func LoadGuide(kind model.ConversationKind) (model.Guide, error) {
	get, ok := loaded[kind]
	if !ok {
		return model.Guide{}, fmt.Errorf("load guide: no guide for a conversation of kind %q", kind)
	}
	return get()
}

func load(id string) (model.Guide, error) {
	g, wrong := ParseGuide(embedded(), id)
	if len(wrong) > 0 {
		return model.Guide{}, fmt.Errorf("load guide %s: %d faults, the first %s in %s line %d",
			id, len(wrong), wrong[0].What.ID, wrong[0].File, wrong[0].Line)
	}
	return g, nil
}

// ParseGuide reads the guide in the folder named id of fsys: its guide.yaml,
// and the Markdown file of each topic that it lists. In a preparation, what
// may be asked is what stands under "Getting ready". A guide with faults is as
// complete as it could be read and is not for use.
//
// That a prompt has no question mark is no fault: "Show me, or tell me, where
// you spend your time" asks too.
func ParseGuide(fsys fs.FS, id string) (model.Guide, []Fault) {
	head, wrong := readGuideFile(fsys, id)
	if head == nil {
		return model.Guide{}, wrong
	}
	shelf := openShelf(fsys, head)
	g := head.guide
	for _, t := range head.topics {
		topic, ok := shelf.topic(t)
		if !ok {
			continue
		}
		g.Topics = append(g.Topics, topic.forKind(g.Kind))
	}
	for i := range g.Topics {
		// A guide that borrows its topics may leave some out: what often
		// follows is then what is left.
		g.Topics[i].Next = slices.DeleteFunc(g.Topics[i].Next, func(id string) bool {
			return !slices.ContainsFunc(head.topics, func(v value) bool { return v.text == id })
		})
	}
	return g, slices.Concat(wrong, shelf.missing.list, shelf.wrong)
}
