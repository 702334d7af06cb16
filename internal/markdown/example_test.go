package markdown_test

import (
	"fmt"

	"github.com/osint-radar/academy/internal/markdown"
)

func ExampleRenderer_Render() {
	src, _ := markdown.Split("lesson.md", []byte("---\nid: m1-l1\n---\nHash *at once* [D].\n\n:::question{#m1-q01 type=single lo=LO1.5}\nWhich?\n1. [x] SHA-256\n2. [ ] CRC-32\n:::\n"))
	page := markdown.New(nil).Render(src, markdown.Resolver{})
	for _, s := range page.Segments {
		if s.Block != nil {
			fmt.Printf("%s %s in line %d\n", s.Block.Name, s.Block.Attrs["#"], s.Block.Line)
			continue
		}
		fmt.Print(s.HTML)
	}
	// Output:
	// <p>Hash <em>at once</em> <span class="flag flag-d" title="a design decision of this course, not a fact about the world">[D]<span class="visually-hidden"> (a design decision of this course, not a fact about the world)</span></span>.</p>
	// question m1-q01 in line 6
}
