package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"
)

// listSocket is where a hub that serves hands out the list of its plans, sealed
// with the key of its folder: to connect is not enough to read it.
const listSocket = "list.sock"

// listTimeout is how long a list is waited for, and how long whoever asked for one
// may take to read it.
const listTimeout = 10 * time.Second

// PlansIn gives the plans of the hub in dir, the newest first, whether it is
// serving or not. The error is ErrNoKey, ErrKeyOpen, [seal.ErrWrongKey], one of
// package vault's, or one that is [fs.ErrNotExist] where there is no hub.
func PlansIn(dir string, o Options) ([]Plan, error) {
	conn, err := net.DialTimeout("unix", filepath.Join(dir, listSocket), listTimeout)
	if err != nil { // it is not serving, or the file says who has it
		return plansOfFile(dir, o)
	}
	plans, err := plansFrom(conn, dir, o)
	if err := errors.Join(err, conn.Close()); err != nil {
		return nil, fmt.Errorf("list plans of a serving hub: %w", err)
	}
	return plans, nil
}

func plansOfFile(dir string, o Options) ([]Plan, error) {
	v, err := reopen(dir, o)
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	h := &Hub{vault: v}
	plans, err := h.List()
	return plans, errors.Join(err, v.Close())
}

func plansFrom(conn net.Conn, dir string, o Options) ([]Plan, error) {
	if err := conn.SetReadDeadline(time.Now().Add(listTimeout)); err != nil {
		return nil, err
	}
	sealed, err := io.ReadAll(conn)
	if err != nil {
		return nil, err
	}
	t, err := OpenTokens(dir, o)
	if err != nil {
		return nil, err
	}
	raw, err := t.file.key.Open(sealed, t.listPlace()...)
	if err != nil {
		return nil, err
	}
	var plans []Plan
	return plans, json.Unmarshal(raw, &plans)
}

// listPlace is what a sealed list is bound to, which no file is.
func (t *Tokens) listPlace() [][]byte {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return [][]byte{[]byte(t.file.head.ID), []byte(listSocket)}
}

// handOutLists answers whoever asks for the list, one after the other, until ctx
// ends; wait waits for that. A hub that can't open its socket serves all the same:
// then the list has to wait until it is stopped.
func (h *Hub) handOutLists(ctx context.Context, log *slog.Logger) (wait func()) {
	l, err := h.listenForLists(ctx)
	if err != nil {
		log.Warn("list", "fault", err)
		return func() {}
	}
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer stop()
		for {
			conn, err := l.Accept()
			if err != nil {
				if ctx.Err() == nil {
					log.Warn("list", "fault", err)
				}
				return
			}
			n, err := h.handOutList(ctx, conn)
			if err != nil {
				log.Warn("list", "fault", told(err))
			} else {
				log.Info("list", "plans", n)
			}
		}
	}()
	return func() { <-ended }
}

// listenForLists opens the socket. One that is there is left of a hub that was
// killed: this one holds the store.
func (h *Hub) listenForLists(ctx context.Context) (net.Listener, error) {
	path := filepath.Join(h.dir, listSocket)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	l, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// handOutList returns how many plans are in the list.
func (h *Hub) handOutList(ctx context.Context, conn net.Conn) (n int, err error) {
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := conn.SetWriteDeadline(time.Now().Add(listTimeout)); err != nil {
		return 0, err
	}
	plans, err := h.List()
	if err != nil {
		return 0, err
	}
	raw, err := json.Marshal(plans)
	if err != nil {
		return 0, err
	}
	sealed, err := h.file.key.Seal(raw, h.listPlace()...)
	if err != nil {
		return 0, err
	}
	_, err = conn.Write(sealed)
	return len(plans), err
}
