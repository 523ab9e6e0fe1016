package site

import "path"

// Styles gives the style sheets of all pages, for a page that is to stand alone.
func (b *Builder) Styles() []byte {
	var out []byte
	for _, a := range b.assets {
		if path.Ext(a.Name) == ".css" {
			out = append(out, a.Data...)
		}
	}
	return out
}

// Address is where the site will stand, "" where that is not known.
func (b *Builder) Address() string { return b.opts.BaseURL }
