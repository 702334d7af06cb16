package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jmoiron/sqlx"
	"github.com/jmoiron/sqlx/reflectx"

	"github.com/osint-radar/academy/internal/training"
)

// A struct of package training is a row by its db tags. Besides a column's name
// a tag may say "null" (an empty string is NULL) or "json" (the field is kept as
// JSON text). Times are cut to the microsecond on their way in and UTC on their
// way out, whatever the engine's own form.

var (
	mapper  = reflectx.NewMapper("db") // a cache of what the tags say
	timeT   = reflect.TypeFor[time.Time]()
	timePtr = reflect.TypeFor[*time.Time]()
	rawT    = reflect.TypeFor[json.RawMessage]()
)

// fields returns the columns of a struct in the order of its fields.
func fields(t reflect.Type) []*reflectx.FieldInfo {
	var out []*reflectx.FieldInfo
	for _, f := range mapper.TypeMap(t).Tree.Children {
		if f != nil && f.Field.Tag.Get("db") != "" {
			out = append(out, f)
		}
	}
	return out
}

// columns lists the columns of T for a SELECT.
func columns[T any]() string {
	var names []string
	for _, f := range fields(reflect.TypeFor[T]()) {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// value is what goes to the database for a field.
func value(f *reflectx.FieldInfo, v reflect.Value) (any, error) {
	_, asJSON := f.Options["json"]
	_, null := f.Options["null"]
	switch {
	case asJSON:
		return marshal(v.Interface())
	case v.Type() == timeT, v.Type() == timePtr:
		return v.Interface(), nil
	case v.Type() == rawT:
		return string(v.Bytes()), nil
	case v.Kind() == reflect.String && null && v.Len() == 0:
		return nil, nil
	case v.Kind() == reflect.String:
		return v.String(), nil
	default:
		return v.Interface(), nil
	}
}

// marshal is JSON without HTML escapes and without the final line feed.
func marshal(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// clean prepares arguments in place: one verdict on bad text and one form of
// times for both engines.
func clean(args []any) error {
	for i, a := range args {
		switch v := a.(type) {
		case time.Time:
			args[i] = training.Instant(v)
		case *time.Time:
			args[i] = nil
			if v != nil {
				args[i] = training.Instant(*v)
			}
		case []byte:
		default:
			rv := reflect.ValueOf(a)
			if rv.Kind() != reflect.String {
				continue
			}
			if s := rv.String(); !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				return training.Invalid("text", fmt.Sprintf("%.40q is not valid UTF-8, or holds a NUL", s), "text without either")
			}
		}
	}
	return nil
}

// insert adds a row. With once it leaves a row that is already there alone and
// says so.
func (t *Tx) insert(ctx context.Context, table string, row any) error {
	_, err := t.insertRow(ctx, table, row, "")
	return err
}

func (t *Tx) insertOnce(ctx context.Context, table string, row any) (added bool, err error) {
	n, err := t.insertRow(ctx, table, row, " ON CONFLICT DO NOTHING")
	return n == 1, err
}

func (t *Tx) insertRow(ctx context.Context, table string, row any, tail string) (int64, error) {
	v := reflect.Indirect(reflect.ValueOf(row))
	var names []string
	var args []any
	for _, f := range fields(v.Type()) {
		a, err := value(f, v.FieldByIndex(f.Index))
		if err != nil {
			return 0, fmt.Errorf("%s.%s: %w", table, f.Name, err)
		}
		names, args = append(names, f.Name), append(args, a)
	}
	query := "INSERT INTO " + table + " (" + strings.Join(names, ", ") + ") VALUES (" + strings.TrimPrefix(strings.Repeat(", ?", len(args)), ", ") + ")" + tail
	return t.exec(ctx, "add to "+table, query, args...)
}

// all reads every row of a query into values of T.
func all[T any](ctx context.Context, q queries, doing, query string, args ...any) ([]T, error) {
	var out []T
	err := each(ctx, q, doing, func(item T) error {
		out = append(out, item)
		return nil
	}, query, args...)
	return out, err
}

// each calls fn with every row of a query.
func each[T any](ctx context.Context, q queries, doing string, fn func(T) error, query string, args ...any) (err error) {
	if err := clean(args); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	rows, err := q.q.QueryxContext(ctx, sqlx.Rebind(sqlx.BindType(q.q.DriverName()), query), args...)
	if err != nil {
		return failed(err, doing)
	}
	defer func() { _ = rows.Close() }() // its error is that of rows.Err
	names, err := rows.Columns()
	if err != nil {
		return failed(err, doing)
	}
	goes, err := places(reflect.TypeFor[T](), names) // once: rows are many and all alike
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	into := make([]any, len(names))
	for rows.Next() {
		var item T
		aim(into, reflect.ValueOf(&item).Elem(), goes)
		if err := rows.Scan(into...); err != nil {
			return failed(err, doing)
		}
		if err := fn(item); err != nil {
			return err
		}
	}
	return failed(rows.Err(), doing)
}

// one is all for a query that must give a row; what is missing if it gives none.
func one[T any](ctx context.Context, q queries, what, query string, args ...any) (T, error) {
	rows, err := all[T](ctx, q, "read "+what, query, args...)
	if err != nil || len(rows) == 0 {
		var none T
		if err == nil {
			err = training.NotFound(what)
		}
		return none, err
	}
	return rows[0], nil
}

// place is the field of a struct into which a column goes.
type place struct {
	index  []int // nil: the value itself, which is no struct
	asJSON bool
}

// places returns where the columns of a query go in a t: its fields, or the value
// itself when it is no struct.
func places(t reflect.Type, names []string) ([]place, error) {
	if t.Kind() != reflect.Struct || t == timeT {
		return []place{{}}, nil
	}
	known := map[string]*reflectx.FieldInfo{}
	for _, f := range fields(t) {
		known[f.Name] = f
	}
	out := make([]place, len(names))
	for i, name := range names {
		f := known[name]
		if f == nil {
			return nil, fmt.Errorf("%s has no field for column %s", t, name)
		}
		_, asJSON := f.Options["json"]
		out[i] = place{f.Index, asJSON}
	}
	return out, nil
}

// aim points the columns of a row at an item.
func aim(into []any, item reflect.Value, goes []place) {
	for i, p := range goes {
		field := item
		if p.index != nil {
			field = item.FieldByIndex(p.index)
		}
		into[i] = target{field, p.asJSON}
	}
}

// target scans one column into one field.
type target struct {
	field  reflect.Value
	asJSON bool
}

// timeText is how times lie in a database without a type for them.
const timeText = "2006-01-02 15:04:05.999999999-07:00"

// Scan implements sql.Scanner.
func (t target) Scan(src any) error {
	if b, ok := src.([]byte); ok && t.field.Type() != reflect.TypeFor[[]byte]() {
		src = string(b)
	}
	text, isText := src.(string)
	switch {
	case src == nil:
		t.field.SetZero()
		return nil
	case t.asJSON:
		return json.Unmarshal([]byte(text), t.field.Addr().Interface())
	case t.field.Type() == timeT, t.field.Type() == timePtr:
		at, ok := src.(time.Time)
		if !ok {
			var err error
			if at, err = time.Parse(timeText, text); err != nil {
				return err
			}
		}
		at = at.UTC()
		if t.field.Type() == timePtr {
			t.field.Set(reflect.ValueOf(&at))
		} else {
			t.field.Set(reflect.ValueOf(at))
		}
		return nil
	case isText && t.field.Kind() == reflect.String:
		t.field.SetString(text)
		return nil
	case isText && t.field.Type() == rawT:
		t.field.SetBytes([]byte(text))
		return nil
	}
	v := reflect.ValueOf(src)
	switch {
	case t.field.Kind() == reflect.Bool && v.CanInt():
		t.field.SetBool(v.Int() != 0)
	case t.field.CanInt() && v.CanInt():
		if t.field.OverflowInt(v.Int()) {
			return fmt.Errorf("%d does not fit %s", v.Int(), t.field.Type())
		}
		t.field.SetInt(v.Int())
	case t.field.Kind() == reflect.Slice && v.Kind() == reflect.Slice:
		t.field.SetBytes(bytes.Clone(v.Bytes()))
	case v.Type().AssignableTo(t.field.Type()):
		t.field.Set(v)
	default:
		return fmt.Errorf("cannot read %T into %s", src, t.field.Type())
	}
	return nil
}
