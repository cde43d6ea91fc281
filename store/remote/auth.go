package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// Credential says to a server who asks. It is made by [Bearer] or [PrivateKey].
// What it gets stays in memory.
type Credential interface {
	// header is the Authorization header, a new one where the server did not
	// take the last.
	header(ctx context.Context, c *Client, renew bool) (string, error)
}

// tokenError says why no token was given.
type tokenError struct {
	why    Why
	status int
	header http.Header
}

func asTokenError(err error) (*tokenError, bool) { return errors.AsType[*tokenError](err) }

func (e *tokenError) Error() string { return fmt.Sprintf("get token: %s, status %d", e.why, e.status) }

// Bearer sends a token that somebody else gave us. read is called once, and
// again when the server does not take the token; its error ends Send.
func Bearer(read func() (string, error)) Credential { return &bearer{read: read} }

type bearer struct {
	read  func() (string, error)
	token string
	known bool
}

func (b *bearer) header(_ context.Context, _ *Client, renew bool) (string, error) {
	if !b.known || renew {
		token, err := b.read()
		if err != nil {
			return "", err
		}
		b.token, b.known = token, true
	}
	if b.token == "" {
		return "", nil
	}
	return "Bearer " + b.token, nil
}
