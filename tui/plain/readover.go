package plain

import (
	"strings"

	"ownwords/model"
)

// readOver tells what is worth reading once more in a paper before it is written.
func (s *session) readOver(paper string, to model.Recipient) {
	read := s.desk.ReadOver(s.talk.Record(), s.talk.Guide(), paper, to)
	if len(read.Names) > 0 {
		s.say("plainer.names", "words", strings.Join(read.Names, ", "))
	}
	if len(read.Plainer) > 0 {
		s.say("plainer.heading")
	}
	for _, m := range read.Plainer {
		s.words(s.text.Say(m))
	}
}
