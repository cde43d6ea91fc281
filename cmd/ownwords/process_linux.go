package main

import "golang.org/x/sys/unix"

// hideMemory keeps the memory from other programs of the same person, and from
// what a system pipes its cores to, which no limit on their size holds for.
func hideMemory() {
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) // there is nobody to tell, and it goes on without
}
