package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/evanw/esbuild/pkg/api"
)

// entries are the bundles: source below src -> public name in dist.
var entries = []struct{ source, name string }{
	{"src/site.css", "site.css"},
	{"src/site.js", "site.js"},
	{"src/app.js", "app.js"},
}

const banner = "/*! OSINT RADAR Academy, EUPL-1.2. Holds parts of govuk-frontend (MIT, Crown copyright) and htmx (0BSD): see /static/licences.txt */"

// bundle makes what dist holds: hashed files with .br and .gz twins, and
// names.json (public name -> hashed name).
func bundle() (map[string][]byte, error) {
	files, names := map[string][]byte{}, map[string]string{}
	for _, e := range entries {
		out, err := build(e.source)
		if err != nil {
			return nil, err
		}
		if strings.HasSuffix(e.name, ".css") {
			if err := noWebAddress(e.name, string(out)); err != nil {
				return nil, err
			}
		}
		if err := add(files, names, e.name, out); err != nil {
			return nil, err
		}
	}
	copies, err := filepath.Glob("src/*.svg")
	if err != nil {
		return nil, err
	}
	for _, file := range append(copies, "src/licences.txt") {
		b, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := add(files, names, filepath.Base(file), b); err != nil {
			return nil, err
		}
	}
	b, err := json.MarshalIndent(names, "", "  ")
	if err != nil {
		return nil, err
	}
	files["names.json"] = append(b, '\n')
	return files, nil
}

// write replaces dist.
func write(files map[string][]byte) error {
	if err := os.RemoveAll("dist"); err != nil {
		return err
	}
	if err := os.MkdirAll("dist", 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := os.WriteFile(filepath.Join("dist", name), files[name], 0o644); err != nil {
			return err
		}
		fmt.Printf("%7d %s\n", len(files[name]), name)
	}
	return nil
}

// compare fails when dist differs from files.
func compare(files map[string][]byte) error {
	var faults []error
	for name, want := range files {
		if got, err := os.ReadFile(filepath.Join("dist", name)); err != nil || !bytes.Equal(got, want) {
			faults = append(faults, fmt.Errorf("dist/%s is not what \"go generate ./web/static\" makes", name))
		}
	}
	entries, err := os.ReadDir("dist")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, ok := files[e.Name()]; !ok {
			faults = append(faults, fmt.Errorf("dist/%s is left over from an older build", e.Name()))
		}
	}
	return errors.Join(faults...)
}

func build(source string) ([]byte, error) {
	text := api.BuildOptions{
		EntryPoints:       []string{source},
		Bundle:            true,
		Write:             false,
		Format:            api.FormatESModule,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone,
		Banner:            map[string]string{"js": banner, "css": banner},
		Charset:           api.CharsetUTF8,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "111"},
			{Name: api.EngineFirefox, Version: "115"},
			{Name: api.EngineSafari, Version: "16.4"},
		},
		Plugins: []api.Plugin{{Name: "clean-foreign-css", Setup: func(b api.PluginBuild) {
			b.OnLoad(api.OnLoadOptions{Filter: `third_party.*\.css$`}, loadCSS)
		}}},
	}
	res := api.Build(text)
	if len(res.Errors) > 0 {
		return nil, fmt.Errorf("%s: %s", source, strings.Join(api.FormatMessages(res.Errors, api.FormatMessagesOptions{}), "\n"))
	}
	return res.OutputFiles[0].Contents, nil
}

func loadCSS(args api.OnLoadArgs) (api.OnLoadResult, error) {
	b, err := os.ReadFile(args.Path)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	clean, err := cleanCSS(string(b))
	if err != nil {
		return api.OnLoadResult{}, fmt.Errorf("%s: %w", args.Path, err)
	}
	return api.OnLoadResult{Contents: &clean, Loader: api.LoaderCSS}, nil
}

// add puts b into files under its content hash, with compressed twins.
func add(files map[string][]byte, names map[string]string, name string, b []byte) error {
	ext := filepath.Ext(name)
	hashed := fmt.Sprintf("%s-%s%s", strings.TrimSuffix(name, ext), digest(b)[:12], ext)
	names[name] = hashed
	var br, gz bytes.Buffer
	bw := brotli.NewWriterLevel(&br, brotli.BestCompression)
	if _, err := bw.Write(b); err != nil {
		return err
	}
	if err := bw.Close(); err != nil {
		return err
	}
	gw, err := gzip.NewWriterLevel(&gz, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := gw.Write(b); err != nil {
		return err
	}
	if err := gw.Close(); err != nil {
		return err
	}
	files[hashed], files[hashed+".br"], files[hashed+".gz"] = b, br.Bytes(), gz.Bytes()
	return nil
}
