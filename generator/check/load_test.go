package check_test

import (
	"testing"

	"fazhi/generator/check"
	"fazhi/templates"
)

// BenchmarkLoad reads the catalogue and all data of the checks.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		check.Load(templates.FS)
	}
}
