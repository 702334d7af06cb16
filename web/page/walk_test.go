package page_test

import "io/fs"

// walk visits every template.
func walk(fsys fs.FS, visit func(name, text string)) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		visit(name, string(b))
		return nil
	})
}
