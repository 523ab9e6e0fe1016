package page

import (
	"html/template"
	"reflect"
	"slices"
	"text/template/parse"
)

// commands gives the value of a pipeline of one command, and its type; the type is nil
// where it is not known.
func (c *compiler) commands(all []*parse.CommandNode, dot reflect.Type, in *scope) (operand, reflect.Type) {
	if len(all) != 1 {
		return c.give()
	}
	args := all[0].Args
	if name, ok := args[0].(*parse.IdentifierNode); ok {
		return c.function(name.Ident, args[1:], dot, in)
	}
	if len(args) != 1 {
		return c.give()
	}
	return c.value(args[0], dot, in)
}

// give gives up.
func (c *compiler) give() (operand, reflect.Type) {
	c.unknown = true
	return nil, nil
}

func (c *compiler) value(n parse.Node, dot reflect.Type, in *scope) (operand, reflect.Type) {
	switch n := n.(type) {
	case *parse.DotNode:
		if dot == nil {
			return c.give()
		}
		return func(_ *rendering, dot reflect.Value) reflect.Value { return dot }, dot
	case *parse.FieldNode:
		return c.fields(func(_ *rendering, dot reflect.Value) reflect.Value { return dot }, dot, n.Ident)
	case *parse.VariableNode:
		slot := len(in.names) - 1
		for slot >= 0 && in.names[slot] != n.Ident[0] {
			slot--
		}
		if slot < 0 {
			return c.give()
		}
		return c.fields(func(r *rendering, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }, in.types[slot], n.Ident[1:])
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64))
		}
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return c.commands(n.Cmds, dot, in)
		}
	}
	return c.give()
}

func constant(v any) (operand, reflect.Type) {
	value := reflect.ValueOf(v)
	return func(*rendering, reflect.Value) reflect.Value { return value }, value.Type()
}

// fields follows names from a value: each is a method without arguments or a field.
func (c *compiler) fields(get operand, of reflect.Type, names []string) (operand, reflect.Type) {
	for _, name := range names {
		if of == nil {
			return c.give()
		}
		if m, ok := of.MethodByName(name); ok {
			if m.Type.NumIn() != 1 || m.Type.NumOut() != 1 || of.Kind() == reflect.Interface {
				return c.give()
			}
			from := get
			get = func(r *rendering, dot reflect.Value) reflect.Value { return from(r, dot).Method(m.Index).Call(nil)[0] }
			of = m.Type.Out(0)
			continue
		}
		if _, ok := reflect.PointerTo(of).MethodByName(name); ok {
			return c.give() // whether it is called depends on where the value lies
		}
		if of.Kind() == reflect.Pointer {
			from, elem := get, of.Elem()
			get = func(r *rendering, dot reflect.Value) reflect.Value {
				v := from(r, dot)
				if v.IsNil() {
					r.odd = true
					return reflect.Zero(elem)
				}
				return v.Elem()
			}
			of = elem
		}
		if get, of = c.field(get, of, name); of == nil {
			return get, nil
		}
	}
	return get, of
}

func (c *compiler) field(from operand, of reflect.Type, name string) (operand, reflect.Type) {
	if of.Kind() != reflect.Struct {
		return c.give()
	}
	f, ok := of.FieldByName(name)
	if !ok || !f.IsExported() {
		return c.give()
	}
	for i := range f.Index[1:] {
		if of.FieldByIndex(f.Index[:i+1]).Type.Kind() != reflect.Struct {
			return c.give()
		}
	}
	first := f.Index[0]
	if len(f.Index) == 1 {
		return func(r *rendering, dot reflect.Value) reflect.Value { return from(r, dot).Field(first) }, f.Type
	}
	return func(r *rendering, dot reflect.Value) reflect.Value { return from(r, dot).FieldByIndex(f.Index) }, f.Type
}

// function calls one of the functions that templates have.
func (c *compiler) function(name string, args []parse.Node, dot reflect.Type, in *scope) (operand, reflect.Type) {
	switch name {
	case "not", "eq", "ne":
		is := c.logic(name, args, dot, in)
		return func(r *rendering, dot reflect.Value) reflect.Value { return reflect.ValueOf(is(r, dot)) }, reflect.TypeFor[bool]()
	case "len":
		if len(args) != 1 {
			return c.give()
		}
		get, of := c.value(args[0], dot, in)
		if of == nil || of.Kind() != reflect.Slice && of.Kind() != reflect.String {
			return c.give()
		}
		return func(r *rendering, dot reflect.Value) reflect.Value { return reflect.ValueOf(get(r, dot).Len()) }, reflect.TypeFor[int]()
	}
	fn := reflect.ValueOf(c.funcs[name])
	if !fn.IsValid() || fn.Type().IsVariadic() || fn.Type().NumIn() != len(args) || fn.Type().NumOut() != 1 {
		return c.give()
	}
	var from []operand
	for i, arg := range args {
		get, of := c.value(arg, dot, in)
		if of != fn.Type().In(i) {
			return c.give()
		}
		from = append(from, get)
	}
	return func(r *rendering, dot reflect.Value) reflect.Value {
		values := make([]reflect.Value, len(from))
		for i, get := range from {
			values[i] = get(r, dot)
		}
		return fn.Call(values)[0]
	}, fn.Type().Out(0)
}

// truth is whether a condition holds.
func (c *compiler) truth(n parse.Node, dot reflect.Type, in *scope) truth {
	if p, ok := n.(*parse.PipeNode); ok && len(p.Decl) == 0 && len(p.Cmds) == 1 {
		args := p.Cmds[0].Args
		if name, ok := args[0].(*parse.IdentifierNode); ok && slices.Contains([]string{"and", "or", "not", "eq", "ne"}, name.Ident) {
			return c.logic(name.Ident, args[1:], dot, in)
		}
		if get, of := c.commands(p.Cmds, dot, in); of != nil {
			is := c.isTrue(of)
			return func(r *rendering, dot reflect.Value) bool { return is(get(r, dot)) }
		}
	} else if !ok {
		get, of := c.value(n, dot, in)
		is := c.isTrue(of)
		return func(r *rendering, dot reflect.Value) bool { return is(get(r, dot)) }
	}
	c.unknown = true
	return nil
}

func (c *compiler) logic(name string, args []parse.Node, dot reflect.Type, in *scope) truth {
	switch {
	case name == "eq" && len(args) == 2:
		return c.equal(args[0], args[1], dot, in)
	case name == "ne" && len(args) == 2:
		same := c.equal(args[0], args[1], dot, in)
		return func(r *rendering, dot reflect.Value) bool { return !same(r, dot) }
	case name == "not" && len(args) == 1:
		is := c.truth(args[0], dot, in)
		return func(r *rendering, dot reflect.Value) bool { return !is(r, dot) }
	case (name == "and" || name == "or") && len(args) > 0:
		var all []truth
		for _, arg := range args {
			all = append(all, c.truth(arg, dot, in))
		}
		decides := name == "or" // what the first that is this decides
		return func(r *rendering, dot reflect.Value) bool {
			for _, is := range all {
				if is(r, dot) == decides {
					return decides
				}
			}
			return !decides
		}
	}
	c.unknown = true
	return nil
}

// equal compares two texts or two whole numbers.
func (c *compiler) equal(a, b parse.Node, dot reflect.Type, in *scope) truth {
	x, of := c.value(a, dot, in)
	y, other := c.value(b, dot, in)
	switch {
	case of == nil || other == nil:
	case of.Kind() == reflect.String && other.Kind() == reflect.String:
		return func(r *rendering, dot reflect.Value) bool { return x(r, dot).String() == y(r, dot).String() }
	case of.Kind() == reflect.Int && other.Kind() == reflect.Int:
		return func(r *rendering, dot reflect.Value) bool { return x(r, dot).Int() == y(r, dot).Int() }
	}
	c.unknown = true
	return nil
}

// isTrue is what template.IsTrue says of values of a type.
func (c *compiler) isTrue(of reflect.Type) func(reflect.Value) bool {
	if of != nil {
		switch of.Kind() {
		case reflect.Bool:
			return reflect.Value.Bool
		case reflect.String, reflect.Slice, reflect.Map:
			return func(v reflect.Value) bool { return v.Len() > 0 }
		case reflect.Int, reflect.Int64:
			return func(v reflect.Value) bool { return v.Int() != 0 }
		case reflect.Struct:
			return func(reflect.Value) bool { return true }
		case reflect.Pointer:
			return func(v reflect.Value) bool { return !v.IsNil() }
		case reflect.Interface:
			return func(v reflect.Value) bool { is, _ := template.IsTrue(v.Interface()); return is }
		}
	}
	c.unknown = true
	return nil
}
