package grading_test

import (
	"fmt"
	"time"

	"github.com/osint-radar/academy/internal/grading"
	"github.com/osint-radar/academy/simulator/truth"
)

// A team names one of two accounts, and an innocent one.
func ExampleGrade() {
	entity := func(id, handle string, innocent bool) truth.Fact {
		return truth.Fact{
			ID: id, Kind: truth.Entity, Type: "account", Difficulty: 1, Innocent: innocent, VisibleFrom: time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC),
			Selectors: []truth.Selector{{Kind: "handle", Platform: "chatterly", Value: handle}},
		}
	}
	facts := []truth.Fact{entity("e1", "@blue_lantern", false), entity("e2", "@fener", false), entity("e3", "@casa_ponte", true)}
	wire := []byte(`{"format":1,"findings":[
		{"id":"f1","kind":"entity","type":"account","selectors":[{"kind":"handle","value":"Blue_Lantern"}]},
		{"id":"f2","kind":"entity","type":"account","selectors":[{"kind":"url","value":"http://chatterly.test/@casa_ponte"}]}]}`)
	score, err := grading.Grade("", facts, wire)
	if err != nil {
		fmt.Println(err)
		return
	}
	e := score.Components.Entities
	fmt.Println("precision", e.P, "recall", e.R, "F0.5", e.F05)
	fmt.Println("wrongly named:", score.InnocentsNamed[0].Name)
	for _, r := range score.Reasons {
		if r.Component == "entities" {
			fmt.Println(r.Finding, r.Text)
		}
	}
	// Output:
	// precision 0.500 recall 0.500 F0.5 0.500
	// wrongly named: account @casa_ponte
	//  missed: account @fener
	// f1 right: account @blue_lantern
	// f2 account @casa_ponte is innocent: a lookalike, wrongly named
}

// Two markers over twelve reports: chance-corrected agreement, and why weights matter.
func ExampleKappa() {
	a := []int{0, 1, 2, 3, 3, 2, 1, 0, 2, 3, 1, 2}
	b := []int{0, 1, 2, 3, 2, 2, 1, 1, 3, 3, 0, 2}
	for _, w := range []grading.Weighting{grading.Unweighted, grading.Linear, grading.Quadratic} {
		k, _ := grading.Kappa(a, b, w)
		fmt.Println(grading.Decimal(k, 4))
	}
	// Output:
	// 0.5472
	// 0.7073
	// 0.8421
}
