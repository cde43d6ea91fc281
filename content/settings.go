package content

// Settings are what one laptop is set to. They stand in settings.yaml in the
// data folder, which people may edit; nothing in it is secret.
type Settings struct {
	Name         string    `json:"name"` // who uses this laptop
	Role         Role      `json:"role"`
	Organisation string    `json:"organisation"`
	Face         Face      `json:"face"`
	Theme        Theme     `json:"theme"`
	Borders      Borders   `json:"borders"`
	Mouse        Mouse     `json:"mouse"`
	Clipboard    Clipboard `json:"clipboard"`
	// How long nobody touches a key, in minutes, before the screen is covered and
	// before the notes are locked: while a visit is open, and otherwise.
	CoverAfter     int `json:"cover_after"`
	LockAfterVisit int `json:"lock_after_visit"`
	LockAfter      int `json:"lock_after"`
	// KeepAfterSent is how many days a final plan stays here once the council
	// confirmed it and has it; 0 for as long as nobody puts it into the bin.
	KeepAfterSent int     `json:"keep_after_sent"`
	BackupTo      string  `json:"backup_to"`    // the folder of safety copies made by themselves; empty: none are
	BackupsKeep   int     `json:"backups_keep"` // how many of them stay there
	Numbers       Numbers `json:"numbers"`
	Server        Server  `json:"server"`
	// Keys are the actions that have other keys on the whole screen than they
	// begin with: by the action's name, and empty for one that shall have none.
	Keys map[string][]string `json:"keys"`
}

// Role is who a conversation is held by.
type Role string

// The roles. A peer supporter decides nothing and sees no money, no agreement
// and no desk.
const (
	RolePractitioner Role = "practitioner"
	RolePeer         Role = "peer"
)

// Face is how the program shows itself.
type Face string

// The faces.
const (
	FaceScreen Face = "screen" // the whole screen
	FacePlain  Face = "plain"  // plain lines, for a screen reader or braille
)

// Theme is which colours are used.
type Theme string

// The themes.
const (
	ThemeAuto     Theme = "auto" // light or dark, as the terminal is
	ThemeLight    Theme = "light"
	ThemeDark     Theme = "dark"
	ThemeContrast Theme = "contrast" // at least 7 to 1
	ThemeTerminal Theme = "terminal" // the terminal's own sixteen
)

// Themes are all themes, in the order in which they are offered.
func Themes() []Theme {
	return []Theme{ThemeAuto, ThemeLight, ThemeDark, ThemeContrast, ThemeTerminal}
}

// Borders is what rules are drawn with.
type Borders string

// The borders.
const (
	BordersLines Borders = "lines"
	BordersASCII Borders = "ascii"
)

// Mouse is whether the program takes the mouse, or leaves it to the terminal.
type Mouse string

// The mouse.
const (
	MouseOn  Mouse = "on"
	MouseOff Mouse = "off"
)

// Clipboard is where what is copied goes.
type Clipboard string

// The clipboards.
const (
	ClipboardSystem Clipboard = "system" // the laptop's too, which other programs read
	ClipboardOwn    Clipboard = "own"    // only within the program
)

// How long a laptop may stand open with nobody at it.
const (
	fewestMinutes = 1
	MostMinutes   = 30
)

// How long a plan may be kept once it was sent, in days, and how many safety
// copies may lie in their folder.
const (
	mostKeptDays = 3650
	fewestCopies = 1
	mostCopies   = 50
)

// Numbers are telephone numbers to show, as people write them.
type Numbers struct {
	Safety     string `json:"safety"`     // whom to ring with a worry about somebody's safety
	Complaints string `json:"complaints"` // whom the person may ring when something is wrong
	Team       string `json:"team"`       // the worker's own team
	Emergency  string `json:"emergency"`
}

// Whose tells whose a server is, which decides what sharing means.
type Whose string

// The two kinds of server.
const (
	WhoseOwn    Whose = "own"    // the organisation that must keep the record; choices travel with the plan
	WhoseShared Whose = "shared" // others read it; choices hold part by part
)

// Server is where agreed plans are sent.
type Server struct {
	URL       string `json:"url"`  // the FHIR base address; empty: there is none yet
	Name      string `json:"name"` // what people call it
	Whose     Whose  `json:"whose"`
	TokenFile string `json:"token_file"` // the path of a file with the token; the token itself never stands in the settings
	// CAFile is the path of a file of certificates that are trusted besides the
	// laptop's own; empty: none are.
	CAFile string `json:"ca_file"`
	// ClientID is who this laptop is to a server that asks for a signature, and Key
	// the id of the key that makes it; both empty where the server takes a token.
	ClientID string   `json:"client_id"`
	Key      string   `json:"key"`
	ByItself ByItself `json:"by_itself"`
	Limit    int      `json:"limit"` // for how long one request may take, in seconds
}

// ByItself is whether plans go without being asked for.
type ByItself string

// The two ways of sending.
const (
	ByItselfNo  ByItself = "no"
	ByItselfYes ByItself = "yes"
)

// How long a request to the server may take, in seconds.
const (
	shortestLimit = 10
	longestLimit  = 300
)

// DefaultSettings are the settings before anybody set anything.
func DefaultSettings() Settings {
	return Settings{
		Role:           RolePractitioner,
		Face:           FaceScreen,
		Theme:          ThemeAuto,
		Borders:        BordersLines,
		Mouse:          MouseOn,
		Clipboard:      ClipboardSystem,
		CoverAfter:     5,
		LockAfterVisit: 20,
		LockAfter:      5,
		KeepAfterSent:  90,
		BackupsKeep:    5,
		Numbers:        Numbers{Emergency: "999"},
		Server:         Server{Whose: WhoseOwn, ByItself: ByItselfNo, Limit: 120},
	}
}
