package content

import (
	"embed"
	"fmt"
)

//go:embed demo/*.txt
var demoFiles embed.FS

// Practice is one made-up conversation to practise with: what somebody typed,
// line by line, in plain mode. Everybody in it is invented.
type Practice struct {
	Worker Settings // whose conversation it is
	Days   int      // how many days ago it was held
	Typed  string
}

// Demo are the conversations of the practice store, oldest first.
func Demo() ([]Practice, error) {
	dele, bernie := DefaultSettings(), DefaultSettings()
	dele.Name, dele.Organisation = "Dele Martins", "Northmoor Council"
	dele.Numbers = Numbers{Safety: "01632 960 114", Complaints: "01632 960 120", Team: "01632 960 120", Emergency: "999"}
	dele.Server.Name = "Northmoor Council"
	bernie.Name, bernie.Role, bernie.Organisation = "Bernie O'Hagan", RolePeer, "Northmoor Together"
	list := []Practice{
		{Worker: bernie, Days: 9, Typed: "yusuf"},
		{Worker: dele, Days: 4, Typed: "harjit"},
		{Worker: dele, Days: 1, Typed: "peggy"},
	}
	for i, p := range list {
		raw, err := demoFiles.ReadFile("demo/" + p.Typed + ".txt")
		if err != nil {
			return nil, fmt.Errorf("read practice: %w", err)
		}
		list[i].Typed = string(raw)
	}
	return list, nil
}
