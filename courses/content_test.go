package courses

import "testing"

// TestEmbeddedContentIsWhole is the linter over what the program ships.
func TestEmbeddedContentIsWhole(t *testing.T) {
	fsys, live, err := FS("")
	if err != nil || live {
		t.Fatal(live, err)
	}
	lib, faults := Check(fsys, Options{})
	for _, f := range faults {
		t.Error(f)
	}
	c, ok := lib.Course("countering-digital-smuggling")
	if !ok {
		t.Fatal("the course is missing")
	}
	m, ok := c.Module("m1")
	if !ok {
		t.Fatal("module 1 is missing")
	}
	if got, want := m.Hours.Sum(), 16.0; got != want {
		t.Errorf("module 1 has %v hours, want %v", got, want)
	}
	for _, id := range []string{"m1-l1", "m1-l2", "m1-l3", "m1-l4", "m1-l5", "m1-l6"} {
		if _, ok := lib.Lesson(id); !ok {
			t.Errorf("lesson %s is missing", id)
		}
	}
	minutes := map[string]int{}
	for _, l := range m.Lessons {
		if l.Kind == "quiz" {
			minutes["assessment"] += l.Minutes
		} else {
			minutes[l.Mode] += l.Minutes
		}
	}
	if minutes["self"] != int(m.Hours.Self*60) || minutes["range"] != int(m.Hours.Range*60) || minutes["assessment"] > int(m.Hours.Assessment*60) {
		t.Errorf("the lessons of module 1 take %v minutes; its hours are %+v", minutes, m.Hours)
	}
	quiz := 0
	each(lib, func(l *Lesson) {
		if l.Kind == "quiz" {
			quiz += len(l.Questions)
		}
		for _, q := range l.Questions {
			key, ok := q.Key()
			if !ok {
				continue
			}
			if r, err := q.Score(key); err != nil || !r.Correct {
				t.Errorf("%s: the key scores %v, %v", q.ID, r.Fraction, err)
			}
		}
	})
	if quiz != 22 {
		t.Errorf("the quiz of module 1 has %d items, want 22", quiz)
	}
	if _, ok := lib.Exercise("m1-e1"); !ok {
		t.Error("the practical m1-e1 is missing")
	}
}
