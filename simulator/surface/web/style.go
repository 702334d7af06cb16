package web

import "strings"

// palette is ground, panel, text, link, accent and the ink on the accent. Text
// and links keep 4.5 : 1 on ground and panel, the ink on the accent (WCAG 2.2).
type palette struct{ ground, panel, text, link, accent, ink string }

var palettes = []palette{
	{"#ffffff", "#eef3f7", "#16232c", "#0b4f86", "#0b4f86", "#ffffff"},
	{"#fffaf2", "#f4e8d4", "#33210d", "#8a3b0a", "#8a3b0a", "#fffaf2"},
	{"#f6fbf5", "#dfeedd", "#13291a", "#17603a", "#17603a", "#ffffff"},
	{"#10161d", "#1c2732", "#e8eef3", "#8ecbff", "#f2b134", "#201400"},
	{"#fdf6fb", "#f2dfec", "#2f1228", "#86216b", "#86216b", "#ffffff"},
	{"#ffffff", "#fff3c9", "#1d1a10", "#6a4b00", "#ffcf33", "#241a00"},
	{"#f4f5fb", "#e0e3f5", "#171a3a", "#33399e", "#33399e", "#ffffff"},
	{"#1d1410", "#2d211b", "#f5e9df", "#ffb98a", "#d9642a", "#140a05"},
	{"#f3fbfb", "#d5eeee", "#0b2a2c", "#0a5f66", "#0a5f66", "#ffffff"},
	{"#fff7f5", "#fbe0da", "#34100a", "#a02a1a", "#a02a1a", "#ffffff"},
	{"#f7f7f4", "#e6e6df", "#1f1f1a", "#4a4a12", "#3d3d3a", "#ffffff"},
	{"#0f1f18", "#1a3026", "#e3f2ea", "#8fe0b5", "#5fd39a", "#04160d"},
}

var fonts = []string{
	"system-ui,sans-serif", "Georgia,'Times New Roman',serif", "'Trebuchet MS',Verdana,sans-serif", "ui-monospace,'DejaVu Sans Mono',monospace",
}

// layouts arrange the same landmarks in different ways.
var layouts = []string{
	// A bar across the top.
	`header{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding:8px 24px;background:ACCENT;color:INK}
header a{color:INK}nav ul{display:flex;flex-wrap:wrap;gap:4px 20px}main,footer{max-width:720px;margin:0 auto;padding:16px 24px}`,
	// A column of its own for the menu.
	`@media(min-width:720px){body{display:grid;grid-template-columns:240px 1fr;grid-template-areas:"label label" "head main" "foot foot"}
.synthetic{grid-area:label}header{grid-area:head;min-height:80vh}main{grid-area:main}footer{grid-area:foot}}
header{background:PANEL;padding:24px;border-right:4px solid ACCENT}main{max-width:680px;padding:24px 40px}footer{padding:16px 24px;background:PANEL}`,
	// A card in the middle.
	`body{background:PANEL}header{text-align:center;padding:40px 16px 16px}nav ul{display:flex;flex-wrap:wrap;justify-content:center;gap:4px 24px}
main{max-width:620px;margin:0 auto 24px;padding:24px 32px;background:GROUND;border-top:8px solid ACCENT;border-radius:8px}footer{text-align:center;padding:16px}`,
	// A masthead with rules, text in columns.
	`header{margin:0 24px;border-top:8px double ACCENT;border-bottom:2px solid ACCENT;text-align:center;padding:16px 0}
.brand{font-size:2.2rem;letter-spacing:.04em}nav ul{display:flex;flex-wrap:wrap;justify-content:center;gap:4px 28px;text-transform:uppercase;font-size:.9rem}
main{max-width:960px;margin:0 auto;padding:16px 24px}@media(min-width:900px){main{columns:2;column-gap:40px}h1{column-span:all}}footer{padding:16px 24px;border-top:2px solid ACCENT;margin:0 24px}`,
	// A broad coloured head, tabs below it.
	`header{background:PANEL}.brand{margin:0;padding:48px 24px;font-size:2rem;background:ACCENT;color:INK}nav ul{display:flex;flex-wrap:wrap;padding:0 24px}
nav a{display:block;padding:12px 20px}nav a[aria-current]{background:GROUND;border-top:4px solid ACCENT}main{max-width:800px;padding:16px 24px}footer{padding:24px;background:PANEL}`,
}

const base = `*{box-sizing:border-box}
body{margin:0;background:GROUND;color:TEXT;font:17px/1.55 FONT}
a{color:LINK}a:focus{outline:3px solid LINK;outline-offset:2px}
.synthetic{margin:0;padding:6px 24px;background:#ffd166;color:#2a1500;font:bold 14px/1.4 system-ui,sans-serif;letter-spacing:.06em;text-align:center}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;background:GROUND;padding:8px}
.brand{margin:0 0 8px;font-size:1.5rem;font-weight:bold}nav ul{list-style:none;margin:0;padding:0}
img{max-width:100%;height:auto}figure{margin:16px 0}figcaption{font-size:.9rem}
h1{font-size:1.9rem;line-height:1.2}h2{font-size:1.35rem}
blockquote{margin:16px 0;padding:4px 20px;border-left:5px solid ACCENT;background:PANEL}
table{border-collapse:collapse;margin:12px 0}th,td{text-align:left;font-weight:normal;padding:6px 24px 6px 0;border-bottom:1px solid TEXT}
code{overflow-wrap:anywhere;font-size:1rem}.contact,.donate{background:PANEL;padding:8px 16px}
footer{font-size:.9rem}
`

// Stylesheet is a look: its colours are those of number look, letters and
// layout those of number form, so that two sites of one colour still differ.
func Stylesheet(look, form int) string {
	p := palettes[max(look, -look)%len(palettes)]
	return "/* " + label + " */\n" + strings.NewReplacer(
		"GROUND", p.ground, "PANEL", p.panel, "TEXT", p.text, "LINK", p.link, "ACCENT", p.accent, "INK", p.ink,
		"FONT", fonts[form/len(layouts)%len(fonts)],
	).Replace(base+layouts[form%len(layouts)]) + "\n"
}
