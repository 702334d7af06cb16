// Package markdown turns the project's Markdown into safe HTML. It is the only
// importer of goldmark.
//
// Two kinds of text come through here. Authored content (lessons, handbook
// pages) is read by [Renderer.Render]: front matter with positions, the ":::"
// blocks, callouts, confidence flags, heading anchors, contents, links by id,
// terms. Whatever is wrong is reported as a [Fault] with file and line, and the
// text is rendered all the same as far as it can be. Text that people type into
// forms is read by [User]: at most 32 KB, no pictures, no blocks, bounded output.
//
// Safety has three layers: goldmark's safe mode drops raw HTML and dangerous
// schemes; a pass over the tree removes remote pictures and links of the form
// "//host"; bluemonday cleans the resulting HTML with an allow-list.
//
// Text for trainers (":::solution{audience=trainer}") is cut out of the tree
// before anything is rendered, and is only found in [Page.Solutions].
//
// [Encode] compresses a finished body once; [Live] reloads a folder that is
// being edited.
package markdown
