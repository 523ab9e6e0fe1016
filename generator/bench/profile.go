package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

type profileCommand struct {
	size
	Fazhi   string `help:"the program; built from this checkout where it is not given"`
	Scratch string `required:"" help:"a folder to work in, new or of an earlier run, which is emptied"`
	Whole   bool   `help:"of the whole site"`
}

// area is a part of a build's work, by the functions that do it. Each sample of a
// profile counts for the first area that it belongs to.
type area struct{ name, functions string }

func areas() []area {
	return []area{
		{"collecting garbage", `^runtime\.(gcBgMarkWorker|gcAssistAlloc|bgsweep|bgscavenge|gcStart|gcMarkDone)`},
		{"TOML: decoding", `BurntSushi/toml\.`},
		{"TOML: strictness and places", `fazhi/generator/(tomlfile|textfile)\.`},
		{"Markdown", `yuin/goldmark|fazhi/generator/narrative\.`},
		{"checks", `fazhi/generator/check\.`},
		{"comparing texts", `fazhi/generator/compare\.`},
		{"search", `fazhi/generator/search\.`},
		{"following links", `fazhi/generator/site\.(ReadLinks|\(\*Files\)\.(Broken)?Links|\(\*linkGate\)|\(\*linkReader\))`},
		{"looking for what is not public", `^fazhi/generator/site\..*[lL]eak`},
		{"compressing", `compress/(gzip|flate)|klauspost/compress`},
		{"hashing", `crypto/(internal/fips140/)?sha256`},
		{"JSON and CSV", `encoding/(json|csv)\.`},
		{"templates", `(text|html)/template\.|fazhi/generator/page\.`},
		{"reading and writing files", `internal/poll\.|^os\.|^syscall\.|golang\.org/x/sys/unix\.`},
		{"the rest of reading sources", `fazhi/generator/(source|quantity|form|report)`},
		{"the rest of making pages", `^fazhi/generator/(site|export|feed|archive|record)`},
	}
}

// Run builds once with a profile and says where the time went.
func (c *profileCommand) Run() error {
	p := programs{Fazhi: c.Fazhi, NoHugo: true, Scratch: []string{c.Scratch}}
	fmt.Printf("`go run ./generator/bench profile --agencies %d --years %d`\n", c.Agencies, c.Years)
	return p.everywhere(func(scratch string) error {
		src, profile := filepath.Join(scratch, "fazhi-src"), filepath.Join(scratch, "cpu.out")
		if err := makeWorkspace(src, c.Agencies, c.Years); err != nil {
			return err
		}
		args := append(fazhiBuild(p.Fazhi, src, filepath.Join(scratch, "out")), "--cpuprofile", profile)
		if err := writeSite(src, c.Whole); err != nil {
			return err
		}
		if c.Whole {
			args = append(args, "--gzip")
		}
		took, err := once("", args)
		if err != nil {
			return err
		}
		fmt.Printf("\n%.2f s, CPU %.2f s, peak %d MB\n\n| | CPU s | %% |\n|---|---:|---:|\n", took.wall.Seconds(), took.cpu.Seconds(), took.peak>>20)
		return shares(p.Fazhi, profile)
	})
}

// shares prints the share of each area.
func shares(program, profile string) error {
	var before []string
	left := 100.0
	for _, a := range areas() {
		seconds, percent, err := share(program, profile, a.functions, strings.Join(before, "|"))
		if err != nil {
			return err
		}
		before = append(before, a.functions)
		left -= percent
		fmt.Printf("| %s | %.2f | %.1f |\n", a.name, seconds, percent)
	}
	fmt.Printf("| the rest | | %.1f |\n", left)
	return nil
}

// accounting is the line in which pprof says what the chosen samples make up.
var accounting = regexp.MustCompile(`accounting for ([0-9.]+)(ms|s|mins), ([0-9.]+)% of`)

// share asks pprof for the samples of some functions, without those of others.
func share(program, profile, functions, without string) (seconds, percent float64, err error) {
	args := []string{"tool", "pprof", "-top", "-nodefraction=0", "-edgefraction=0", "-nodecount=100000", "-focus=" + functions}
	if without != "" {
		args = append(args, "-ignore="+without)
	}
	out, err := exec.Command("go", append(args, program, profile)...).CombinedOutput()
	if err != nil {
		return 0, 0, fmt.Errorf("go tool pprof: %w: %s", err, out)
	}
	m := accounting.FindSubmatch(out)
	if m == nil {
		return 0, 0, nil // none
	}
	if _, err := fmt.Sscan(string(m[1])+" "+string(m[3]), &seconds, &percent); err != nil {
		return 0, 0, err
	}
	switch string(m[2]) {
	case "ms":
		seconds /= 1000
	case "mins":
		seconds *= 60
	}
	return seconds, percent, nil
}
