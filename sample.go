// Package fazhi embeds the sample that ships with the program: the fictional
// agency of this repository's own workspace, in the very files that it is built
// from here, so that there is no second copy to keep in step. The real agency
// beside it is left out: what people try things on must be nobody's.
package fazhi

import "embed"

// Sample holds the files of the sample workspace by their path in it.
//
//go:embed data/site.toml data/yunxi-sfj content/yunxi-sfj
var Sample embed.FS
