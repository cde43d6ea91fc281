//go:build linux

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pieceSize is what a disk writes whole or not at all.
const pieceSize = 4096

// inode is a file, whatever its name: as the program sees it, as it certainly is
// on the disk, and what the disk may have of the rest.
type inode struct {
	now, sure []byte
	waits     []piece
}

// piece is what is written at one go, or a new length of the file.
type piece struct {
	at     int64
	with   []byte
	length int64 // where with is nil
}

func (p piece) on(b []byte) []byte {
	end := p.at + int64(len(p.with))
	if p.with == nil {
		end = p.length
		b = b[:min(int64(len(b)), end)]
	}
	if more := end - int64(len(b)); more > 0 {
		b = append(b, make([]byte, more)...)
	}
	copy(b[min(p.at, int64(len(b))):], p.with)
	return b
}

// change has the program see a piece, and the disk wait with it.
func (n *inode) change(p piece) {
	n.now = p.on(n.now)
	for len(p.with) > 0 {
		size := min(int64(len(p.with)), pieceSize-p.at%pieceSize)
		n.waits = append(n.waits, piece{at: p.at, with: p.with[:size]})
		p.at, p.with = p.at+size, p.with[size:]
	}
	if p.with == nil {
		n.waits = append(n.waits, p)
	}
}

// synced makes the first of the pieces certain.
func (n *inode) synced(pieces int) {
	for _, p := range n.waits[:pieces] {
		n.sure = p.on(n.sure)
	}
	n.waits = slices.Clone(n.waits[pieces:])
}

// naming gives a file a name in a folder, or takes names away: all of it or none.
type naming struct {
	folder string
	files  map[string]*inode // nil for a name that goes
}

// replay is a disk on which a program works that was traced.
type replay struct {
	root, cwd  string // of what is followed; and where the program began
	names      map[string]*inode
	sure       map[string]*inode
	waits      []naming // in order, which a journal keeps
	open       map[int64]*handle
	syncing    map[string]int // files that are being synced, and how much of each
	told       strings.Builder
	neverSyncs bool // as if the program had left out all syncs
}

// handle is an open file, or folder where there is no file.
type handle struct {
	path   string
	file   *inode
	offset int64
	append bool
}

// newReplay begins with what is on the disk.
func newReplay(root, cwd string, files map[string][]byte) *replay {
	p := &replay{root: root, cwd: cwd, names: map[string]*inode{}}
	for path, b := range files {
		p.names[path] = &inode{now: bytes.Clone(b), sure: bytes.Clone(b)}
	}
	p.sure = maps.Clone(p.names)
	return p
}

// filesIn are all files in a folder.
func filesIn(root string) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[path], err = os.ReadFile(path)
		}
		return err
	})
	return files, err
}

// begins is a program's start: it has nothing open but what it was given.
func (p *replay) begins() { p.open, p.syncing = map[int64]*handle{}, map[string]int{} }

// path is what an argument names, seen from the folder before it if there is one.
func (p *replay) path(c call, folder, i int) (string, error) {
	b, err := c.text(i)
	path := string(b)
	switch {
	case err != nil || filepath.IsAbs(path):
	case folder >= 0 && p.open[c.number(folder)] != nil:
		path = filepath.Join(p.open[c.number(folder)].path, path)
	default:
		path = filepath.Join(p.cwd, path)
	}
	return path, err
}

func (p *replay) follows(path string) bool { return strings.HasPrefix(path, p.root+"/") }

// do does a call.
func (p *replay) do(c call) error {
	if c.result < 0 {
		return nil
	}
	switch c.name {
	case "openat":
		return p.doOpen(c)
	case "renameat", "renameat2", "linkat", "unlinkat", "rename", "link", "unlink":
		return p.doName(c)
	case "copy_file_range":
		return p.doCopy(c)
	}
	if c.name == "write" && c.number(0) <= 2 && p.open[c.number(0)] == nil {
		b, err := c.text(1)
		if !c.begins {
			p.told.Write(b)
		}
		return err
	}
	h := p.open[c.number(0)]
	if h == nil {
		return nil
	}
	return p.doFile(c, h)
}

func (p *replay) doOpen(c call) error {
	path, err := p.path(c, 0, 1)
	if err != nil || c.begins || !p.follows(path+"/") {
		return err
	}
	flags := c.args[2]
	h := &handle{path: path, file: p.names[path], append: strings.Contains(flags, "O_APPEND")}
	if h.file == nil && strings.Contains(flags, "O_CREAT") {
		h.file = &inode{}
		p.name(path, map[string]*inode{path: h.file})
	}
	if h.file != nil && strings.Contains(flags, "O_TRUNC") && len(h.file.now) > 0 {
		h.file.change(piece{})
	}
	p.open[c.result] = h
	return nil
}

func (p *replay) name(path string, files map[string]*inode) {
	p.waits = append(p.waits, naming{filepath.Dir(path), files})
	set(p.names, files)
}

func set(names, files map[string]*inode) {
	for path, file := range files {
		if file == nil {
			delete(names, path)
		} else {
			names[path] = file
		}
	}
}

// namesIn are where the names stand among the arguments of calls, and the folders
// from which they are seen.
var namesIn = map[string][2][2]int{
	"rename": {{-1, 0}, {-1, 1}}, "renameat": {{0, 1}, {2, 3}}, "renameat2": {{0, 1}, {2, 3}},
	"link": {{-1, 0}, {-1, 1}}, "linkat": {{0, 1}, {2, 3}}, "unlink": {{-1, 0}, {-1, 0}}, "unlinkat": {{0, 1}, {0, 1}},
}

func (p *replay) doName(c call) error {
	at := namesIn[c.name]
	from, err := p.path(c, at[0][0], at[0][1])
	if err != nil || c.begins {
		return err
	}
	to, err := p.path(c, at[1][0], at[1][1])
	if err != nil || !p.follows(from) && !p.follows(to) {
		return err
	}
	file := p.names[from]
	switch {
	case file == nil && strings.HasPrefix(c.name, "unlink"):
		return nil // a folder
	case file == nil:
		return fmt.Errorf("%s of %s, which is no file that is followed", c.name, from)
	}
	switch c.name {
	case "unlink", "unlinkat":
		p.name(from, map[string]*inode{from: nil})
	case "link", "linkat":
		p.name(to, map[string]*inode{to: file})
	default:
		p.name(to, map[string]*inode{from: nil, to: file})
	}
	return nil
}

// doFile does a call on an open file or folder.
func (p *replay) doFile(c call, h *handle) error {
	switch {
	case c.name == "close":
		if !c.ends { // by then the number may be another file's
			delete(p.open, c.number(0))
		}
		return nil
	case c.name == "fsync" || c.name == "fdatasync":
		p.doSync(c, h)
		return nil
	case c.begins || h.file == nil && c.name != "write":
		return nil
	}
	switch c.name {
	case "read":
		h.offset += c.result
	case "lseek":
		h.offset = c.result
	case "write", "pwrite64":
		b, err := c.text(1)
		if err != nil {
			return err
		}
		p.write(c, h, b[:c.result])
	case "ftruncate":
		h.file.change(piece{length: c.number(1)})
	case "fallocate":
		if c.args[1] != "0" {
			return fmt.Errorf("fallocate of %s is not known", h.path)
		}
		h.file.change(piece{length: max(int64(len(h.file.now)), c.number(2)+c.number(3))})
	}
	return nil
}

func (p *replay) write(c call, h *handle, b []byte) {
	if c.name == "pwrite64" {
		h.file.change(piece{at: c.number(3), with: b})
		return
	}
	if h.append {
		h.offset = int64(len(h.file.now))
	}
	h.file.change(piece{at: h.offset, with: b})
	h.offset += int64(len(b))
}

// doCopy does what goes from one file to another without being seen.
func (p *replay) doCopy(c call) error {
	to, from := p.open[c.number(2)], p.open[c.number(0)]
	if to == nil || c.begins {
		return nil
	}
	if from == nil || from.file == nil || c.args[1] != "NULL" || c.args[3] != "NULL" {
		return fmt.Errorf("what is copied to %s is not known", to.path)
	}
	b := bytes.Clone(from.file.now[from.offset : from.offset+c.result])
	from.offset += c.result
	p.write(call{name: "write"}, to, b)
	return nil
}

// doSync makes certain what was written when the sync began, once it has ended.
func (p *replay) doSync(c call, h *handle) {
	if p.neverSyncs {
		return
	}
	if h.file == nil {
		if !c.begins {
			p.syncNames(h.path)
		}
		return
	}
	if c.begins {
		p.syncing[h.path] = len(h.file.waits)
		return
	}
	pieces, begun := p.syncing[h.path]
	if !begun {
		pieces = len(h.file.waits)
	}
	delete(p.syncing, h.path)
	h.file.synced(pieces)
}

func (p *replay) syncNames(folder string) {
	p.waits = slices.DeleteFunc(p.waits, func(n naming) bool {
		if n.folder != folder {
			return false
		}
		set(p.sure, n.files)
		return true
	})
}

// cut is what may be on the disk if the power goes now: of the names those that
// came first, and of the files' pieces any.
func (p *replay) cut(r *rand.Rand) map[string][]byte {
	names := maps.Clone(p.sure)
	for _, n := range p.waits[:r.IntN(len(p.waits)+1)] {
		set(names, n.files)
	}
	share := []float64{0, 0.1, 0.3, 0.5, 0.7, 0.9}[r.IntN(6)]
	left := map[string][]byte{}
	for _, path := range slices.Sorted(maps.Keys(names)) {
		n := names[path]
		b := bytes.Clone(n.sure)
		for _, w := range n.waits {
			if r.Float64() < share {
				b = w.on(b)
			}
		}
		left[path] = b
	}
	return left
}
