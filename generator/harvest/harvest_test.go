package harvest

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"fazhi/generator/civil"
	v1 "fazhi/generator/export/v1"
	"fazhi/generator/verify"
)

// FuzzTake reads agency.json files that anybody may have written. Either nothing is
// taken and something is told, or what is taken leads nowhere but into its folder.
func FuzzTake(f *testing.F) {
	good, err := (&v1.Agency{Schema: v1.Schema, ID: "a", Name: "示例区虚构局", Forms: []v1.Form{{ID: "fzzf", Title: "报告", Path: "fzzf/index.html", Years: []v1.Year{{Year: 2023, Status: "published", Title: "报告", Path: "fzzf/2023.html"}}}}}).Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	for _, bad := range []string{"", "{", "[]", `{"schema":"fazhi.agency/1"}`, `{"schema":"fazhi.agency/1","id":"a","name":"甲","forms":[{"id":"x","title":"t","path":"../x","years":[{"year":-1}]}]}`,
		`{"schema":"fazhi.agency/1","id":"a","name":"甲","log":{"key":"a+b","reports":[{"form":"x","year":2023,"path":"//h/x"}]}}`, "\ufeff{}"} {
		f.Add(bad)
	}
	day := civil.Date{Year: 2024, Month: 3, Day: 10}
	f.Fuzz(func(t *testing.T, text string) {
		s := &Site{Source: Source{Name: "x", Files: fstest.MapFS{"a/agency.json": {Data: []byte(text)}}, Address: "https://www.example.gov.cn/"}}
		taken, log, _ := s.Take(Listed{ID: "a"}, day, verify.Options{})
		if taken == nil {
			if !log.HasErrors() {
				t.Error("nothing is taken, and nothing told")
			}
			return
		}
		if len(log) > 0 {
			t.Errorf("taken, and told: %v", log)
		}
		if faults := unsound(taken.Agency, "a", day); len(faults) > 0 || taken.From.ID != "a" {
			t.Errorf("taken: %v", faults)
		}
		if _, err := json.Marshal(taken.Agency); err != nil {
			t.Error(err)
		}
	})
}
