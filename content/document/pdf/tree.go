package pdf

import (
	"fmt"
	"strings"
)

// node is one element of what the text means. One without a tag is a leaf: text
// itself, wherever it was drawn.
type node struct {
	tag, lang, extra string
	// text is what is read for an element, where the pages have its letters in
	// another order.
	text   string
	parent *node
	kids   []*node
	marks  []mark
	order  int // of a leaf: where it comes when all is read
	object int // in the file
}

// mark is where some of a leaf's text was drawn.
type mark struct{ page, id int }

// add puts an element at the end of another.
func (n *node) add(tag string) *node {
	kid := &node{tag: tag, parent: n}
	n.kids = append(n.kids, kid)
	return kid
}

// leaf gives the leaf for a span: within an element of its own where it is a
// quotation, in another language, or if some of it runs from right to left.
func (n *node) leaf(x Span, lang string, leftward bool) *node {
	foreign := x.Lang != "" && x.Lang != lang
	switch {
	case x.Quote:
		n = n.add("Quote")
	case foreign, leftward:
		n = n.add("Span")
	default:
		if k := len(n.kids); k > 0 && n.kids[k-1].tag == "" {
			return n.kids[k-1]
		}
	}
	if foreign {
		n.lang = x.Lang
	}
	if leftward {
		n.text = x.Text
	}
	return n.add("")
}

// number counts the leafs in the order in which they are read.
func (n *node) number() {
	next := 0
	n.walk(func(x *node) {
		x.order = next
		next++
	})
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

// drawn tells whether something of an element stands on a page. A cell of a
// table counts, since a row without it would have its cells under wrong heads.
func (n *node) drawn() bool {
	if len(n.marks) > 0 || n.tag == "TD" || n.tag == "TH" {
		return true
	}
	for _, k := range n.kids {
		if k.drawn() {
			return true
		}
	}
	return false
}

// writeTree writes the structure and gives its root's number. Parents are, for
// each page, the elements that its marks belong to.
func (f *file) writeTree(root *node, pages []int) int {
	top, table := f.reserve(), f.reserve()
	root.walk(func(n *node) {
		if n.tag != "" && n.drawn() {
			n.object = f.reserve()
		}
	})
	parents := make([][]int, len(pages))
	root.walk(func(n *node) {
		for _, m := range n.marks {
			for len(parents[m.page]) <= m.id {
				parents[m.page] = append(parents[m.page], 0)
			}
			parents[m.page][m.id] = n.parent.object
		}
		if n.object == 0 {
			return
		}
		above := top
		if n.parent != nil {
			above = n.parent.object
		}
		f.put(n.object, n.element(above, pages))
	})
	var nums strings.Builder
	for page, p := range parents {
		fmt.Fprintf(&nums, "%d[%s]", page, references(p))
	}
	f.put(table, "<</Nums["+nums.String()+"]>>")
	f.put(top, fmt.Sprintf("<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>", root.object, table, len(pages)))
	return top
}

// element is one element as the file has it.
func (n *node) element(above int, pages []int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<</Type/StructElem/S/%s/P %d 0 R%s", n.tag, above, n.extra)
	if n.lang != "" {
		b.WriteString("/Lang" + textString(n.lang))
	}
	if n.text != "" {
		b.WriteString("/ActualText" + textString(n.text))
	}
	home := n.home()
	if home >= 0 {
		fmt.Fprintf(&b, "/Pg %d 0 R", pages[home])
	}
	b.WriteString("/K[")
	for _, k := range n.kids {
		if k.object > 0 {
			fmt.Fprintf(&b, "%d 0 R ", k.object)
		}
		for _, m := range k.marks {
			if m.page == home {
				fmt.Fprintf(&b, "%d ", m.id)
				continue
			}
			fmt.Fprintf(&b, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[m.page], m.id)
		}
	}
	b.WriteString("]>>")
	return b.String()
}

// home is the page on which an element's own text begins, or -1.
func (n *node) home() int {
	for _, k := range n.kids {
		if len(k.marks) > 0 {
			return k.marks[0].page
		}
	}
	return -1
}

func references(objects []int) string {
	var b strings.Builder
	for _, o := range objects {
		if o == 0 {
			b.WriteString("null ")
			continue
		}
		fmt.Fprintf(&b, "%d 0 R ", o)
	}
	return b.String()
}
