package markdown

import (
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Flag is a confidence flag behind a statement.
type Flag struct {
	Code string // V, V2, M, D or OPEN
	Note string // what stands behind the colon, if anything
	Line int
}

// Uncleared reports whether the flag asks for a legal check before anybody
// relies on the statement.
func (f Flag) Uncleared() bool { return f.Code == "M" || f.Code == "OPEN" }

// Legal reports whether the flag is about the world, and so may grow old; a
// design decision [D] is not.
func (f Flag) Legal() bool { return f.Code != "D" }

// FlagMeaning says in words what a flag means.
func FlagMeaning(code string) string {
	switch code {
	case "V":
		return "verified in an official text"
	case "V2":
		return "found in a secondary source only; a legal check is planned"
	case "M":
		return "not yet checked against the source"
	case "D":
		return "a design decision of this course, not a fact about the world"
	case "OPEN":
		return "not known; left open on purpose"
	}
	return ""
}

var kindFlag = ast.NewNodeKind("RadarFlag")

type flagNode struct {
	ast.BaseInline
	flag Flag
}

func (*flagNode) Kind() ast.NodeKind              { return kindFlag }
func (n *flagNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

var (
	flagText = regexp.MustCompile(`\[(V2|V|M|D|OPEN)(?:: ?([^\[\]\n]{1,160}))?\]`)
	flagHere = regexp.MustCompile(`^` + flagText.String())
)

type flagParser struct{}

func (flagParser) Trigger() []byte { return []byte{'['} }

func (flagParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	m := flagHere.FindSubmatch(line)
	if m == nil || len(line) > len(m[0]) && (line[len(m[0])] == '(' || line[len(m[0])] == '[') {
		return nil
	}
	p := pageOf(pc)
	n := &flagNode{flag: Flag{Code: string(m[1]), Note: string(m[2]), Line: p.lineAt(seg.Start)}}
	p.Flags = append(p.Flags, n.flag)
	block.Advance(len(m[0]))
	return n
}

// FlagsIn finds the flags of a plain text such as a YAML value.
func FlagsIn(s string, line int) []Flag {
	var out []Flag
	for _, m := range flagText.FindAllStringSubmatch(s, -1) {
		out = append(out, Flag{Code: m[1], Note: m[2], Line: line})
	}
	return out
}

// Uncleared returns the flags that ask for a legal check.
func Uncleared(flags []Flag) []Flag {
	return slices.DeleteFunc(slices.Clone(flags), func(f Flag) bool { return !f.Uncleared() })
}
