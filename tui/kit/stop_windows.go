package kit

import "os"

// StopSignals are none: nothing stops a program here.
func StopSignals() []os.Signal { return nil }

// StopProcess does nothing.
func StopProcess() error { return nil }
