package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/osint-radar/academy/internal/store/pgtest"
	"github.com/osint-radar/academy/internal/toolbin"
)

// engine is one of the databases that the whole program is tested on.
type engine string

const (
	sqlite   engine = "sqlite"
	postgres engine = "postgres"
)

// engines are both of them.
func engines() []engine { return []engine{sqlite, postgres} }

// onBoth runs a test on each engine, side by side, and returns when both are done.
func onBoth(t *testing.T, test func(*testing.T, engine)) {
	t.Helper()
	t.Run("on", func(t *testing.T) {
		for _, e := range engines() {
			t.Run(string(e), func(t *testing.T) {
				t.Parallel()
				test(t, e)
			})
		}
	})
}

// database is the address of an empty database; dir is the program's folder.
func (e engine) database(t *testing.T) string {
	t.Helper()
	if e == postgres {
		return pgtest.DSN(t)
	}
	return "sqlite:radar.db"
}

// shared is what the tests of this process make once: the program, and a demo
// that has had its first start.
var shared struct {
	dir   string // removed when the process ends
	build sync.Once
	demo  sync.Once
	fail  error // of the build
	ready bool  // the demo has had its first start
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.dir != "" {
		if err := os.RemoveAll(shared.dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	os.Exit(code)
}

// program builds radar as a person would, once.
func program(t *testing.T) string {
	t.Helper()
	root := toolbin.Root(t)
	shared.build.Do(func() {
		if shared.dir, shared.fail = os.MkdirTemp("", "radar-e2e-"); shared.fail != nil {
			return
		}
		cmd := exec.Command("go", "build", "-o", filepath.Join(shared.dir, "radar"), "./cmd/radar")
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			shared.fail = fmt.Errorf("go build: %w\n%s", err, out)
		}
	})
	if shared.fail != nil {
		t.Fatal(shared.fail)
	}
	return filepath.Join(shared.dir, "radar")
}

// environment is that of a person's shell, without flags of ours.
func environment() []string {
	var out []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "RADAR_") {
			out = append(out, kv)
		}
	}
	return out
}

// radar runs a command that ends, in a folder, and returns what it printed.
func radar(t *testing.T, dir string, args ...string) string {
	t.Helper()
	var out, diag bytes.Buffer
	cmd := exec.Command(program(t), args...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, environment(), &out, &diag
	if err := cmd.Run(); err != nil {
		t.Fatalf("radar %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), diag.String())
	}
	return out.String()
}

// machine is one installation of the demo: a folder, a database, and, while it
// runs, the server.
type machine struct {
	t       *testing.T
	dir, db string
	by      []string // the command that starts it and knows the database, where it is not the program itself

	cmd    *exec.Cmd
	url    string
	lines  []string      // what it printed before "ready"
	took   time.Duration // from the start of the process to "ready"
	people []account
	over   chan error
}

// account is a line of demo-accounts.json (formats.md §7).
type account struct {
	Name, Email, Role, Team, Site string
	SigninURL                     string `json:"signin_url"`
}

// empty is an installation that has never been started.
func empty(t *testing.T, e engine) *machine {
	t.Helper()
	return &machine{t: t, dir: t.TempDir(), db: e.database(t)}
}

// settled is an installation after its first start, with the demo's two datasets.
// The first start is made once for all tests; each gets it as a backup that it
// restores into a database of its own.
func settled(t *testing.T, e engine) *machine {
	t.Helper()
	program(t)
	model := filepath.Join(shared.dir, "model")
	shared.demo.Do(func() {
		if err := os.Mkdir(model, 0o700); err != nil {
			t.Fatal(err)
		}
		m := &machine{t: t, dir: model, db: "sqlite:radar.db"}
		m.start()
		m.stop()
		radar(t, model, "backup", "--db", m.db, "backup.tar")
		shared.ready = true
	})
	if !shared.ready {
		t.Fatal("the demo's first start failed in an earlier test")
	}
	m := empty(t, e)
	radar(t, m.dir, "restore", "--db", m.db, filepath.Join(model, "backup.tar"))
	key, err := os.ReadFile(filepath.Join(model, "truth.key"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(m.path("truth.key"), key, 0o600); err != nil {
		t.Fatal(err)
	}
	return m
}

// serving is a settled installation that answers.
func serving(t *testing.T, e engine) *machine {
	t.Helper()
	m := settled(t, e)
	m.start()
	return m
}

func (m *machine) path(name ...string) string {
	return filepath.Join(append([]string{m.dir}, name...)...)
}

// log is what the program has said on standard error so far, over all starts.
func (m *machine) log() string {
	m.t.Helper()
	b, err := os.ReadFile(m.path("stderr.log"))
	if err != nil {
		m.t.Fatal(err)
	}
	return string(b)
}

// patience bounds what one start may take, however busy the machine is.
const patience = 3 * time.Minute

// start runs radar serve --demo --range and waits until it says that it is ready.
// The test's end stops it.
func (m *machine) start(more ...string) {
	m.t.Helper()
	diag, err := os.OpenFile(m.path("stderr.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		m.t.Fatal(err)
	}
	command := m.by
	if command == nil {
		command = []string{program(m.t), "serve", "--demo", "--range", "--db", m.db}
	}
	cmd := exec.Command(command[0], append(command[1:len(command):len(command)], more...)...)
	if err := os.MkdirAll(m.path("tmp"), 0o700); err != nil {
		m.t.Fatal(err)
	}
	cmd.Dir, cmd.Env, cmd.Stderr = m.dir, append(environment(), "TMPDIR="+m.path("tmp"), "RADAR_ADDR=127.0.0.1:0"), diag
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} // a test process that is killed leaves none behind
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		m.t.Fatal(err)
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		m.t.Fatal(err)
	}
	if err := diag.Close(); err != nil { // the program has its own
		m.t.Fatal(err)
	}
	m.cmd, m.lines, m.people, m.over = cmd, nil, nil, make(chan error, 1)
	m.t.Cleanup(func() {
		if m.cmd == cmd {
			m.stop()
		}
	})
	said := make(chan string)
	go func() {
		defer close(said)
		for in := bufio.NewScanner(stdout); in.Scan(); {
			said <- in.Text()
		}
	}()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for ready := false; !ready; {
		select {
		case line, more := <-said:
			if !more {
				m.cmd = nil
				m.t.Fatalf("radar serve: %v before it was ready\n%s\n%s", cmd.Wait(), strings.Join(m.lines, "\n"), m.log())
			}
			ready = line == "ready"
			m.lines = append(m.lines, line)
		case <-limit.C:
			m.t.Fatalf("radar serve is not ready after %v\n%s\n%s", patience, strings.Join(m.lines, "\n"), m.log())
		}
	}
	m.took = time.Since(begun)
	go func() {
		for range said { // nothing comes any more, until the program ends
		}
		m.over <- cmd.Wait()
	}()
	m.url = m.line("site")
	if !slices.ContainsFunc(m.lines, func(l string) bool { return strings.HasPrefix(l, "accounts ") }) {
		return // no demo
	}
	b, err := os.ReadFile(m.accounts())
	if err != nil {
		m.t.Fatal(err)
	}
	if err := json.Unmarshal(b, &m.people); err != nil {
		m.t.Fatalf("demo-accounts.json: %v", err)
	}
}

// accounts is the file of sign-in addresses, where the program says it lies.
func (m *machine) accounts() string {
	m.t.Helper()
	return filepath.Join(m.dir, m.line("accounts"))
}

// line is the value of a line "name value" that the program printed.
func (m *machine) line(name string) string {
	m.t.Helper()
	for _, l := range m.lines {
		if v, ok := strings.CutPrefix(l, name+" "); ok {
			return v
		}
	}
	m.t.Fatalf("radar serve printed no line %q:\n%s", name, strings.Join(m.lines, "\n"))
	return ""
}

// stop asks the program to end, as Ctrl-C does, and wants exit code 0.
func (m *machine) stop() {
	m.t.Helper()
	server, err := os.FindProcess(m.server())
	if err == nil {
		err = server.Signal(os.Interrupt)
	}
	if err != nil {
		m.t.Error(err)
	}
	if err := m.end(); err != nil {
		m.t.Errorf("radar serve: %v\n%s", err, m.log())
	}
}

// server is the process that serves: the one that was started, or what it has
// started in its turn.
func (m *machine) server() int {
	m.t.Helper()
	pid := m.cmd.Process.Pid
	for {
		id := strconv.Itoa(pid)
		kids := strings.Fields(string(read(m.t, "/proc", id, "task", id, "children")))
		if len(kids) == 0 {
			return pid
		}
		var err error
		if pid, err = strconv.Atoi(kids[0]); err != nil {
			m.t.Fatal(err)
		}
	}
}

// kill ends the program with SIGKILL.
func (m *machine) kill() {
	m.t.Helper()
	if err := m.cmd.Process.Kill(); err != nil {
		m.t.Fatal(err)
	}
	err := m.end()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		m.t.Fatalf("a killed program ended with %v", err)
	}
}

func (m *machine) end() error {
	m.t.Helper()
	limit := time.NewTimer(time.Minute)
	defer limit.Stop()
	select {
	case err := <-m.over:
		m.cmd = nil
		return err
	case <-limit.C:
		_ = m.cmd.Process.Kill() // it hangs
		m.cmd = nil
		return errors.New("still there after a minute")
	}
}

// until asks again and again, without burning the processor, until it is so.
func until(t *testing.T, what string, limit time.Duration, so func() bool) {
	t.Helper()
	every := time.NewTicker(50 * time.Millisecond)
	defer every.Stop()
	end := time.NewTimer(limit)
	defer end.Stop()
	for !so() {
		select {
		case <-every.C:
		case <-end.C:
			t.Fatalf("after %v still not: %s", limit, what)
		}
	}
}

// folder lists what lies in a folder of the program's data.
func folder(t *testing.T, m *machine, name string) []string {
	t.Helper()
	list, err := os.ReadDir(m.path("radar-data", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}
