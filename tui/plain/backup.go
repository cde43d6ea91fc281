package plain

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"ownwords/tui/desk"
)

// backup makes a safety copy of everything in the folder that is named, or the
// one that is known.
func (s *session) backup(folder string) error {
	known := s.desk.BackupFolder()
	if folder == "" {
		typed, err := s.askFolder(known)
		if err != nil {
			return err
		}
		if folder = cmp.Or(strings.TrimSpace(typed), known); folder == "" {
			return nil
		}
	}
	s.say("plain.backup.working")
	b, err := s.desk.Backup(s.ctx, folder)
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case err != nil:
		s.tell(desk.BackupTrouble(err, folder))
	default:
		s.tell(desk.BackupSaid(b))
	}
	return nil
}

func (s *session) askFolder(known string) (string, error) {
	if known == "" {
		return s.ask("plain.backup.which")
	}
	return s.ask("plain.backup.folder", "folder", known)
}
