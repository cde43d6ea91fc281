// The bare client posts the files of a folder to a FHIR server, one after the
// other, and keeps nothing: what sending is measured beside. It takes the
// server's address and the folder; the token stands in the environment as TOKEN.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
)

func main() {
	if err := post(os.Args[1], os.Args[2], os.Getenv("TOKEN")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func post(url, dir, token string) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		q, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			return err
		}
		q.Header.Set("Authorization", "Bearer "+token)
		q.Header.Set("Content-Type", "application/fhir+json")
		a, err := http.DefaultClient.Do(q)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, a.Body)
		if err := errors.Join(err, a.Body.Close()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if a.StatusCode != http.StatusOK {
			return fmt.Errorf("%s: %s", name, a.Status)
		}
	}
	return nil
}
