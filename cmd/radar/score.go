package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"filippo.io/age"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/simulator/dataset"
	"github.com/osint-radar/academy/simulator/truth"
)

// cmdScore scores a submission offline: the same bytes that the site publishes.
func cmdScore(_ context.Context, args []string, std stdio) error {
	fs := newFlags("score", std)
	dir := fs.String("truth", "", "dataset `folder` whose sealed truth is the yardstick")
	key := fs.String("key", "", "age identity `file` that opens the truth, or a released truth")
	file := fs.String("submission", "", "`file` submission.json, as the site exports it")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	switch {
	case len(rest) > 0:
		return misuse("wants flags only, got %q", rest)
	case *dir == "" || *key == "" || *file == "":
		return misuse("wants --truth DIR, --key FILE and --submission FILE")
	}
	open, err := yardstick(*key)
	if err != nil {
		return err
	}
	wire, err := os.ReadFile(*file)
	if err != nil {
		return fmt.Errorf("submission: %w", err)
	}
	d, err := dataset.Open(*dir)
	if err != nil {
		return fmt.Errorf("--truth: %w", err)
	}
	facts, err := open(d)
	if err != nil {
		return err
	}
	score, err := grading.Grade(d.Manifest.TruthRoot, facts, wire)
	if err != nil {
		return fmt.Errorf("%s%s: %w", *file, position(wire), err)
	}
	if s := madeFor(wire); s.Scenario != d.Manifest.Scenario || s.Variant != d.Manifest.Variant {
		fmt.Fprintf(std.err, "note: the submission was made for %s/%s and is scored against %s/%s\n", s.Scenario, s.Variant, d.Manifest.Scenario, d.Manifest.Variant)
	}
	out, err := score.Encode()
	if err != nil {
		return err
	}
	_, err = std.out.Write(out)
	return err
}

// yardstick reads what --key names and returns a function that gives a dataset's
// facts: out of its sealed truth with an age identity, or out of a released
// truth, whose root must be the one that the dataset was sealed with.
func yardstick(file string) (func(*dataset.Dataset) ([]truth.Fact, error), error) {
	if b, err := os.ReadFile(file); err == nil && bytes.HasPrefix(b, []byte(`{"format":1,"scenario":`)) {
		_, facts, err := truth.Read(bytes.NewReader(b))
		if err != nil {
			return nil, fmt.Errorf("--key %s: %w", file, err)
		}
		root, err := truth.Root(facts)
		if err != nil {
			return nil, fmt.Errorf("--key %s: %w", file, err)
		}
		return func(d *dataset.Dataset) ([]truth.Fact, error) {
			if root.String() != d.Manifest.TruthRoot {
				return nil, fmt.Errorf("--key: the released truth in %s has root %s, %s was sealed with %s", file, root, d.Dir, d.Manifest.TruthRoot)
			}
			return facts, nil
		}, nil
	}
	ids, err := identities(file)
	if err != nil {
		return nil, err
	}
	return func(d *dataset.Dataset) ([]truth.Fact, error) {
		_, facts, err := d.Truth(ids...)
		var none *age.NoIdentityMatchError
		if errors.As(err, &none) {
			return nil, fmt.Errorf("the key in %s does not open %s of %s: it is sealed to another key", file, dataset.TruthFile, d.Dir)
		}
		return facts, err
	}, nil
}

// identities reads an age identity file.
func identities(file string) ([]age.Identity, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("--key: there is no file %s; simulate writes the key beside the dataset, as DIR.agekey", file)
	}
	if err != nil {
		return nil, fmt.Errorf("--key: %w", err)
	}
	ids, err := age.ParseIdentities(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("--key: %s holds no age identity (a line AGE-SECRET-KEY-1…): %w", file, err)
	}
	return ids, nil
}

// position is the line and column, ":3:14", at which a JSON text stops being a
// submission; empty where its form is right and its content is not.
func position(wire []byte) string {
	d := json.NewDecoder(bytes.NewReader(wire))
	d.DisallowUnknownFields()
	var s training.Submission
	err := d.Decode(&s)
	if err == nil {
		return ""
	}
	at := d.InputOffset()
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = max(syntax.Offset-1, 0) // it counts the byte at fault
	case errors.As(err, &kind):
		at = kind.Offset
	}
	before := wire[:min(int(at), len(wire))]
	return fmt.Sprintf(":%d:%d", 1+bytes.Count(before, []byte{'\n'}), len(before)-bytes.LastIndexByte(before, '\n'))
}

func madeFor(wire []byte) training.Submission {
	s, _ := training.DecodeSubmission(wire) // Grade has read it already
	return s
}
