package v1

import (
	"math/rand"
	"reflect"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"
)

// Whatever an agency has is there again when it is unpacked; what is cut off is not
// taken for an agency.
func TestPack(t *testing.T) {
	same := func(a Agency) bool {
		data := Pack(&a)
		b, err := Unpack[Agency](data)
		if err != nil || !reflect.DeepEqual(&a, b) {
			t.Error(err, cmp.Diff(&a, b))
			return false
		}
		_, err = Unpack[Agency](data[:len(data)-1])
		return err != nil
	}
	some := rand.New(rand.NewSource(1))
	values := func(args []reflect.Value, r *rand.Rand) {
		v, _ := quick.Value(reflect.TypeFor[Agency](), r)
		a := v.Interface().(Agency)
		a.Schema = Schema
		args[0] = reflect.ValueOf(a)
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 30, Rand: some, Values: values}); err != nil {
		t.Error(err)
	}
	for _, a := range []Agency{{}, {Forms: []Form{}}, {Forms: []Form{{Years: []Year{{}, {Figures: []Figure{}}}}}}} {
		if b, err := Unpack[Agency](Pack(&a)); err != nil || !reflect.DeepEqual(&a, b) {
			t.Error(err, cmp.Diff(&a, b))
		}
	}
}

// FuzzUnpack reads what nobody packed.
func FuzzUnpack(f *testing.F) {
	f.Add(Pack(&Agency{Schema: Schema, Log: &Log{Size: 7}, Forms: []Form{{ID: "fzzf", Years: []Year{{Year: 2024}}}}}))
	f.Add([]byte{1, 1, 'a', 2, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Unpack[Agency](data)
		if err != nil {
			return
		}
		if b, err := Unpack[Agency](Pack(a)); err != nil || !reflect.DeepEqual(a, b) {
			t.Error(err)
		}
	})
}
