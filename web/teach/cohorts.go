package teach

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/courses"
	"github.com/osint-radar/academy/internal/classroom"
	"github.com/osint-radar/academy/internal/training"
	"github.com/osint-radar/academy/web/page"
)

// Cohorts is /teach/cohorts: teams and people of the site, how far they are.
type Cohorts struct {
	Teams  []Team
	Course []CourseSum
}

// Team is one team with its people and runs.
type Team struct {
	training.Team
	People []Trainee
	Runs   []RunLine
}

// Trainee is one person's line.
type Trainee struct {
	Name          string
	Disabled      bool
	Done, Lessons int
	Begun         int
	Right, Tried  int // questions, first attempts
}

// CourseSum is how far all trainees of the site are, lesson by lesson.
type CourseSum struct {
	Title   string
	Lessons []LessonSum
	People  int
	Few     bool // too few people for sums
}

// LessonSum is one lesson over all trainees.
type LessonSum struct {
	Title, Module string
	Begun, Done   int
	Questions     []ItemSum
}

// ItemSum is one question over all trainees who tried it.
type ItemSum struct {
	ID    string
	Tried int
	First int // right at the first attempt
	Tries int // attempts in all
	Few   bool
}

// few is the number of people below which sums over them are not shown.
const few = 5

func (a *Area) showCohorts(c *fiber.Ctx) error {
	ctx, sc := c.UserContext(), page.ViewerOf(c).Scope
	teams, err := a.Room.Teams(ctx, sc)
	if err != nil {
		return err
	}
	people, err := a.Room.People(ctx, sc)
	if err != nil {
		return err
	}
	lib, _ := a.Library()
	sums := newTally(lib)
	var data Cohorts
	for _, t := range teams {
		line := Team{Team: t}
		for _, p := range people {
			if !trains(p, t.ID) {
				continue
			}
			one, err := a.trainee(c, p.Person, sums)
			if err != nil {
				return err
			}
			line.People = append(line.People, one)
		}
		data.Teams = append(data.Teams, line)
	}
	runs, err := a.Exercises.Runs(ctx, sc)
	if err != nil {
		return err
	}
	for _, r := range runs {
		i := slices.IndexFunc(data.Teams, func(t Team) bool { return t.ID == r.Run.Team })
		if i < 0 {
			continue
		}
		line := RunLine{Run: r.Run, State: page.RunTag(r.Run.State), Clock: clockText(r)}
		if sc.Role == training.Trainer {
			line.Href = console(r.Run.ID)
		}
		data.Teams[i].Runs = append(data.Teams[i].Runs, line)
	}
	data.Course = sums.courses()
	m := page.Meta{Title: "Teams and people", Nav: "teach", Crumbs: []page.Crumb{{Text: "Teach", Href: "/teach"}, {Text: "Teams and people"}}}
	return a.cohorts.Render(c, fiber.StatusOK, m, data)
}

func trains(p classroom.Listed, team training.TeamID) bool {
	return slices.ContainsFunc(p.Roles, func(m training.Membership) bool { return m.Role == training.Trainee && m.Team == team })
}

// trainee counts what one person did and adds it to the sums.
func (a *Area) trainee(c *fiber.Ctx, p training.Person, sums *tally) (Trainee, error) {
	out := Trainee{Name: p.Name, Disabled: p.Disabled}
	sums.people++
	for _, co := range sums.lib.Courses {
		progress, err := a.Room.ProgressOf(c.UserContext(), page.ViewerOf(c).Scope, p.ID, co.ID)
		if err != nil {
			return out, err
		}
		answers, err := a.Room.AnswersOf(c.UserContext(), page.ViewerOf(c).Scope, p.ID, co.ID)
		if err != nil {
			return out, err
		}
		for _, m := range co.Modules {
			out.Lessons += len(m.Lessons)
		}
		for _, l := range progress {
			sum := sums.lesson[l.Lesson]
			if sum == nil {
				continue // a lesson that is no longer taught
			}
			out.Begun++
			sum.Begun++
			if l.Done != nil {
				out.Done++
				sum.Done++
			}
		}
		for _, x := range answers {
			item := sums.item[x.Item]
			if item == nil {
				continue
			}
			item.Tries++
			if x.Attempt != 1 {
				continue
			}
			item.Tried++
			out.Tried++
			if x.Correct {
				item.First++
				out.Right++
			}
		}
	}
	return out, nil
}

// tally adds up over people.
type tally struct {
	lib    *courses.Library
	people int
	lesson map[string]*LessonSum
	item   map[string]*ItemSum
}

func newTally(lib *courses.Library) *tally {
	t := &tally{lib: lib, lesson: map[string]*LessonSum{}, item: map[string]*ItemSum{}}
	for _, co := range lib.Courses {
		for _, m := range co.Modules {
			for _, l := range m.Lessons {
				t.lesson[l.ID] = &LessonSum{Title: l.Title, Module: m.Title}
				for _, q := range l.Questions {
					t.item[q.ID] = &ItemSum{ID: q.ID}
				}
			}
		}
	}
	return t
}

// courses lists the sums in the order of teaching; those over too few people are left out.
func (t *tally) courses() []CourseSum {
	var out []CourseSum
	for _, co := range t.lib.Courses {
		sum := CourseSum{Title: co.Title, People: t.people, Few: t.people < few}
		for _, m := range co.Modules {
			for _, l := range m.Lessons {
				if sum.Few {
					continue
				}
				line := *t.lesson[l.ID]
				for _, q := range l.Questions {
					item := *t.item[q.ID]
					if item.Few = item.Tried < few; item.Few {
						item.Tried, item.First, item.Tries = 0, 0, 0
					}
					line.Questions = append(line.Questions, item)
				}
				slices.SortFunc(line.Questions, func(a, b ItemSum) int { return cmp.Compare(a.ID, b.ID) })
				sum.Lessons = append(sum.Lessons, line)
			}
		}
		out = append(out, sum)
	}
	return out
}
