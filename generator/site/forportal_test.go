package site_test

import (
	"fmt"
	"reflect"
	"testing"

	v1 "fazhi/generator/export/v1"
	"fazhi/generator/site"
)

// The pages over all agencies are the same, whether an agency says all that it can or
// only what is kept of it for them.
func TestForPortal(t *testing.T) {
	b := builder(t, workspace(), site.Options{BaseURL: "https://www.example.gov.cn/"})
	all := someAgencies(9)
	n := 0
	var kept []*v1.Agency
	for i, a := range all {
		if i%2 == 0 {
			fill(reflect.ValueOf(a).Elem(), &n)
		}
		a.Forms[0].Years[0].Keys = []string{"a.b"}
		a.Forms[0].Years[0].Published = "2022-03-01"
		kept = append(kept, site.ForPortal(a))
	}
	want, err := b.Portal(all)
	must(t, err)
	got, err := b.Portal(kept)
	must(t, err)
	for _, name := range want.Names() {
		if string(got.Get(name)) != string(want.Get(name)) {
			t.Errorf("%s says something else:\n%s\nwant\n%s", name, got.Get(name), want.Get(name))
		}
	}
	if len(got.Names()) != len(want.Names()) {
		t.Error("other pages", got.Names(), want.Names())
	}
}

// fill sets whatever is empty in a value, to something else each time.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		if v.String() == "" {
			v.SetString(fmt.Sprint("x", *n))
		}
	case reflect.Int, reflect.Int64:
		if v.Int() == 0 {
			v.SetInt(int64(2000 + *n%20))
		}
	case reflect.Bool:
		v.SetBool(v.Bool() || *n%2 == 0)
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		fill(v.Elem(), n)
	case reflect.Slice:
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	}
}
