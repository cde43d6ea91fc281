package kit

// Wipe takes what stands on a terminal off it, and then the lines that have
// gone out of its sight: some terminals put there what is taken off. The cursor
// stays where it was.
const Wipe = "\x1b[2J\x1b[3J"

// WipeScreen is Wipe with the cursor in the first row again.
const WipeScreen = "\x1b[H" + Wipe

// WipeBehind is Wipe for a terminal whose whole screen was given back. Where it
// has a second screen, what stood on the first before is seen again; where it
// has none, nothing is left of what was drawn.
const WipeBehind = "\x1b[?1049h" + Wipe + "\x1b[?1049l"
