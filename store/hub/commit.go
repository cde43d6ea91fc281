package hub

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"

	"ownwords/store/vault"
)

// change is what became of one put.
type change struct {
	head    *head // as it stands now
	created bool
	before  *head // as it stood, where this is another version
}

func (c change) status() int {
	if c.created {
		return http.StatusCreated
	}
	return http.StatusOK
}

// job is what one request puts: all of it, or nothing.
type job struct {
	puts []put
	by   string // the laptop's name

	changes []change
	err     error
	done    chan struct{} // closed once changes are on disk, or err is known
}

var errClosed = errors.New("hub is closed")

// run makes all puts, or none. A reference to what is neither here nor among them
// refuses all. When it returns no error, what it did is on disk.
func (h *Hub) run(puts []put, by string) ([]change, error) {
	j := &job{puts: puts, by: by, done: make(chan struct{})}
	select {
	case h.jobs <- j:
	case <-h.end:
		return nil, errClosed
	}
	<-j.done
	return j.changes, j.err
}

// commits makes what comes in durable until the hub is closed. Whatever comes
// while the disk is busy goes onto it together, in one transaction of the file:
// most of what that costs it costs once.
func (h *Hub) commits() {
	defer close(h.ended)
	for {
		select {
		case j := <-h.jobs:
			h.commit(h.gathered(j))
		case <-h.end:
			return
		}
	}
}

func (h *Hub) gathered(first *job) []*job {
	all := []*job{first}
	for len(all) < maxBusy {
		select {
		case j := <-h.jobs:
			all = append(all, j)
		default:
			return all
		}
	}
	return all
}

// commit does jobs in one transaction. One that is refused leaves the others as
// they are; where the disk refuses, nothing of any is there.
func (h *Hub) commit(all []*job) {
	err := h.vault.Update(func(tx *vault.Tx) error {
		for _, j := range all {
			if j.changes, j.err = h.judge(tx, j); j.err != nil {
				continue
			}
			for i, c := range j.changes {
				if err := h.keepChange(tx, j.puts[i], c); err != nil {
					return err
				}
			}
		}
		return nil
	})
	for _, j := range all {
		if j.err == nil {
			j.err = err
		}
		close(j.done)
	}
}

// judge says what a job would change, and changes nothing.
func (h *Hub) judge(tx *vault.Tx, j *job) ([]change, error) {
	out := make([]change, 0, len(j.puts))
	for i, p := range j.puts {
		c, err := h.change(tx, p, j.by)
		if r, ok := errors.AsType[*refusal](err); ok && len(j.puts) > 1 {
			r.issues[0].Path = fmt.Sprintf("Bundle.entry[%d].request.%s", i, p.condition())
		}
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, h.resolve(tx, j.puts)
}

// change is what a put would make of what stands. The same again makes no new
// version.
func (h *Hub) change(tx *vault.Tx, p put, by string) (change, error) {
	old, err := h.get(tx, p.name())
	if err != nil {
		return change{}, err
	}
	otherwise := p.IfMatch != "" && (old == nil || !sameTag(p.IfMatch, old.etag()))
	if otherwise || p.IfNone && old != nil {
		return change{}, refuse(http.StatusPreconditionFailed, "conflict", "")
	}
	now := &head{Type: p.Type, ID: p.ID, Version: 1, At: h.now().UTC(), By: by, Resource: p.resource}
	switch {
	case old == nil:
		return change{head: now, created: true}, nil
	case bytes.Equal(old.Resource, now.Resource):
		return change{head: old}, nil
	}
	now.Version = old.Version + 1
	return change{head: now, before: old}, nil
}

// keepChange makes a change, if it is one.
func (h *Hub) keepChange(tx *vault.Tx, p put, c change) error {
	switch {
	case c.before != nil:
		if err := h.keep(tx, bucketVersions, h.versionKey(c.before.name(), c.before.Version), c.before); err != nil {
			return err
		}
	case !c.created:
		return nil
	}
	if err := h.keep(tx, bucketHeads, h.vault.Key(bucketHeads, p.name()), c.head); err != nil {
		return err
	}
	return h.index(tx, p)
}

func (h *Hub) resolve(tx *vault.Tx, puts []put) error {
	known := map[string]bool{}
	for _, p := range puts {
		known[p.name()] = true
	}
	for i, p := range puts {
		for _, to := range p.refers {
			if known[to] {
				continue
			}
			there, err := h.has(tx, to)
			if err != nil {
				return err
			}
			if !there {
				return refuse(http.StatusUnprocessableEntity, "not-found", fmt.Sprintf("Bundle.entry[%d].resource", i))
			}
			known[to] = true
		}
	}
	return nil
}
