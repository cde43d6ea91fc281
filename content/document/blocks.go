package document

import (
	"slices"

	"ownwords/content"
)

// blocks are the support plan once more, to paste into the council's own form:
// under each heading of the form, plain paragraphs without a list, a table or
// anything set in bold, since a box of a form shows none of these. What was said
// keeps its quotation marks.
func (b *builder) blocks() {
	b.doc.Title = b.say("doc.blocks.title")
	b.para(b.say("doc.blocks.how"))
	forms := b.o.Local.Forms
	if len(forms) == 0 {
		forms = []content.Form{b.standardForm()}
	}
	for _, f := range forms {
		b.heading(2, ours(f.Name))
		for _, x := range f.Blocks {
			b.heading(3, ours(x.Heading))
			b.pasted(x.From)
		}
	}
	b.madeOn()
}

// standardForm has the headings of the PRSB Personalised Care and Support Plan
// v2.0, for a council that has not said which its own are.
func (b *builder) standardForm() content.Form {
	block := func(heading string, from ...string) content.Block {
		return content.Block{Heading: flat(b.say("doc.form." + heading)), From: from}
	}
	return content.Form{Name: flat(b.say("doc.form.name")), Blocks: []content.Block{
		block("person", content.FromPerson),
		block("about", content.FromTalk),
		block("contacts", content.FromPeople),
		block("needs", content.FromNeeds),
		block("goals", content.FromWants),
		block("actions", content.FromHelps),
		block("funding", content.FromMoney),
		block("agreed", content.FromAgree, content.FromSteps),
		block("contingency", content.FromRisks, content.FromWishes),
		block("more", content.FromAdvice, content.FromDecision),
	}}
}

// pasted adds what parts of the plan say, as paragraphs. Where none of them says
// anything it says that.
func (b *builder) pasted(from []string) {
	any := false
	for _, f := range from {
		for _, p := range b.sectionOf(f) {
			b.add(p)
			any = true
		}
	}
	if !any {
		b.para(b.say("doc.blocks.nothing"))
	}
}

// sectionOf is one part of the plan as it stands in the support plan, without
// its heading, as paragraphs.
func (b *builder) sectionOf(from string) []Block {
	sections := map[string][]func(*builder){
		content.FromPerson:   {(*builder).about},
		content.FromTalk:     {(*builder).talk},
		content.FromWants:    {(*builder).wantsAlone},
		content.FromNeeds:    {(*builder).needs},
		content.FromHelps:    {(*builder).allHelp},
		content.FromMoney:    {(*builder).money, (*builder).payment},
		content.FromRisks:    {(*builder).risks},
		content.FromPeople:   {(*builder).people},
		content.FromAdvice:   {(*builder).advice},
		content.FromDecision: {(*builder).decisions, (*builder).powers, (*builder).independents},
		content.FromWishes:   {(*builder).wishes},
		content.FromSteps:    {(*builder).steps},
		content.FromAgree:    {(*builder).answers},
	}
	apart := *b
	apart.doc.Blocks = nil
	for _, write := range sections[from] {
		write(&apart)
	}
	return copyReady(apart.doc.Blocks)
}

// copyReady are blocks as paragraphs: of a list each item, of facts each with
// what it is called before it.
func copyReady(blocks []Block) []Block {
	var out []Block
	put := func(runs []Run) {
		if len(runs) > 0 {
			out = append(out, Paragraph{Runs: unmarked(runs)})
		}
	}
	for _, block := range blocks {
		switch block := block.(type) {
		case Heading:
			if block.Level > 2 {
				put(block.Runs)
			}
		case Paragraph:
			put(block.Runs)
		case List:
			for _, item := range block.Items {
				put(item)
			}
		case Rows:
			for _, r := range block.Rows {
				put(joined(": ", r.Label, r.Value))
			}
		case Beside, Sections, Room, Rule, PageBreak:
		}
	}
	return out
}

// unmarked are runs of which none stands out.
func unmarked(runs []Run) []Run {
	out := slices.Clone(runs)
	for i := range out {
		out[i].Strong = false
	}
	return out
}

// talk is what was said, by topic.
func (b *builder) talk() { b.byTopic(3, b.spoken()) }

// wantsAlone are the wants without what helps.
func (b *builder) wantsAlone() {
	for i, w := range b.planned() {
		b.want(i, w)
	}
}

// allHelp is everything that helps, each line with what it costs.
func (b *builder) allHelp() {
	for _, s := range b.standingHelp() {
		b.supportRows(s)
	}
}
