package content

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"ownwords/model"
)

// HashGuide gives the bytes in which a guide is kept with the conversations
// that began with it, and their name: SHA-256 in hexadecimal. The same guide
// has the same bytes on every laptop.
func HashGuide(g model.Guide) (hash string, raw []byte) {
	raw, err := json.Marshal(g)
	if err != nil {
		panic(fmt.Sprintf("encode guide %s: %v", g.ID, err)) // texts, numbers and lists of them can't fail
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), raw
}

// DecodeGuide reads what HashGuide gave. What a newer version wrote beside it
// is passed over.
func DecodeGuide(raw []byte) (model.Guide, error) {
	var g model.Guide
	if err := json.Unmarshal(raw, &g); err != nil {
		return model.Guide{}, fmt.Errorf("decode guide: %w", err)
	}
	return g, nil
}
