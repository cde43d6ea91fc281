package vault

import (
	"bufio"
	"bytes"
	"os"
	"slices"
	"strings"
)

// networks are the file systems whose disks are elsewhere.
var networks = []string{
	"9p", "afs", "ceph", "cifs", "coda", "davfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs",
	"fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.google-drive-ocamlfuse", "fuse.gvfsd-fuse",
	"fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs",
}

// networkAt names the file system of a folder, if its disk is elsewhere.
func networkAt(path string) string {
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return "" // it can't be told
	}
	if kind := mountedAt(mounts, path); slices.Contains(networks, kind) {
		return kind
	}
	return ""
}

// mountedAt is the kind of the file system that a path lies in, by what the
// kernel tells of its mounts: ... POINT OPTIONS ... - KIND SOURCE OPTIONS. Of 9p
// only what Windows hands to its Linux counts: others are the machine's own.
func mountedAt(mounts []byte, path string) (kind string) {
	longest := -1
	lines := bufio.NewScanner(bytes.NewReader(mounts))
	for lines.Scan() {
		before, after, ok := strings.Cut(lines.Text(), " - ")
		fields, what := strings.Fields(before), strings.Fields(after)
		const pointAt = 4
		if !ok || len(fields) <= pointAt || len(what) < 3 {
			continue
		}
		point := mountNames.Replace(fields[pointAt])
		if len(point) < longest || !within(path, point) { // of two on one point the later counts
			continue
		}
		longest, kind = len(point), what[0]
		if kind == "9p" && !strings.Contains(after, "drvfs") {
			kind = ""
		}
	}
	return kind
}

// mountNames undoes how the kernel writes what would end a field.
var mountNames = strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)

func within(path, point string) bool {
	return path == point || strings.HasPrefix(path, strings.TrimSuffix(point, "/")+"/")
}
