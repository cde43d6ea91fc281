package vault

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// What is copied elsewhere is known by its name or by what the copier leaves in
// it, from as far inside as anybody may go, and through a link.
func TestAFolderThatIsCopiedElsewhereIsNoPlaceForAVault(t *testing.T) {
	base := t.TempDir()
	for _, tt := range []struct{ name, mark, folder, by string }{
		{"a plain one", "", "notes", ""},
		{"by its name", "", "OneDrive - Northmoor Council/Documents/notes", "OneDrive"},
		{"in any letters", "", "dropbox/notes", "Dropbox"},
		{"a name that only holds it", "", "my-dropbox-notes", ""},
		{"by what lies in it", "synced/.stfolder", "synced/a/b/c", "Syncthing"},
		{"by a name with letters of its own", "cloud/.sync_1a2b.db", "cloud/notes", "Nextcloud"},
		{"where macOS shows it", "", "Library/CloudStorage/Team/notes", "CloudStorage"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(base, tt.name, tt.folder)
			if tt.mark != "" {
				mark := filepath.Join(base, tt.name, tt.mark)
				if err := errors.Join(os.MkdirAll(filepath.Dir(mark), 0o700), os.WriteFile(mark, nil, 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			if got := judged(JudgePlace(dir)); got != tt.by {
				t.Errorf("before it is there: copied by %q, want %q", got, tt.by)
			}
			link := filepath.Join(base, tt.name, "link")
			if err := errors.Join(os.MkdirAll(dir, 0o700), os.Symlink(dir, link)); err != nil {
				t.Fatal(err)
			}
			if got := judged(JudgePlace(link)); got != tt.by {
				t.Errorf("through a link: copied by %q, want %q", got, tt.by)
			}
		})
	}
}

func judged(err error) string {
	if p, ok := errors.AsType[*PlaceError](err); ok && p.Hazard == HazardSynced {
		return p.By
	}
	return ""
}
