package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

var errBehind = errors.New("something stands behind the feed")

// Read reads a feed that Atom or JSON wrote, name being its file below the site's
// root, with the address of the site that it names, "" for none. What it holds that
// they never write is an error, so that nothing stands in a feed that nobody looks
// at.
func Read(name string, data []byte) (f *Feed, base string, err error) {
	var again []byte
	if path.Base(name) == JSONName {
		f, base, err = readJSON(name, data)
	} else {
		f, base, err = readAtom(name, data)
	}
	if err != nil {
		return nil, "", err
	}
	if len(f.Entries) == 0 {
		return nil, "", errors.New("a feed without entries")
	}
	if path.Base(name) == JSONName {
		again, err = f.JSON(base)
	} else {
		again, err = f.Atom(base)
	}
	if err == nil && !bytes.Equal(again, data) {
		err = errors.New("not as a build writes it")
	}
	return f, base, err
}

func folder(name string) string {
	if dir := path.Dir(name); dir != "." {
		return dir + "/"
	}
	return ""
}

// within gives the path below the site's root of an address in a feed.
func within(dir, base, href string) string {
	if base != "" {
		return strings.TrimPrefix(href, base)
	}
	if Elsewhere(href) {
		return href
	}
	file, place, some := strings.Cut(href, "#")
	file = path.Join(dir, file)
	if some {
		file += "#" + place
	}
	return file
}

func readAtom(name string, data []byte) (*Feed, string, error) {
	var in atomFeed
	d := xml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&in); err != nil {
		return nil, "", err
	}
	f := &Feed{ID: in.ID, Title: in.Title, About: in.Subtitle, Author: in.Author.Name, Language: langOf(data), Path: folder(name)}
	base := ""
	for _, l := range in.Links {
		if l.Rel == "self" {
			base = strings.TrimSuffix(l.Href, name)
		}
	}
	for _, e := range in.Entries {
		f.Entries = append(f.Entries, Entry{
			ID: e.ID, Kind: Kind(e.Category.Term), Label: e.Category.Label, Agency: e.Author.Name, Title: e.Title,
			Path: within(f.Path, base, e.Link.Href), Summary: e.Summary, Published: e.Published, Updated: e.Updated,
		})
	}
	return f, base, nil
}

// langOf gives xml:lang, which encoding/xml writes but does not read back.
func langOf(data []byte) string {
	_, rest, _ := bytes.Cut(data, []byte(`xml:lang="`))
	lang, _, _ := bytes.Cut(rest, []byte(`"`))
	return string(lang)
}

func readJSON(name string, data []byte) (*Feed, string, error) {
	var in jsonFeed
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&in); err != nil {
		return nil, "", err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, "", errBehind
	}
	f := &Feed{Title: in.Title, About: in.About, Language: in.Language, Path: folder(name)}
	for _, a := range in.Authors {
		f.Author = a.Name
	}
	base := strings.TrimSuffix(in.URL, name)
	for _, i := range in.Items {
		e := Entry{
			ID: i.ID, Kind: i.Own.Kind, Title: i.Title, Path: within(f.Path, "", i.Own.Path), Summary: i.Text, Published: i.Published, Updated: i.Modified,
			form: i.Own.Form, year: i.Own.Year, revision: i.Own.Revision,
		}
		for _, a := range i.Authors {
			e.Agency = a.Name
		}
		for _, tag := range i.Tags {
			e.Label = tag
		}
		f.Entries = append(f.Entries, e)
	}
	return f, base, nil
}
