package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"ownwords/model"
	"ownwords/store/vault"
)

// The actions that the store itself puts into the log. What is put there by
// Log is named by its caller, in the same manner: a verb in the past tense.
const (
	ActionBegun       = "begun"        // a record
	ActionOpened      = "opened"       // a record
	ActionRead        = "read"         // a record, without being opened
	ActionChanged     = "changed"      // n batches since it was last left
	ActionTakenIn     = "taken-in"     // a record
	ActionFrozen      = "frozen"       // an item of the outbox, of revision n
	ActionSent        = "sent-"        // and how far: an item's step, at the nth try
	ActionResealed    = "re-sealed"    // a tail of n batches, since a part left a drawer
	ActionBinned      = "binned"       // a record
	ActionBroughtBack = "brought-back" // a record, out of the bin
	ActionHeld        = "held"         // a record
	ActionLetGo       = "let-go"       // a record that was held
	ActionPurged      = "purged"       // a record: nothing else is here of it any more
	ActionEndLost     = "end-lost"     // where the log ended was not known: entries before this may be missing
)

// LogEntry is one thing that was done: ids and counts, never a word of anybody.
type LogEntry struct {
	Seq    uint64    `json:"seq"`
	At     time.Time `json:"at"` // UTC
	Action string    `json:"action"`
	ID     model.ID  `json:"id,omitzero"`
	N      int       `json:"n,omitzero"`
	// By is the id of the way in by which the store was opened, empty in
	// entries that are older than that was kept.
	By string `json:"by,omitzero"`
	// Head is the hash that a record's tail ended with: for one that was sealed
	// anew before that, for what was changed or kept after it.
	Head []byte `json:"head,omitempty"`
}

// logLink is an entry as it stands in the file. Under number zero stands the
// end of the log as such a link with no entry: so a log that was cut is noticed.
type logLink struct {
	Prev  []byte   `json:"prev,omitempty"`
	Entry LogEntry `json:"entry"`
}

func logKey(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func logHash(plain []byte) []byte {
	sum := sha256.Sum256(append([]byte("ownwords/1/log"), plain...))
	return sum[:]
}

// Log adds an entry. The action is a word of the program's own.
func (s *Store) Log(action string, id model.ID, n int) error {
	err := s.update(func(t *tx) error { return t.log(action, id, n) })
	if err != nil {
		return fmt.Errorf("log %s: %w", action, err)
	}
	return nil
}

func (t *tx) log(action string, id model.ID, n int) error {
	return t.logEntry(LogEntry{Action: action, ID: id, N: n})
}

// logEntry puts an entry behind the last. Where the log's end was lost, that
// stands before it for good: whoever cut the log could have taken its end too.
func (t *tx) logEntry(e LogEntry) error {
	end, known, err := t.logEnd()
	if err == nil && !known && end.Entry.Seq > 0 {
		end, err = t.putEntry(end, LogEntry{Action: ActionEndLost})
	}
	if err == nil {
		_, err = t.putEntry(end, e)
	}
	if err != nil {
		return fmt.Errorf("write log: %w", err)
	}
	return nil
}

// putEntry writes an entry behind where the log ends, and gives where it then
// ends.
func (t *tx) putEntry(end logLink, e LogEntry) (logLink, error) {
	e.Seq, e.At, e.By = end.Entry.Seq+1, t.s.now(), t.by()
	plain, err := json.Marshal(logLink{Prev: end.Prev, Entry: e})
	if err == nil {
		err = t.put(nil, bucketLog, logKey(e.Seq), plain)
	}
	end = logLink{Prev: logHash(plain), Entry: LogEntry{Seq: e.Seq}}
	if err == nil {
		err = t.write(nil, bucketLog, logKey(0), end)
	}
	return end, err
}

// logEnd says where the log ends. Where that is not known, since it is damaged
// or not there, the log is followed from its beginning: work goes on.
func (t *tx) logEnd() (end logLink, known bool, err error) {
	if err := t.read(nil, bucketLog, logKey(0), &end); err == nil {
		return end, true, nil
	}
	end = logLink{}
	for item, err := range t.Each(bucketLog, nil) {
		if item.Key == nil {
			return logLink{}, false, err
		}
		if len(item.Key) == numberSize {
			end.Entry.Seq = max(end.Entry.Seq, binary.BigEndian.Uint64(item.Key))
			end.Prev = logHash(item.Value)
		}
	}
	return end, false, nil
}

// logPage is how many entries are read at a time: whoever reads the log may
// take their time over each, and no state of the file is held meanwhile.
const logPage = 256

// LogEntries goes through the log from its beginning. What is wrong with an
// entry comes beside it as a [Damage]; any other error ends the walk.
func (s *Store) LogEntries() iter.Seq2[LogEntry, error] { return s.logFrom(1) }

// logFrom is LogEntries from the entry of this number on.
func (s *Store) logFrom(seq uint64) iter.Seq2[LogEntry, error] {
	return func(yield func(LogEntry, error) bool) {
		r := logReader{next: seq}
		for more := true; more; {
			var page []logLine
			err := s.view(func(t *tx) (err error) {
				page, more, err = r.page(t)
				return err
			})
			if err != nil {
				yield(LogEntry{}, fmt.Errorf("read log: %w", err))
				return
			}
			for _, line := range page {
				if !yield(line.entry, line.err) {
					return
				}
			}
		}
	}
}

type logLine struct {
	entry LogEntry
	err   error
}

// logReader follows the chain from one page to the next.
type logReader struct {
	next uint64
	prev []byte // hash of the entry before next; nil where that is not known
}

func (r *logReader) page(t *tx) (page []logLine, more bool, err error) {
	var end logLink
	endErr := t.read(nil, bucketLog, logKey(0), &end)
	for len(page) < logPage {
		plain, err := t.get(nil, bucketLog, logKey(r.next))
		if errors.Is(err, ErrNotFound) && (endErr != nil || r.next > end.Entry.Seq) {
			return append(page, r.close(end, endErr)...), false, nil
		}
		if err != nil && !isDamage(err) && !errors.Is(err, ErrNotFound) {
			return nil, false, err
		}
		page = append(page, r.line(plain, err))
		r.next++
	}
	return page, true, nil
}

// line reads one entry and follows the chain on.
func (r *logReader) line(plain []byte, err error) logLine {
	var link logLink
	if err == nil {
		err = decode(bucketLog, plain, &link)
	}
	prev := r.prev
	r.prev = nil
	if errors.Is(err, ErrNotFound) {
		err = ErrMissing
	}
	if err != nil {
		return logLine{LogEntry{Seq: r.next}, r.damage(r.next, err)}
	}
	r.prev = logHash(plain)
	if r.next > 1 && prev != nil && !bytes.Equal(prev, link.Prev) {
		return logLine{link.Entry, r.damage(r.next-1, ErrChain)}
	}
	if link.Entry.Action == ActionEndLost {
		return logLine{link.Entry, r.damage(r.next-1, ErrMissing)}
	}
	return logLine{entry: link.Entry}
}

// close compares where the log ended with where it was known to end.
func (r *logReader) close(end logLink, endErr error) []logLine {
	if endErr == nil && r.prev != nil && !bytes.Equal(end.Prev, r.prev) {
		endErr = ErrChain
	}
	if errors.Is(endErr, ErrNotFound) {
		if r.next == 1 {
			return nil // nothing was ever logged
		}
		endErr = ErrMissing
	}
	if endErr == nil {
		return nil
	}
	return []logLine{{LogEntry{Seq: r.next - 1}, r.damage(0, endErr)}}
}

func (r *logReader) damage(seq uint64, err error) error {
	return Damage{Where: bucketLog, First: seq, Last: seq, Err: err}
}

// isDamage tells damage of one value from a fault of the whole file.
func isDamage(err error) bool {
	_, damaged := errors.AsType[*vault.DamageError](err)
	return damaged
}
