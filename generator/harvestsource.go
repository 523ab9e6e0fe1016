package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"fazhi/generator/finding"
	"fazhi/generator/harvest"
	"fazhi/generator/source"
	"fazhi/generator/verify"
)

// agencyFile is what single agencies are named by.
const agencyFile = "agency.json"

// open opens what is to be harvested, and tells all that cannot be; done closes it.
func (h *harvesting) open(c *harvestCommand, workspace string) (all []harvest.Source, done func()) {
	var roots []*os.Root
	for _, arg := range c.Sources {
		name, address, ok := addressed(arg)
		if !ok {
			h.refuse(finding.Finding{
				ID: "harvest-address", Severity: finding.Error, Pos: finding.Pos{File: arg},
				Message:  finding.Text{ZH: "等号后面不是完整的网址", EN: "what stands behind the sign of equality is no full address"},
				Expected: finding.Text{ZH: "形如 " + name + "=https://www.example.gov.cn/fazhi/", EN: "like " + name + "=https://www.example.gov.cn/fazhi/"},
			})
			continue
		}
		if isAddress(name) {
			if s, ok := h.host(c, name, address); ok {
				all = append(all, s)
			}
			continue
		}
		s, root, err := h.onDisk(name, address, workspace)
		if err != nil {
			h.refuse(unopened(name, err))
			continue
		}
		roots = append(roots, root)
		all = append(all, s)
	}
	return all, func() {
		for _, r := range roots {
			_ = r.Close() // nothing was written
		}
	}
}

// refuse tells what the caller must mend: without it nothing is made.
func (h *harvesting) refuse(f finding.Finding) {
	h.log.Add(f)
	h.stopped = true
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://")
}

// addressed takes SOURCE=URL apart; without an address it is all the source. ok is false
// where the address is none.
func addressed(arg string) (name, address string, ok bool) {
	i := max(strings.LastIndex(arg, "=http://"), strings.LastIndex(arg, "=https://"))
	if i < 1 {
		return arg, "", true
	}
	address, _, ok = source.CleanAddress(arg[i+1:])
	return arg[:i], address, ok
}

// host opens a site on a host.
func (h *harvesting) host(c *harvestCommand, name, address string) (harvest.Source, bool) {
	one := ""
	root := name
	if path.Base(name) == agencyFile {
		one, root = path.Base(path.Dir(name)), strings.TrimSuffix(name, path.Base(path.Dir(name))+"/"+agencyFile)
	}
	files, err := verify.Remote(root, time.Duration(c.Timeout)*time.Second)
	if err != nil {
		h.refuse(finding.Finding{
			ID: "harvest-address", Severity: finding.Error, Pos: finding.Pos{File: name},
			Message:  finding.Text{ZH: "不是网站的网址", EN: "no address of a site"},
			Expected: finding.Text{ZH: "形如 https://www.example.gov.cn/fazhi/", EN: "like https://www.example.gov.cn/fazhi/"},
		})
		return harvest.Source{}, false
	}
	shown := strings.TrimSuffix(harvest.Address(root), "/") // without a password
	if address == "" {
		address = harvest.Address(root)
	}
	return harvest.Source{Name: shown, Files: files, Address: address, Agency: one, Remote: true}, true
}

// errNoSite says that a file is not what single agencies are named by.
var errNoSite = errors.New("not agency.json in the folder of an agency")

// onDisk opens a site on the disk.
func (h *harvesting) onDisk(name, address, workspace string) (harvest.Source, *os.Root, error) {
	dir := name
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(workspace, dir)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return harvest.Source{}, nil, err
	}
	one, shown := "", filepath.ToSlash(filepath.Clean(name))
	if !info.IsDir() {
		if filepath.Base(dir) != agencyFile {
			return harvest.Source{}, nil, errNoSite
		}
		dir = filepath.Dir(dir)
		one, shown = filepath.Base(dir), path.Dir(path.Dir(shown))
		dir = filepath.Dir(dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return harvest.Source{}, nil, err
	}
	return harvest.Source{Name: shown, Files: root.FS(), Address: address, Agency: one}, root, nil
}

// unopened tells a source that is none.
func unopened(name string, err error) finding.Finding {
	f := finding.Finding{ID: "harvest-unread", Severity: finding.Error, Pos: finding.Pos{File: name}}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Message = finding.Text{ZH: "没有这个文件夹或文件", EN: "no such folder or file"}
		f.Cure = finding.Text{ZH: "写网站的根文件夹，从工作区算起；网址以 https:// 开头", EN: "name the root of a site, as seen from the workspace; an address begins with https://"}
	case errors.Is(err, errNoSite):
		f.Message = finding.Text{ZH: "不是网站的文件夹，也不是单位的 agency.json", EN: "neither the folder of a site nor agency.json of an agency"}
		f.Cure = finding.Text{ZH: "只要一个单位的，写到网站里它的 agency.json", EN: "for a single agency name its agency.json in the site"}
	default:
		f.Message = finding.Text{ZH: "打不开：" + err.Error(), EN: "cannot be opened: " + err.Error()}
	}
	return f
}
