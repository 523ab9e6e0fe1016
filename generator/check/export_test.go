package check

// Open looks into an attachment, for tests with damaged ones.
func Open(name string, data []byte) {
	a := attached{name: name, left: maxParts}
	a.open(data)
}
