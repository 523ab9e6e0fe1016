package site

// At gives no files yet of a site at an address.
func At(base string) *Files { return &Files{base: base} }
