package hub

import (
	"testing"

	"ownwords/model/fhir"
)

// FuzzTransaction hands the hub what nobody would send: it takes a Bundle whose
// every entry is what its address says, or refuses it with a reason.
func FuzzTransaction(f *testing.F) {
	f.Add([]byte(transaction(entry(patient("Peggy")), entry(plan("A plan"), `W/"1"`))))
	f.Add([]byte(reads("CarePlan/c1", "Patient/p1")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		tree, err := parse(raw)
		if err != nil {
			return
		}
		if tree["type"] == "batch" {
			names, refused := readBatch(tree)
			if refused == nil && len(names) > maxReads || refused != nil && len(refused.issues) == 0 {
				t.Fatalf("%d reads, refused %+v", len(names), refused)
			}
			return
		}
		puts, refused := readTransaction(tree)
		if refused != nil {
			if len(refused.issues) == 0 || refused.status < 400 {
				t.Fatalf("refused without a reason: %+v", refused)
			}
			return
		}
		for _, p := range puts {
			kept, err := parse(p.resource)
			if err != nil || kept["resourceType"] != p.Type || kept["id"] != p.ID || !fhir.Sent(p.Type) {
				t.Fatalf("taken as %s: %s", p.name(), p.resource)
			}
		}
	})
}
