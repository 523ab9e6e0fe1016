package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// validate reads a package with npm's datapackage: the description, every row
// against its columns, keys and references.
const validate = `
const { Package, validate } = require('datapackage')
const path = require('path')
async function main(file) {
  const report = await validate(file)
  if (!report.valid) throw new Error(report.errors.map(e => e.message).join('\n'))
  const all = await Package.load(file, { basePath: path.dirname(file) })
  for (const r of all.resources) {
    const rows = await r.read({ keyed: true, relations: true })
    await r.checkRelations()
    if (rows.length === 0) throw new Error(r.name + ' is empty')
    console.log(r.name, rows.length)
  }
}
main(process.argv[2]).catch(e => { console.error(e.message, e.errors || ''); process.exit(1) })
`

// TestDataPackage holds the samples' packages before a validator that is not
// ours. It fetches it from npm's registry, so it runs on request only.
func TestDataPackage(t *testing.T) {
	if os.Getenv("FAZHI_NPM") != "1" {
		t.Skip("fetches a validator from npm; set FAZHI_NPM=1")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "validate.js")
	if err := os.WriteFile(script, []byte(validate), 0o644); err != nil {
		t.Fatal(err)
	}
	install := exec.Command("npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts", "datapackage@1.1.10")
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, out)
	}
	public := sample(t)
	for _, agency := range []string{"fucheng-xzspj", "yunxi-sfj"} {
		out, err := exec.Command("node", script, filepath.Join(public, agency, "data", "datapackage.json")).CombinedOutput()
		if err != nil {
			t.Errorf("the package of %s is not valid: %v\n%s", agency, err, out)
		}
		t.Logf("%s: %s", agency, out)
	}
}
