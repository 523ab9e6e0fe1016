package v1

import (
	"reflect"
	"strings"
)

// Detached gives a copy that holds on to nothing but its own words. Those of an
// agency that was just read are parts of its sources, which would all stay in memory
// for a title that is kept.
func (a *Agency) Detached() *Agency {
	var out Agency
	detach(reflect.ValueOf(&out).Elem(), reflect.ValueOf(a).Elem())
	return &out
}

func detach(to, from reflect.Value) {
	switch from.Kind() {
	case reflect.String:
		to.SetString(strings.Clone(from.String()))
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			detach(to.Elem(), from.Elem())
		}
	case reflect.Slice:
		if !from.IsNil() {
			to.Set(reflect.MakeSlice(from.Type(), from.Len(), from.Len()))
			for i := range from.Len() {
				detach(to.Index(i), from.Index(i))
			}
		}
	case reflect.Struct:
		for i := range from.NumField() {
			detach(to.Field(i), from.Field(i))
		}
	default:
		to.Set(from)
	}
}
