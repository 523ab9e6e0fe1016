package trace_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"fazhi/generator/trace"
)

// What is written is read back whole.
func TestEncode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.Custom(func(t *rapid.T) trace.Seen {
			s := trace.Seen{
				Name: rapid.String().Draw(t, "name"), Kind: trace.Kind(rapid.IntRange(0, 3).Draw(t, "kind")), Size: rapid.Int64().Draw(t, "size"),
				Mark: trace.Mark{Node: rapid.Uint64().Draw(t, "node"), Modified: rapid.Int64().Draw(t, "modified"), Marked: rapid.Int64().Draw(t, "marked")},
				Read: rapid.Bool().Draw(t, "read"),
			}
			if s.Read {
				copy(s.Sum[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "sum"))
			}
			return s
		})).Draw(t, "trace")
		data, err := trace.Trace(want).AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		var got trace.Trace
		if err := got.UnmarshalBinary(data); err != nil || len(got) != len(want) || len(want) > 0 && !reflect.DeepEqual([]trace.Seen(got), want) {
			t.Fatalf("%v: %v, want %v", err, got, want)
		}
	})
}

// Bytes that are cut off or from elsewhere are no trace, and nothing worse.
func FuzzDecode(f *testing.F) {
	data, _ := trace.Trace{{Name: "a", Kind: trace.File, Size: 3, Read: true}, {Name: "b"}}.AppendBinary(nil)
	f.Add(data)
	f.Add(data[:len(data)-1])
	f.Fuzz(func(t *testing.T, data []byte) {
		var got trace.Trace
		if got.UnmarshalBinary(data) != nil && got != nil {
			t.Error("something was read of what is none")
		}
	})
}
