package site

import "fazhi/generator/hosting"

// addForMachines adds what hosts and crawlers read of a site that is to be
// published.
func (b *Builder) addForMachines(files *Files) error {
	if b.opts.Draft {
		return nil
	}
	return files.Add(hosting.HeadersName, b.rules.File())
}
