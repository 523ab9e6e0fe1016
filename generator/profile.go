package main

import (
	"errors"
	"io"
	"os"
	"runtime/pprof"
	"runtime/trace"

	"fazhi/generator/finding"
)

// profiling is where a build's time is to be written down, for those who ask what
// it is spent on: docs/performance.md.
type profiling struct {
	CPUProfile string `name:"cpuprofile" placeholder:"FILE" help:"把各处用去的处理器时间记到文件里，用 go tool pprof 查看 (write where CPU time goes, for go tool pprof)"`
	Trace      string `placeholder:"FILE" help:"把运行过程记到文件里，用 go tool trace 查看 (write what ran when, for go tool trace)"`
}

// around does something and writes down what was asked for.
func (p *profiling) around(do func() error) error {
	return written(p.CPUProfile, pprof.StartCPUProfile, pprof.StopCPUProfile, func() error {
		return written(p.Trace, trace.Start, trace.Stop, do)
	})
}

// written does something while it is written down in a file; "" is none.
func written(name string, start func(io.Writer) error, stop func(), do func() error) error {
	if name == "" {
		return do()
	}
	f, err := os.Create(name)
	if err != nil {
		return unwritable(name, err)
	}
	if err := start(f); err != nil {
		return unwritable(name, errors.Join(err, f.Close()))
	}
	err = do()
	stop()
	if closed := f.Close(); closed != nil && err == nil {
		err = unwritable(name, closed)
	}
	return err
}

func unwritable(name string, err error) error {
	return problem{finding.Text{
		ZH: "运行记录写不进 " + name + "，换一个可以写的地方。（" + err.Error() + "）",
		EN: "cannot write the profile " + name + ": " + err.Error(),
	}}
}
