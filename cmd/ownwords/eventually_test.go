package main

import "time"

// eventually tries for ten seconds.
func eventually(try func() error) (err error) {
	for range 500 {
		if err = try(); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}
