package content

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlainWordsAreSuggested(t *testing.T) {
	long := strings.Repeat("and then ", 8) + "home."
	tests := []struct {
		text string
		want []string // the words found, why, and what could stand there
	}{
		{"Carol rings from the club.", nil},
		{"The service user is non-compliant.", []string{"service user word person", "non-compliant word has a reason for not doing it"}},
		{"Two Service Users refused.", []string{"Service Users word person", "refused word said no"}},
		{"a servicing user, a userless service", nil},
		{`Simran says "she is vulnerable and REFUSED", she says`, nil},
		{"The OT and two PAs come. The GP knows.", []string{"OT short-form ", "PAs short-form "}},
		{"NO VISITORS PLEASE", nil},
		{"A hoarder. " + long, []string{"hoarder word keeps many things", strings.TrimSuffix(long, ".") + " long "}},
		{"£3.50 a go, at 2.15 or so, twice a week for six weeks and then we will see how it went for her", []string{
			"3.50 a go, at 2.15 or so, twice a week for six weeks and then we will see how it went for her long ",
		}},
		{"mental age", []string{"mental age word "}},
		{"", nil},
		{"ਮੈਂ ਆਪਣੀ ਰੋਟੀ ਆਪ ਬਣਾਉਣੀ ਚਾਹੁੰਦੀ ਹਾਂ 🙏🏽", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range DefaultLocal().Suggest(tt.text, English()) {
			got = append(got, tt.text[s.At:s.End]+" "+string(s.Kind)+" "+s.Instead)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Suggest(%q) (-want +got):\n%s", tt.text, diff)
		}
	}
}
