package content

// Settings are what one laptop is set to. They stand in settings.yaml in the
// data folder, which people may edit; nothing in it is secret.
type Settings struct {
	Name         string // who uses this laptop
	Role         Role
	Organisation string
	Face         Face
	Theme        Theme
	Borders      Borders
	Numbers      Numbers
	Server       Server
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

// Borders is what rules are drawn with.
type Borders string

// The borders.
const (
	BordersLines Borders = "lines"
	BordersASCII Borders = "ascii"
)

// Numbers are telephone numbers to show, as people write them.
type Numbers struct {
	Safety     string // whom to ring with a worry about somebody's safety
	Complaints string // whom the person may ring when something is wrong
	Team       string // the worker's own team
	Emergency  string
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
	URL       string // the FHIR base address; empty: there is none yet
	Name      string // what people call it
	Whose     Whose
	TokenFile string // the path of a file with the token; the token itself never stands in the settings
}

// DefaultSettings are the settings before anybody set anything.
func DefaultSettings() Settings {
	return Settings{
		Role:    RolePractitioner,
		Face:    FaceScreen,
		Theme:   ThemeAuto,
		Borders: BordersLines,
		Numbers: Numbers{Emergency: "999"},
		Server:  Server{Whose: WhoseOwn},
	}
}
