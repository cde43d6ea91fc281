package vault

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Hazard is why a vault is not safe in a folder.
type Hazard string

// The hazards. On another machine's disk a lock may hold for nobody and what was
// written may not be there; what copies a folder elsewhere takes the file in the
// middle of a save, brings old ones back, and has it where nobody asked for it.
const (
	HazardNetwork Hazard = "network"
	HazardSynced  Hazard = "synced"
)

// PlaceError tells that a folder is no place for a vault.
type PlaceError struct {
	Path   string
	Hazard Hazard
	By     string // the file system, or what copies the folder, by its own name
}

func (e *PlaceError) Error() string { return fmt.Sprintf("%s: %s folder (%s)", e.Path, e.Hazard, e.By) }

// JudgePlace returns a [*PlaceError] for a folder that is on a network or is
// copied elsewhere, as far as that can be seen. The folder need not be there
// yet.
func JudgePlace(dir string) error {
	path, err := nearest(dir)
	if err != nil {
		return nil // making it will say what is wrong
	}
	if by := networkAt(path); by != "" {
		return &PlaceError{Path: dir, Hazard: HazardNetwork, By: by}
	}
	if by := syncedAt(path); by != "" {
		return &PlaceError{Path: dir, Hazard: HazardSynced, By: by}
	}
	return nil
}

// nearest is the folder, behind links, or that of its parents which is there.
// What is not there yet stands behind it all the same: it has a name.
func nearest(dir string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Join(real, rest), nil
		}
		up := filepath.Dir(path)
		if up == path {
			return "", os.ErrNotExist
		}
		path, rest = up, filepath.Join(filepath.Base(path), rest)
	}
}

// syncing are the programs that copy a folder: the names that their folders
// have, and what lies in the uppermost one.
var syncing = []struct {
	by      string
	folders []string // the beginning of a name, in lower case
	marks   []string // a star in it stands for any letters
}{
	{"OneDrive", []string{"onedrive"}, []string{".849C9593-D756-4E56-8D6E-42412F2A707B"}},
	{"Dropbox", []string{"dropbox"}, []string{".dropbox.cache"}},
	{"Google Drive", []string{"google drive", "googledrive", "my drive"}, []string{".tmp.drivedownload", ".tmp.driveupload"}},
	{"iCloud Drive", []string{"icloud", "mobile documents"}, nil},
	{"Nextcloud", []string{"nextcloud", "owncloud"}, []string{".sync_*.db", "._sync_*.db", ".nextcloudsync.log", ".owncloudsync.log"}},
	{"Syncthing", nil, []string{".stfolder"}},
	{"pCloud", []string{"pclouddrive", "pcloud drive"}, nil},
	{"MEGA", []string{"megasync"}, []string{".megaignore"}},
	// macOS keeps there what any of them shows as a folder.
	{"CloudStorage", []string{"cloudstorage"}, nil},
}

// syncedAt names what copies a folder, or one of those that it lies in.
func syncedAt(path string) string {
	for at := path; ; at = filepath.Dir(at) {
		name := strings.ToLower(filepath.Base(at))
		for _, s := range syncing {
			named := slices.ContainsFunc(s.folders, func(f string) bool { return strings.HasPrefix(name, f) })
			if named || lies(at, s.marks) {
				return s.by
			}
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// lies tells whether there is something of one of these names in a folder. For
// patterns all that lies there is read, once: there can be thousands.
func lies(dir string, marks []string) bool {
	var names []string
	for _, mark := range marks {
		begins, ends, pattern := strings.Cut(mark, "*")
		if !pattern {
			if _, err := os.Lstat(filepath.Join(dir, mark)); err == nil {
				return true
			}
			continue
		}
		if names == nil {
			names = namesIn(dir)
		}
		if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, begins) && strings.HasSuffix(name, ends) }) {
			return true
		}
	}
	return false
}

// namesIn are the names in a folder as they come, or none where it may not be
// read.
func namesIn(dir string) []string {
	f, err := os.Open(dir)
	if err != nil {
		return nil
	}
	names, err := f.Readdirnames(-1)
	if errors.Join(err, f.Close()) != nil {
		return nil
	}
	return names
}
