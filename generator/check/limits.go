package check

import "fazhi/generator/tomlfile"

// limits are the thresholds of checks/limits.toml.
type limits struct {
	thin int // characters below which a statutory section is thin
}

func readLimits(t *tomlfile.Table) limits {
	l := limits{thin: t.Int("thin_section")}
	t.Close()
	return l
}
