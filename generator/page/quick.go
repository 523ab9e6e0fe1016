package page

import (
	"bytes"
	"html/template"
	"reflect"
	"text/template/parse"
)

// quick is a page's template with the type of its view worked in: fields are found
// once and not on every page, and what html/template has put behind each value to
// escape it is called directly. text/template looks both up by reflection each time,
// which is most of what a page costs.
//
// It knows what pages use of the language of templates. One of a workspace's own that
// uses more is executed by html/template, and so is a page on which something fails:
// there is one judge of what a template means, and of what is said when it is wrong.
type quick struct{ write action }

// An action writes a piece of a page; an operand gives a value.
type (
	action  func(r *rendering, dot reflect.Value)
	operand func(r *rendering, dot reflect.Value) reflect.Value
	truth   func(r *rendering, dot reflect.Value) bool
)

// rendering is one page being written.
type rendering struct {
	out  *bytes.Buffer
	vars []reflect.Value // of the templates that are being executed, each one's behind its caller's
	base int             // where those of the innermost begin
	odd  bool            // something is there that text/template has to speak of
}

// compile makes a template, escaped already, into a quick one for views of a type;
// nil where it uses what is not known here.
func compile(t *template.Template, view reflect.Type, funcs template.FuncMap) *quick {
	c := &compiler{all: t, funcs: funcs, parts: map[instance]*action{}}
	write := c.template(t.Name(), view)
	if c.unknown {
		return nil
	}
	return &quick{*write}
}

// render writes the page of a view; ok is false where html/template must do it.
func (q *quick) render(out *bytes.Buffer, v View) (ok bool) {
	r := &rendering{out: out}
	q.write(r, reflect.ValueOf(v))
	return !r.odd
}

// compiler makes templates into actions. What it does not know it notes, and goes on.
type compiler struct {
	all     *template.Template
	funcs   template.FuncMap
	parts   map[instance]*action // begun or done: templates may call themselves
	unknown bool
}

// instance is a template with the type of its dot; nil where it has none.
type instance struct {
	name string
	dot  reflect.Type
}

// scope is the variables of one template that are seen at a place.
type scope struct {
	names []string // the innermost last; the place in it is the place in rendering.vars
	types []reflect.Type
	most  *int // how many there are at once
}

func (s *scope) declare(name string, of reflect.Type) (slot int) {
	s.names, s.types = append(s.names, name), append(s.types, of)
	*s.most = max(*s.most, len(s.names))
	return len(s.names) - 1
}

// inner is the scope of a block: what it declares is forgotten behind it.
func (s *scope) inner() *scope {
	n := len(s.names)
	return &scope{s.names[:n:n], s.types[:n:n], s.most}
}

func (c *compiler) template(name string, dot reflect.Type) *action {
	key := instance{name, dot}
	if done := c.parts[key]; done != nil {
		return done
	}
	write := new(action)
	c.parts[key] = write
	t := c.all.Lookup(name)
	if t == nil || t.Tree == nil {
		c.unknown = true // one that html/template made for a context of its own
		return write
	}
	n := 0
	in := &scope{most: &n}
	in.declare("$", dot)
	body := c.list(t.Tree.Root, dot, in)
	*write = func(r *rendering, dot reflect.Value) {
		was := r.base
		r.base = len(r.vars)
		r.vars = append(r.vars, dot)
		for range n - 1 {
			r.vars = append(r.vars, reflect.Value{})
		}
		body(r, dot)
		r.vars, r.base = r.vars[:r.base], was
	}
	return write
}

func (c *compiler) list(list *parse.ListNode, dot reflect.Type, in *scope) action {
	var all []action
	if list != nil {
		for _, n := range list.Nodes {
			all = append(all, c.node(n, dot, in))
		}
	}
	return func(r *rendering, dot reflect.Value) {
		for _, do := range all {
			do(r, dot)
		}
	}
}

func (c *compiler) node(n parse.Node, dot reflect.Type, in *scope) action {
	switch n := n.(type) {
	case *parse.TextNode:
		return func(r *rendering, _ reflect.Value) { r.out.Write(n.Text) }
	case *parse.ActionNode:
		return c.action(n.Pipe, dot, in)
	case *parse.IfNode:
		if len(n.Pipe.Decl) == 0 {
			return c.choose(n, dot, in.inner())
		}
	case *parse.WithNode:
		if len(n.Pipe.Decl) == 0 {
			return c.with(n, dot, in.inner())
		}
	case *parse.RangeNode:
		if !n.Pipe.IsAssign {
			return c.loop(n, dot, in.inner())
		}
	case *parse.TemplateNode:
		return c.call(n, dot, in)
	}
	c.unknown = true
	return nil
}

// action prints a value, or declares a variable.
func (c *compiler) action(p *parse.PipeNode, dot reflect.Type, in *scope) action {
	n := 1
	for n < len(p.Cmds) && escaperName(p.Cmds[n]) == "" {
		n++
	}
	get, of := c.commands(p.Cmds[:n], dot, in)
	if len(p.Decl) == 0 {
		return c.print(get, of, p.Cmds[n:])
	}
	if len(p.Decl) > 1 || p.IsAssign || n < len(p.Cmds) || len(p.Cmds) > 1 {
		c.unknown = true
		return nil
	}
	slot := in.declare(p.Decl[0].Ident[0], of)
	return func(r *rendering, dot reflect.Value) { r.vars[r.base+slot] = get(r, dot) }
}

func (c *compiler) choose(n *parse.IfNode, dot reflect.Type, in *scope) action {
	is := c.truth(n.Pipe, dot, in)
	yes, no := c.list(n.List, dot, in.inner()), c.list(n.ElseList, dot, in.inner())
	return func(r *rendering, dot reflect.Value) {
		if is(r, dot) {
			yes(r, dot)
		} else {
			no(r, dot)
		}
	}
}

func (c *compiler) with(n *parse.WithNode, dot reflect.Type, in *scope) action {
	get, of := c.commands(n.Pipe.Cmds, dot, in)
	is := c.isTrue(of)
	yes, no := c.list(n.List, of, in.inner()), c.list(n.ElseList, dot, in.inner())
	return func(r *rendering, dot reflect.Value) {
		if v := get(r, dot); is(v) {
			yes(r, v)
		} else {
			no(r, dot)
		}
	}
}

func (c *compiler) loop(n *parse.RangeNode, dot reflect.Type, in *scope) action {
	get, of := c.commands(n.Pipe.Cmds, dot, in)
	if of == nil || of.Kind() != reflect.Slice {
		c.unknown = true
		return nil
	}
	no := c.list(n.ElseList, dot, in.inner())
	index, elem := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 2:
		index = in.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		elem = in.declare(decl[1].Ident[0], of.Elem())
	case 1:
		elem = in.declare(decl[0].Ident[0], of.Elem())
	}
	body := c.list(n.List, of.Elem(), in.inner())
	return func(r *rendering, dot reflect.Value) {
		v := get(r, dot)
		if v.Len() == 0 {
			no(r, dot)
			return
		}
		for i := range v.Len() {
			one := v.Index(i)
			if index >= 0 {
				r.vars[r.base+index] = reflect.ValueOf(i)
			}
			if elem >= 0 {
				r.vars[r.base+elem] = one
			}
			body(r, one)
		}
	}
}

func (c *compiler) call(n *parse.TemplateNode, dot reflect.Type, in *scope) action {
	if n.Pipe == nil {
		write := c.template(n.Name, nil)
		return func(r *rendering, _ reflect.Value) { (*write)(r, reflect.Value{}) }
	}
	get, of := c.commands(n.Pipe.Cmds, dot, in)
	if len(n.Pipe.Decl) > 0 {
		c.unknown = true
	}
	write := c.template(n.Name, of)
	return func(r *rendering, dot reflect.Value) { (*write)(r, get(r, dot)) }
}
