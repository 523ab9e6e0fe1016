package v1

import (
	"encoding/json"
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"
	"unsafe"

	"github.com/google/go-cmp/cmp"
)

// A copy says the same and shares no word with what it was made from.
func TestDetached(t *testing.T) {
	v, ok := quick.Value(reflect.TypeFor[Agency](), rand.New(rand.NewSource(1)))
	if !ok {
		t.Fatal("no agency")
	}
	a := v.Interface().(Agency)
	a.Name, a.Forms = "示例区虚构局", []Form{{ID: "fzzf", Years: []Year{{Year: 2024, Title: "题", Figures: []Figure{{Key: "a.b"}}}}}}
	b := a.Detached()
	if diff := cmp.Diff(&a, b); diff != "" {
		t.Error(diff)
	}
	if unsafe.StringData(a.Name) == unsafe.StringData(b.Name) || unsafe.StringData(a.Forms[0].Years[0].Title) == unsafe.StringData(b.Forms[0].Years[0].Title) {
		t.Error("words are shared")
	}
	x, err := json.Marshal(a)
	y, err2 := json.Marshal(b)
	if err != nil || err2 != nil || string(x) != string(y) {
		t.Error("another agency.json", err, err2)
	}
}
