package site

// At gives no files yet of a site at an address.
func At(base string) *Files { return &Files{base: base} }

// ListedBy is a builder whose pages list so many agencies.
func ListedBy(b *Builder, n int) *Builder {
	out := *b
	out.listed = n
	return &out
}

// SitemapsOf makes the sitemaps of a portal of n pages.
func SitemapsOf(b *Builder, n int) (*Files, error) {
	files := &Files{base: b.opts.BaseURL}
	for i := range n {
		if err := files.Add("p/"+itoa(i)+".html", []byte("<p>")); err != nil {
			return nil, err
		}
	}
	_, err := b.NewPortal().addSitemaps(files)
	return files, err
}
