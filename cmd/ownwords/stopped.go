package main

// orStopped is what comes of reading what somebody types or hands in, until they end
// the program. The signals that end a command are taken by the program, and
// reading hears none of them: so whoever presses ctrl+c, or shuts the window, is
// let go here. What still reads then can't be called off. It is left to the end of
// the process, which is all that may follow: a later read would miss what it takes.
func orStopped[T any](p *program, read func() (T, error)) (T, error) {
	type result struct {
		got T
		err error
	}
	done := make(chan result, 1) // so that it ends, should something come after all
	go func() {
		got, err := read()
		done <- result{got, err}
	}()
	select {
	case r := <-done:
		return r.got, r.err
	case <-p.stopped:
		var none T
		return none, fail(codeFailed, "command.fail.stopped")
	}
}
