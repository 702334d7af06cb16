package rangeserver

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

// Who follows and who likes are most of the rows of a network. Reading them as
// what they nearly always are, two texts and a time in the order of the columns,
// takes a fraction of the time that a reader of any JSON needs, and a site starts
// that much sooner. Every other writing is left to that reader.

// plain takes the values out of a row of two texts and a time, written as package
// dataset writes it: these columns in this order, no white space, no escapes. ok
// is false for any other row, also for one that is no JSON at all.
func plain(line []byte, first, second string) (a, b string, at time.Time, ok bool) {
	x, line, ok1 := value(line, '{', first)
	y, line, ok2 := value(line, ',', second)
	t, line, ok3 := value(line, ',', "created_at")
	if !ok1 || !ok2 || !ok3 || string(line) != "}\n" || at.UnmarshalText(t) != nil {
		return "", "", time.Time{}, false
	}
	return string(x), string(y), at, true
}

// value cuts the text of one column off the front of a row.
func value(line []byte, open byte, column string) (text, rest []byte, ok bool) {
	n := len(column) + 2
	if len(line) < n+3 || line[0] != open || line[1] != '"' || string(line[2:n]) != column || string(line[n:n+3]) != `":"` {
		return nil, nil, false
	}
	text, rest, ok = bytes.Cut(line[n+3:], []byte(`"`))
	for _, c := range text {
		if c < ' ' || c == '\\' {
			return nil, nil, false
		}
	}
	return text, rest, ok
}

func readFollow(line []byte) (r record.Follow, err error) {
	var ok bool
	if r.AccountID, r.TargetID, r.CreatedAt, ok = plain(line, "account_id", "target_id"); !ok {
		err = json.Unmarshal(line, &r)
	}
	return r, err
}

func readFavourite(line []byte) (r record.Favourite, err error) {
	var ok bool
	if r.AccountID, r.StatusID, r.CreatedAt, ok = plain(line, "account_id", "status_id"); !ok {
		err = json.Unmarshal(line, &r)
	}
	return r, err
}
