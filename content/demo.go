package content

import (
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

//go:embed demo
var demoFiles embed.FS

// Practice is one sitting of a made-up conversation to practise with: what
// somebody typed, line by line, in plain mode. Everybody in it is invented.
type Practice struct {
	Worker Settings // who typed
	Days   int      // how many days ago
	Typed  string
}

// dayGap is a day in what was typed, so many days after that of the sitting:
// "{+14}".
var dayGap = regexp.MustCompile(`\{\+(\d+)\}`)

// DemoLocal is the local.yaml of the practice store: a made-up council's own
// rules.
func DemoLocal() []byte {
	raw, err := demoFiles.ReadFile("demo/local.yaml")
	if err != nil {
		panic(fmt.Sprintf("read practice rules: %v", err)) // they were there when the program was built
	}
	return raw
}

// Demo are the sittings of the practice store, oldest first, as if they had been
// held in the days before now: Peggy's plan from the first talk to a direct
// payment, the council's yes and a change after it; Yusuf getting ready; and
// Harjit, with whom nothing is settled yet.
func Demo(now time.Time) ([]Practice, error) {
	dele, bernie := DefaultSettings(), DefaultSettings()
	dele.Name, dele.Organisation = "Dele Martins", "Northmoor Council"
	dele.Numbers = Numbers{Safety: "01632 960 114", Complaints: "01632 960 120", Team: "01632 960 120", Emergency: "999"}
	dele.Server.Name = "Northmoor Council"
	bernie.Name, bernie.Role, bernie.Organisation = "Bernie O'Hagan", RolePeer, "Northmoor Together"
	list := []Practice{
		{Worker: dele, Days: 13, Typed: "peggy"},
		{Worker: bernie, Days: 9, Typed: "yusuf"},
		{Worker: dele, Days: 8, Typed: "harjit"},
		{Worker: dele, Days: 6, Typed: "peggy-decided"},
		{Worker: dele, Days: 4, Typed: "harjit-again"},
		{Worker: dele, Days: 1, Typed: "peggy-changed"},
	}
	for i, p := range list {
		raw, err := demoFiles.ReadFile("demo/" + p.Typed + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read practice: %w", err)
		}
		held := now.AddDate(0, 0, -p.Days)
		list[i].Typed = dayGap.ReplaceAllStringFunc(string(raw), func(gap string) string {
			n, _ := strconv.Atoi(dayGap.FindStringSubmatch(gap)[1]) // digits, by the pattern
			return held.AddDate(0, 0, n).Format("2 January 2006")
		})
	}
	return list, nil
}
