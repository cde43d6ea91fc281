package seal

// Padding hides the exact length of what is sealed. After the text stands one
// byte 0x80, then zeros up to the next step: 256 bytes up to 4 kB, 1 kB beyond.
// A note of two words and one of two lines look the same; the cost is at most
// one step.
const (
	padMark   = 0x80
	smallStep = 256
	largeStep = 1024
	smallMax  = 4096
)

func pad(plain []byte) []byte {
	n, step := len(plain)+1, smallStep
	if n > smallMax {
		step = largeStep
	}
	padded := make([]byte, (n+step-1)/step*step)
	copy(padded, plain)
	padded[len(plain)] = padMark
	return padded
}

// unpad returns the text in the same memory. It is only ever given what the
// cipher has vouched for, so its timing tells an attacker nothing.
func unpad(padded []byte) ([]byte, bool) {
	for i := len(padded) - 1; i >= 0; i-- {
		switch padded[i] {
		case 0:
		case padMark:
			return padded[:i:i], true
		default:
			return nil, false
		}
	}
	return nil, false
}
