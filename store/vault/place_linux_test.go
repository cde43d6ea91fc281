package vault

import "testing"

func TestTheDiskAFolderIsOn(t *testing.T) {
	mounts := []byte(`22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:40 / /home/dele/team rw - nfs4 server:/team rw
24 22 0:41 / /media/My\040Share rw - cifs //server/share rw
25 22 0:42 / /mnt/c rw - 9p drvfs rw,aname=drvfs;path=C:\
26 22 0:43 / /workspace rw - 9p host rw
27 22 0:44 / /home/dele/away rw - fuse.sshfs dele@server: rw
28 22 0:45 / /home/dele/sealed rw - fuse.gocryptfs /home/dele/.sealed rw
29 22 0:46 / /srv rw - nfs server:/srv rw
30 22 8:2 / /srv rw - ext4 /dev/sda2 rw
broken
`)
	for path, want := range map[string]string{
		"/":                       "ext4",
		"/home/dele/notes":        "ext4",
		"/home/dele/team":         "nfs4",
		"/home/dele/team/notes":   "nfs4",
		"/home/dele/teamwork":     "ext4",
		"/media/My Share/x":       "cifs",
		"/mnt/c/Users/dele":       "9p",
		"/workspace/x":            "",
		"/home/dele/away/x":       "fuse.sshfs",
		"/home/dele/sealed/notes": "fuse.gocryptfs",
		"/srv/notes":              "ext4",
	} {
		if got := mountedAt(mounts, path); got != want {
			t.Errorf("mountedAt(%q) = %q, want %q", path, got, want)
		}
	}
}
