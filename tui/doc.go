// Package tui is the full screen: the root of the program, its pages, and the
// way a key takes from the terminal to the conversation and back. Its words: a
// screen is one page, dialog or sheet; the app is what the root lends to all
// of them; to follow is to show what came of something that was done; to keep
// is to hand over what is being typed. Its one rule: a screen changes nothing
// but through the engine of the conversation, touches no disk, and says nothing
// that does not stand in the catalogue.
package tui
