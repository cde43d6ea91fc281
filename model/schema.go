package model

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of a record's JSON in the format that
// this version writes, for whoever reads or makes such files elsewhere.
func Schema() []byte { return bytes.Clone(schema) }
