package starter

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"fazhi/generator/importer"
)

// Sample says what a sample workspace is made of.
type Sample struct {
	Files  []string // in the order in which they are written
	Agency string   // the id of its agency
	Form   string   // the form of its reports
	Years  []int    // that have a narrative, the oldest first
}

// OccupiedError says that a folder is not empty, and names a file in it.
type OccupiedError struct{ Dir, File string }

func (e *OccupiedError) Error() string { return e.Dir + " is not empty: it has " + e.File }

// StartSample writes the sample into a folder that is new or has no file: all
// of it or, where something is there or cannot be written, none. What is
// hidden, like .git, does not count as a file.
func StartSample(templates, sample fs.FS, dir string) (Sample, error) {
	s, files, err := readSample(sample)
	if err != nil {
		return Sample{}, err
	}
	readme, err := render(templates, "readme.txt", nil)
	if err != nil {
		return Sample{}, err
	}
	s.Files = append(s.Files, "说明.txt")
	files = append(files, importer.File{Name: "说明.txt", Data: readme})
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Sample{}, err
	}
	switch found, err := occupant(dir); {
	case err != nil:
		return Sample{}, err
	case found != "":
		return Sample{}, &OccupiedError{dir, found}
	}
	return s, importer.WriteFiles(dir, files)
}

func readSample(sample fs.FS) (Sample, []importer.File, error) {
	var s Sample
	var files []importer.File
	err := fs.WalkDir(sample, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(sample, name)
		if err != nil {
			return err
		}
		s.Files = append(s.Files, name)
		files = append(files, importer.File{Name: name, Data: data})
		// content/<agency>/<form>/<year>.md
		if parts := strings.Split(name, "/"); len(parts) == 4 && parts[0] == "content" {
			if year, err := strconv.Atoi(strings.TrimSuffix(parts[3], path.Ext(parts[3]))); err == nil {
				s.Agency, s.Form, s.Years = parts[1], parts[2], append(s.Years, year)
			}
		}
		return nil
	})
	slices.Sort(s.Years)
	return s, files, err
}

// occupant gives a file of a folder, empty where there is none.
func occupant(dir string) (found string, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	errFound := errors.New("found")
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		found = name
		return errFound
	})
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}
