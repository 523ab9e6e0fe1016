// Package templates embeds what ships with the program as data: report kinds,
// units, checks, page templates, assets, the words of the interface, what servers
// should send and what a new workspace starts with. A file of the same name in a workspace's own templates/ overrides the one embedded here;
// the overlay is made where the workspace is opened, never in this package.
package templates

import "embed"

// FS holds the embedded files by their path below templates/.
//
//go:embed *.toml checks forms pages assets text start hosting
var FS embed.FS
