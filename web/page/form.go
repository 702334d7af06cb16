package page

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"github.com/osint-radar/academy/internal/training"
)

// Form is what a person typed and what is wrong with it. A handler that cannot
// accept a form shows the page again with status 422 and the same Form, so that
// nothing typed is lost.
type Form struct {
	Values map[string]string
	Errors []FieldError
}

// FieldError is one fault, tied to a field; Field "" speaks of the whole form.
type FieldError struct{ Field, Text string }

// ReadForm copies the named fields out of the request.
func ReadForm(c *fiber.Ctx, names ...string) Form {
	f := Form{Values: make(map[string]string, len(names))}
	for _, n := range names {
		f.Values[n] = c.FormValue(n)
	}
	return f
}

// Get returns what was typed into a field.
func (f *Form) Get(name string) string { return f.Values[name] }

// Set gives a field its first value.
func (f *Form) Set(name, value string) {
	if f.Values == nil {
		f.Values = map[string]string{}
	}
	f.Values[name] = value
}

// Wrong adds a fault.
func (f *Form) Wrong(field, text string) { f.Errors = append(f.Errors, FieldError{field, text}) }

// Take turns an error of a use-case into faults of the form and reports whether
// it was one that the person can mend: bad fields and conflicts. Anything else
// stays an error for the caller to return.
func (f *Form) Take(err error) bool {
	var bad *training.InvalidError
	switch {
	case errors.As(err, &bad):
		text := "This " + bad.Message
		if bad.Want != "" {
			text += ". Right would be: " + bad.Want
		}
		f.Wrong(bad.Field, text+".")
	case errors.Is(err, training.ErrConflict):
		f.Wrong("", sentence(err))
	default:
		return false
	}
	return true
}

// Status is 422 for a form with faults, else 200.
func (f *Form) Status() int {
	if len(f.Errors) > 0 {
		return fiber.StatusUnprocessableEntity
	}
	return fiber.StatusOK
}

// Field is one labelled control; templates make it with
// {{template "input" (field .Page.Form "email" "E-mail address")}} and refine it
// with its methods.
type Field struct {
	Name, Label, Hint, Value, Error string
	Type                            string // of an input: text, email, password, number…
	Autocomplete, Class, InputMode  string
	Rows                            int
	Options                         []Option
	Required                        bool
}

// Option is one choice of radios, checkboxes or a select.
type Option struct{ Value, Text, Hint string }

func newField(f Form, name, label string) Field {
	out := Field{Name: name, Label: label, Value: f.Values[name], Type: "text", Rows: 4}
	for _, e := range f.Errors {
		if e.Field == name {
			out.Error = e.Text
			break
		}
	}
	return out
}

// ID is the control's id; error summaries link to it.
func (f Field) ID() string { return "f-" + f.Name }

// DescribedBy names the hint and the error for assistive technology.
func (f Field) DescribedBy() string {
	switch {
	case f.Hint != "" && f.Error != "":
		return f.ID() + "-hint " + f.ID() + "-error"
	case f.Hint != "":
		return f.ID() + "-hint"
	case f.Error != "":
		return f.ID() + "-error"
	default:
		return ""
	}
}

// Hinted adds a hint below the label.
func (f Field) Hinted(s string) Field { f.Hint = s; return f }

// Kind sets the input's type.
func (f Field) Kind(s string) Field { f.Type = s; return f }

// Auto sets what browsers may fill in.
func (f Field) Auto(s string) Field { f.Autocomplete = s; return f }

// Wide adds a class, such as govuk-input--width-10.
func (f Field) Wide(s string) Field { f.Class = s; return f }

// Tall sets the rows of a text area.
func (f Field) Tall(n int) Field { f.Rows = n; return f }

// Of sets the choices.
func (f Field) Of(o []Option) Field { f.Options = o; return f }

// Must marks the field as required.
func (f Field) Must() Field { f.Required = true; return f }

// Numeric asks for a number pad.
func (f Field) Numeric() Field { f.InputMode = "numeric"; return f }
