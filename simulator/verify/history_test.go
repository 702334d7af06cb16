package verify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/osint-radar/academy/simulator/verify"
)

// lie changes one row of a file and says what the reading must say of it.
type lie struct {
	name string
	row  func(map[string]any) bool // nil: any
	set  func(map[string]any)
	says string
}

// tell gives each lie a row of its own, some rows apart, and returns the file
// and the words by which each row is named.
func tell(lies []lie, name func(map[string]any) string) (edit func([]byte) []byte, told map[string]string) {
	told = map[string]string{}
	return func(b []byte) []byte {
		lines := bytes.SplitAfter(b, []byte("\n"))
		at := 3
		for _, l := range lies {
			for ; at < len(lines); at++ {
				var row map[string]any
				d := json.NewDecoder(bytes.NewReader(lines[at]))
				d.UseNumber()
				if d.Decode(&row) != nil || l.row != nil && !l.row(row) {
					continue
				}
				l.set(row)
				out, err := json.Marshal(row)
				if err != nil {
					panic(err)
				}
				lines[at], told[l.name] = append(out, '\n'), name(row)
				at += 3
				break
			}
		}
		return bytes.Join(lines, nil)
	}, told
}

func number(v any) int64 {
	n, err := v.(json.Number).Int64()
	if err != nil {
		panic(err)
	}
	return n
}

func onlyName(n string) func(map[string]any) {
	return func(r map[string]any) { r["common_name"], r["name_value"], r["result_count"] = n, n, 2 }
}

// Lies of the certificate log and of passive DNS, all those of a file in one
// reading, each found at its row.
func brokenHistories(t *testing.T, dir string, _ []byte) {
	put := func(key string, v any) func(map[string]any) { return func(r map[string]any) { r[key] = v } }
	serials := map[any]any{}
	certificates := []lie{
		{"of nobody", nil, onlyName("no.example"), "which is not registered at"},
		{"of somebody", nil, onlyName("police.eu"), "is no name below .example or .test"},
		{"of a host without address", nil, func(r map[string]any) {
			r["name_value"], r["result_count"] = fmt.Sprint(r["common_name"])+"\nzz."+fmt.Sprint(r["common_name"]), 3
		}, "has no address at"},
		{"before the registration", nil, put("not_before", "2001-01-01T00:00:00"), "which is not registered at"},
		{"logged after its end", nil, put("not_after", "2002-01-01T00:00:00"), "not in that time"},
		{"after the clock", nil, put("entry_timestamp", "2027-01-01T00:00:00.5"), "after the end of the clock"},
		{"out of order", nil, put("id", json.Number("7")), "which is later"},
		{"a serial used twice", func(r map[string]any) bool {
			old, used := serials[r["issuer_ca_id"]]
			serials[r["issuer_ca_id"]] = r["serial_number"]
			if used {
				r["serial_number"] = old
			}
			return used
		}, func(map[string]any) {}, "the issuer used it before"},
		{"of a real country", nil, func(r map[string]any) {
			r["issuer_name"] = strings.Replace(fmt.Sprint(r["issuer_name"]), "C=XA", "C=IT", 1)
		}, "none of a fictional country"},
		{"another authority's number", nil, put("issuer_name", "C=XA, O=Other, CN=Other 1"), "here and"},
		{"a name too few", nil, put("result_count", 1), "result_count is 1"},
		{"names that are not sorted", func(r map[string]any) bool { return strings.Contains(fmt.Sprint(r["name_value"]), "\n") }, func(r map[string]any) {
			list := strings.Split(fmt.Sprint(r["name_value"]), "\n")
			slices.Reverse(list)
			r["name_value"] = strings.Join(list, "\n")
		}, "are not sorted"},
	}
	often := func(r map[string]any) bool { return r["rrtype"] == "A" && number(r["count"]) > 2 }
	observations := []lie{
		{"of nothing", often, put("rdata", "192.0.2.254"), "no record of infra/dns.jsonl stood"},
		{"before the record", often, func(r map[string]any) {
			r["time_first"], r["time_last"], r["count"] = json.Number("1000000000"), 1000000000, 1
		}, "no record of infra/dns.jsonl stood"},
		{"after the clock", often, func(r map[string]any) { r["time_last"], r["count"] = 1_900_000_000, 2 }, "after the end of the clock"},
		{"a count that does not fit", often, func(r map[string]any) { r["count"] = 2*number(r["count"]) + 1 }, "even pace"},
		{"cut short", often, func(r map[string]any) {
			first := number(r["time_first"])
			r["time_last"], r["count"] = first+(number(r["time_last"])-first)/(number(r["count"])-1), 2
		}, "stood on"},
		{"no sighting", often, put("count", 0), "seen 0 times"},
		{"a zone that is not above", often, put("bailiwick", "other.example"), "not above the name"},
	}
	for path, x := range map[string]struct {
		lies []lie
		name func(map[string]any) string
	}{
		"infra/ct.jsonl": {certificates, func(r map[string]any) string { return fmt.Sprintf("%v: ", r["id"]) }},
		"infra/pdns.jsonl": {observations, func(r map[string]any) string {
			return fmt.Sprintf("%v/%v/%v@%v: ", r["rrname"], r["rrtype"], r["rdata"], r["time_first"])
		}},
	} {
		change, told := tell(x.lies, x.name)
		undo := edit(t, dir, path, change)
		resign(t, dir, path)
		r := check(t, dir, nil)
		for _, l := range x.lies {
			if told[l.name] == "" || !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool {
				return f.Kind == verify.Rule && f.Path == path && strings.HasPrefix(f.Reason, told[l.name]) && strings.Contains(f.Reason, l.says)
			}) {
				t.Errorf("%s: %s: at %q nothing says %q: %v", path, l.name, told[l.name], l.says, r.Faults[:min(9, len(r.Faults))])
			}
		}
		if path == "infra/pdns.jsonl" && !slices.ContainsFunc(r.Faults, func(f verify.Fault) bool { return strings.Contains(f.Reason, "was never seen") }) {
			t.Errorf("records without a sighting are not missed: %v", r.Faults)
		}
		undo()
		resign(t, dir, path)
	}
	if r := check(t, dir, nil); !r.Whole() {
		t.Errorf("put back, yet: %v", r.Faults)
	}
}
