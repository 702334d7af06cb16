package record_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/osint-radar/academy/simulator/record"
)

// A surface writes a row, the range reads it; what is empty has no member.
func ExampleStatus() {
	row := record.Status{
		ID: "116010000000000001", AccountID: "115990000000000001", CreatedAt: time.Date(2026, 2, 5, 9, 0, 0, 0, time.UTC),
		Text: "Coach to #Ostavo on Friday, 350 TK.", Lang: "en", Tags: []string{"ostavo"},
	}
	line, err := json.Marshal(row)
	fmt.Println(string(line), err)
	// Output:
	// {"id":"116010000000000001","account_id":"115990000000000001","created_at":"2026-02-05T09:00:00Z","text":"Coach to #Ostavo on Friday, 350 TK.","lang":"en","tags":["ostavo"]} <nil>
}
