package vault

// DiskSeal tells whether the disk itself is encrypted, which guards what no
// program can: deleted bytes that the disk still holds, and the folder's own
// entries.
type DiskSeal string

// What an operating system tells of it, without the rights of an administrator.
const (
	DiskSealed  DiskSeal = "sealed"
	DiskOpen    DiskSeal = "open"
	DiskUnknown DiskSeal = "unknown"
)
