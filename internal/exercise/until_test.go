package exercise

import "testing"

// A table is cut after the last row that is not later than the moment, and ends
// with that row's line.
func TestUntil(t *testing.T) {
	const table = "id,at,plate\na,2026-03-14T09:00:00Z,X\nb,2026-03-14T09:00:00Z,\"Y, Z\"\nc,2026-03-14T09:00:01Z,V\n"
	for _, c := range []struct{ table, moment, want string }{
		{table, "2026-03-14T08:59:59Z", table[:12]},
		{table, "2026-03-14T09:00:00Z", table[:len(table)-len("c,2026-03-14T09:00:01Z,V\n")]},
		{table, "2026-03-14T09:00:01Z", table},
		{"plate,left_at\nX,2026-03-14T09:00:00Z\n", "2026-03-14T08:00:00Z", "plate,left_at\n"},
		{"sensor,lat\nKB-104,43.1\n", "2020-01-01T00:00:00Z", "sensor,lat\nKB-104,43.1\n"},
	} {
		got, err := until([]byte(c.table), c.moment)
		if err != nil || string(got) != c.want {
			t.Errorf("until %s: %q, %v, want %q", c.moment, got, err, c.want)
		}
	}
	for _, bad := range []string{"", "id,at\na\n"} {
		if _, err := until([]byte(bad), "2026-03-14T09:00:00Z"); err == nil {
			t.Errorf("%q is a table", bad)
		}
	}
}
