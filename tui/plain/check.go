package plain

// check looks whether all is whole. It is said at the desk, so people are named.
func (s *session) check() error {
	s.say("plain.check.working")
	h, err := s.desk.Check(s.ctx)
	if err != nil {
		return err
	}
	for _, line := range h.Lines(true) {
		s.tell(line.Say)
	}
	return nil
}
