package hub

import (
	"math"
	"sync"
	"time"
)

// What one laptop may ask: so many requests at once, so many a second for long,
// and so many before that counts. A laptop with a year's plans in its outbox
// stays below; one that has gone mad leaves room for the others.
const (
	maxAtOnce = 4
	perSecond = 50
	maxBurst  = 1000
)

// gate keeps one laptop from taking the hub from all others.
type gate struct {
	mu      sync.Mutex
	laptops map[tokenHash]*pace
}

// pace is how much of its share a laptop has used.
type pace struct {
	inside int       // requests of it that are being answered
	left   float64   // how many more it may ask at once
	at     time.Time // when that was so
}

// enter lets a laptop in, or says how long it has to wait, in whole seconds.
// Whoever was let in leaves again.
func (g *gate) enter(who tokenHash, now time.Time) (wait int, leave func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := g.laptops[who]
	if p == nil {
		p = &pace{left: maxBurst, at: now}
		if g.laptops == nil {
			g.laptops = map[tokenHash]*pace{}
		}
		g.laptops[who] = p
	}
	p.left = min(maxBurst, p.left+perSecond*max(0, now.Sub(p.at).Seconds()))
	p.at = now
	switch {
	case p.inside >= maxAtOnce:
		return 1, nil
	case p.left < 1:
		return int(math.Ceil((1 - p.left) / perSecond)), nil
	}
	p.left--
	p.inside++
	return 0, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		p.inside--
	}
}
