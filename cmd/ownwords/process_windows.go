package main

import "golang.org/x/sys/windows"

// keepPrivate keeps what the process holds in memory out of the reports that
// Windows makes of a crash.
func keepPrivate() {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX)
}
