package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"fazhi/generator/browsertest"
	"fazhi/generator/civil"
)

// workspaceOf writes a workspace.
func workspaceOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		saveFile(t, dir, name, text)
	}
	return dir
}

func saveFile(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

var addressLine = regexp.MustCompile(`http://127\.0\.0\.1:\d+/`)

// serving starts the preview of a folder and gives its address.
func serving(t *testing.T, dir string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		e := &environment{cli: &cli{Dir: dir, Lang: "zh"}, stdout: w, stderr: w, today: civil.Date{Year: 2024, Month: 3, Day: 10}}
		done <- (&serveCommand{Port: "auto"}).serve(ctx, e)
		w.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		if at := addressLine.FindString(lines.Text()); at != "" {
			go func() { _, _ = io.Copy(io.Discard, r) }()
			return at
		}
	}
	t.Fatal("no address was printed")
	return ""
}

// The program starts, says where it is and how to stop it, takes the next port
// where one is taken, and stops cleanly when it is asked to.
func TestServeProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no signals there")
	}
	bin := filepath.Join(t.TempDir(), "fazhi")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir := workspaceOf(t, sound)
	port := ""
	for i, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		args := []string{"-C", dir, "serve", "--port", "auto"}
		if i == 1 {
			taken := serving(t, dir)
			port = strings.Trim(taken[strings.LastIndex(taken, ":")+1:], "/")
			args[4] = port
		}
		cmd := exec.Command(bin, args...)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		address := ""
		for lines := bufio.NewScanner(out); !strings.Contains(said.String(), "Ctrl+C") && lines.Scan(); {
			said.WriteString(lines.Text() + "\n")
			address += addressLine.FindString(lines.Text())
		}
		if i == 1 && !strings.Contains(said.String(), "端口 "+port+" 已被别的程序占用，改用 ") {
			t.Errorf("the other port is not said:\n%s", said.String())
		}
		answer, err := http.Get(address + "a/fzzf/2023.html")
		if err != nil {
			t.Fatalf("%v\n%s", err, said.String())
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("status %d", answer.StatusCode)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil || stderr.Len() > 0 {
			t.Errorf("%v: %v\n%s", signal, err, stderr.String())
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("the preview wrote public/")
	}
}

// A saved figure appears on the open page, with what is wrong with it beside it;
// a broken file is told in the page, which is whole again once it is mended. The
// place is kept, and nothing is loaded by hand.
func TestServeInBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Shared(t)
	dir := workspaceOf(t, sound)
	address := serving(t, dir)
	bad := watch(ctx, address)
	page := address + "a/fzzf/2023.html"
	data := sound["data/a/fzzf/2023.toml"]
	wait := func(what, condition string) {
		t.Helper()
		var err error
		for begun := time.Now(); time.Since(begun) < step && ctx.Err() == nil; {
			met := false
			// While the page loads again there is nothing to ask: an error then is no answer.
			if err = chromedp.Run(ctx, chromedp.Evaluate("!!("+condition+")", &met)); met {
				return
			}
			time.Sleep(20 * time.Millisecond) // between two questions
		}
		var text string
		_ = chromedp.Run(ctx, chromedp.Text("body", &text))
		t.Fatalf("%s: %v\n%s", what, err, text)
	}
	if err := chromedp.Run(ctx, cdplog.Enable(), network.Enable(),
		emulation.SetDeviceMetricsOverride(1280, 500, 1, false),
		chromedp.Navigate(page),
		chromedp.Evaluate(`scrollTo(0, 400)`, nil),
	); err != nil {
		t.Fatal(err)
	}
	wait("the socket", `document.readyState === "complete" && performance.getEntriesByType("resource").some((r) => r.name.includes("livereload.js"))`)
	time.Sleep(300 * time.Millisecond) // the socket is open after the script has run

	saveFile(t, dir, "data/a/fzzf/2023.toml", strings.Replace(data, `"近8万件"`, `{ value = 95_000, show = "近8万件" }`, 1))
	wait("the finding", `[...document.querySelectorAll(".fz-note")].some((n) => n.textContent.includes("95000"))`)
	var near bool
	if err := chromedp.Run(ctx,
		chromedp.Evaluate(`document.querySelector(".fz-row .fz-note").closest("tr").previousElementSibling.id === "f-approval.handled" && Math.abs(scrollY - 400) < 30`, &near),
	); err != nil || !near {
		t.Errorf("the finding is not beside its figure, or the place is lost: %v", err)
	}

	saveFile(t, dir, "data/a/fzzf/2023.toml", strings.Replace(data, `issues = 708`, `issues = 709`, 1))
	wait("the number", `document.querySelector("article").textContent.includes("709件") || document.querySelector("article").textContent.includes("709个")`)
	wait("no finding", `![...document.querySelectorAll(".fz-note")].some((n) => n.textContent.includes("95000"))`)

	saveFile(t, dir, "data/a/fzzf/2023.toml", strings.Replace(data, `issues = 708`, `issues = “708个”`, 1))
	wait("the broken file", `document.querySelector(".fz-torn") && document.querySelector(".fz-top").textContent.includes("data/a/fzzf/2023.toml:5")`)
	saveFile(t, dir, "data/a/fzzf/2023.toml", data)
	wait("the mended file", `!document.querySelector(".fz-torn") && document.querySelector("article").textContent.includes("708")`)

	saveFile(t, dir, "content/a/fzzf/2023.md", "没有开头的正文\n")
	wait("the page that cannot be made", `document.querySelector(".problems") && document.querySelector(".problems").textContent.includes("content/a/fzzf/2023.md")`)
	bad() // the page is answered with 404 until it is mended
	saveFile(t, dir, "content/a/fzzf/2023.md", sound["content/a/fzzf/2023.md"])
	wait("the page", `document.querySelector("article") && document.querySelector("article").textContent.includes("近8万件")`)

	var tip, focused string
	if err := chromedp.Run(ctx, emulation.SetFocusEmulationEnabled(true)); err != nil {
		t.Fatal(err)
	}
	// The preview's script comes behind the page, so the figure may have to be asked twice.
	wait("what is behind the figure", `(() => { const f = document.querySelector("a.fig"); f.blur(); f.focus(); return document.querySelector(".fz-tip"); })()`)
	if err := chromedp.Run(ctx,
		chromedp.Evaluate(`document.querySelector(".fz-tip").textContent`, &tip),
		chromedp.Evaluate(`document.activeElement.getAttribute("aria-describedby")`, &focused),
		chromedp.Click(".fz-handle", chromedp.NodeVisible),
		chromedp.Click(".fz-filters input[value=all]", chromedp.NodeVisible),
	); err != nil {
		t.Fatal(err)
	}
	if focused != "fz-tip" || !strings.Contains(tip, "approval.handled") || !strings.Contains(tip, "大于7万") || !strings.Contains(tip, "data/a/fzzf/2023.toml:2") {
		t.Errorf("behind the figure: %q", tip)
	}
	wait("the list of all", `document.querySelectorAll(".fz-list li").length > 0`)
	for _, b := range bad() {
		if !strings.Contains(b, "404") && !strings.Contains(b, "not found") {
			t.Error(b)
		}
	}
}
