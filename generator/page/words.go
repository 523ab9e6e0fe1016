package page

import (
	"errors"
	"fmt"
	"html"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"fazhi/generator/hosting"
)

// words are the words of one language by dotted key.
type words map[string]string

// readWords reads templates/text/<lang>.toml: tables of strings.
func readWords(fsys fs.FS, lang string) (words, error) {
	name := "text/" + lang + ".toml"
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("page: words of %q: %w", lang, err)
	}
	var tree map[string]any
	if _, err := toml.Decode(string(src), &tree); err != nil {
		if pe, ok := errors.AsType[toml.ParseError](err); ok {
			return nil, fmt.Errorf("page: templates/%s:%d: %s", name, pe.Position.Line, pe.Message)
		}
		return nil, fmt.Errorf("page: templates/%s: %w", name, err)
	}
	w := make(words)
	if key := w.add("", tree); key != "" {
		return nil, fmt.Errorf("page: templates/%s: %s is not a string", name, key)
	}
	return w, nil
}

// Vocabulary gives every word of the interface in all languages, for those who
// must tell them from what a page states.
func Vocabulary(fsys fs.FS) ([]string, error) {
	var out []string
	for _, lang := range []string{"zh-CN", "en"} {
		w, err := readWords(fsys, lang)
		if err != nil {
			return nil, err
		}
		for _, word := range w {
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// add flattens tree into w. It returns the key of a value that is neither a
// string nor a table.
func (w words) add(prefix string, tree map[string]any) (bad string) {
	for key, v := range tree {
		switch v := v.(type) {
		case string:
			w[prefix+key] = v
		case map[string]any:
			if bad := w.add(prefix+key+".", v); bad != "" {
				return bad
			}
		default:
			return prefix + key
		}
	}
	return ""
}

// Four actions are resolved before a template is parsed, so that a page costs
// nothing for them and a missing word is found at the start:
//
//	{{t "column.figures" .Figures}}  the word "数据{}项" becomes 数据{{.Figures}}项
//	{{file "notfound.css"}}          the text of a file in assets/, without comments
//	{{sha256 "notfound.css"}}        the hash of that text, for the policy of a page
//	{{policy "page"}}                the policy of hosting/rules.toml; "badge" what it is widened by
var macro = regexp.MustCompile(`\{\{(t|file|sha256|policy) "([^"]*)"([^}"]*)\}\}`)

// expand resolves the macros of the template name with text src. Lines stay
// where they are, but for those of a file.
func (w words) expand(fsys fs.FS, name, src string) (string, error) {
	var out strings.Builder
	last := 0
	for _, m := range macro.FindAllStringSubmatchIndex(src, -1) {
		verb, arg, args := src[m[2]:m[3]], src[m[4]:m[5]], strings.Fields(src[m[6]:m[7]])
		text, err := w.resolve(fsys, verb, arg, args)
		if err != nil {
			line := 1 + strings.Count(src[:m[0]], "\n")
			return "", fmt.Errorf("page: templates/%s:%d: %w", name, line, err)
		}
		out.WriteString(src[last:m[0]])
		out.WriteString(text)
		last = m[1]
	}
	out.WriteString(src[last:])
	return out.String(), nil
}

// resolve is the text that stands for one macro.
func (w words) resolve(fsys fs.FS, verb, arg string, args []string) (string, error) {
	if verb == "t" {
		word, ok := w[arg]
		if !ok {
			return "", fmt.Errorf("no word %q in text/%s.toml", arg, w["lang"])
		}
		return fill(word, args)
	}
	if verb == "policy" {
		rules, err := hosting.Load(fsys)
		if err != nil {
			return "", err
		}
		policy := rules.Page
		if arg == "badge" {
			policy = rules.Badge
		}
		return strings.ReplaceAll(html.EscapeString(policy), "&#39;", "'"), nil
	}
	src, err := fs.ReadFile(fsys, "assets/"+arg)
	if err != nil {
		return "", err
	}
	text, hash := hosting.Style(src)
	if verb == "sha256" {
		return hash, nil
	}
	return text, nil
}

// fill puts template actions for args into the places {} of word.
func fill(word string, args []string) (string, error) {
	parts := strings.Split(word, "{}")
	if len(parts) != len(args)+1 {
		return "", fmt.Errorf("%s takes %d values, not %d", strconv.Quote(word), len(parts)-1, len(args))
	}
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(html.EscapeString(part))
		if i < len(args) {
			b.WriteString("{{" + args[i] + "}}")
		}
	}
	return b.String(), nil
}
