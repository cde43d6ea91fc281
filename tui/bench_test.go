package tui

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"ownwords/content"
	"ownwords/model"
	"ownwords/store/seal"
	"ownwords/tui/desk"
)

// benchKeys are typed again and again: what a hand does in a note.
var benchKeys = []tea.KeyPressMsg{
	{Code: 'b', Text: "b"},
	{Code: 'o', Text: "o"},
	{Code: 'w', Text: "w"},
	{Code: 'l', Text: "l"},
	{Code: tea.KeySpace, Text: " "},
	{Code: 's', Text: "s"},
	{Code: tea.KeyBackspace},
	{Code: tea.KeyUp},
	{Code: tea.KeyDown},
	{Code: tea.KeyEnd},
}

// benchPause is longer than what would be taken for pasted.
const benchPause = 6 * time.Millisecond

// BenchmarkKeyInTheTalk is one key and one drawing of the whole window, in a
// talk of 1 kB and of 100 kB. Saving goes on beside it, as it does when somebody
// types.
func BenchmarkKeyInTheTalk(b *testing.B) {
	small := keysTyped(b, talking(b, 1), 600)
	large := keysTyped(b, talking(b, 100), 600)
	for _, c := range []struct {
		name  string
		took  []time.Duration
		limit float64
	}{{"1kB", small, 2}, {"100kB", large, 4}} {
		fmt.Printf("\nbeside update-and-view-%s-median %.4g ms\n", c.name, share(c.took, 0.5))
		p99 := share(c.took, 0.99)
		verdict := "ok"
		if p99 > c.limit {
			verdict = "over"
		}
		fmt.Printf("\nbudget update-and-view-%s-p99 %.4g ms limit %g %s\n", c.name, p99, c.limit, verdict)
	}
	fmt.Printf("\nbeside update-and-view-100kB-to-1kB %.3g x\n", share(large, 0.5)/share(small, 0.5))
}

// talking is a talk with notes of so many kilobytes, the caret in the last.
func talking(b *testing.B, kB int) root {
	b.Helper()
	d, code, err := desk.Create(filepath.Join(b.TempDir(), "notes"), desk.SetUp{
		Settings: content.DefaultSettings(), Passphrase: []byte(passphrase), Cost: seal.CheapCost(),
	}, desk.Options{})
	if err != nil {
		b.Fatal(err)
	}
	code.Close()
	t, err := d.New(model.Assessment)
	if err != nil {
		b.Fatal(err)
	}
	t.Do("visit.set", map[string]string{"who": "Peggy Ashworth"})
	t.Go(model.Place{Stage: model.StageTalk})
	told := "Walking to the club by the canal, though everyone wants me in a taxi. नमस्ते, as Mrs Rao says when she comes by. "
	for n := 0; n < kB<<10; n += len(told) {
		t.Add(told)
	}
	a := newApp(b.Context(), d.Dir, Options{Unlocked: d})
	b.Cleanup(func() {
		if err := a.close(b.Context(), nil, nil); err != nil {
			b.Error(err)
		}
	})
	r := root{a}
	r.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	a.openTalk(t)
	return r
}

// keysTyped types keys and takes the time of each with its drawing.
func keysTyped(b *testing.B, r root, keys int) []time.Duration {
	b.Helper()
	took := make([]time.Duration, keys)
	for i := range took {
		time.Sleep(benchPause)
		began := time.Now()
		r.Update(benchKeys[i%len(benchKeys)])
		if v := r.View(); v.Cursor == nil {
			b.Fatal("no caret is drawn")
		}
		took[i] = time.Since(began)
		if i%100 == 99 {
			r.Update(saveMsg{})
		}
	}
	return took
}

// share is a share of the times in milliseconds: 0.5 is the median. It sorts
// them.
func share(took []time.Duration, of float64) float64 {
	slices.Sort(took)
	return float64(took[max(0, int(math.Ceil(of*float64(len(took))))-1)].Microseconds()) / 1000
}
