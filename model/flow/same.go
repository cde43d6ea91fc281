package flow

import (
	"bytes"
	"encoding/json"

	"ownwords/model"
)

// samePart tells whether two parts say the same, ids and all.
func samePart(a, b model.Part) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
