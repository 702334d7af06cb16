package world_test

import (
	"testing"
	"time"

	"github.com/osint-radar/academy/simulator/world"
	"github.com/osint-radar/academy/simulator/worldtest"
)

func TestValidateFindsDamageOnLoopi(t *testing.T) {
	refused(t, []damage{
		{"two of one handle", func(w *world.World) { w.LoopiAccounts[1].Handle = "amber_ways" }, "loopi:first: has the handle of loopi:main"},
		{"a handle with a blank", func(w *world.World) { w.LoopiAccounts[1].Handle = "amber ways" }, "is not of small letters"},
		{"an account of nobody", func(w *world.World) { w.LoopiAccounts[0].Owner = "person:nobody" }, "loopi:main: refers to person:nobody"},
		{"an id of another make", func(w *world.World) { w.Clips[0].ID = "clip1" }, `clip:main/1: id "clip1" is no VisibleID`},
		{"a clip of nobody", func(w *world.World) { w.Clips[0].Account = "loopi:nobody" }, `clip:main/1: is by "loopi:nobody"`},
		{"a clip after the end of its account", func(w *world.World) { w.LoopiAccounts[1].SuspendedAt = worldtest.Day(20) }, "clip:first/1: is by loopi:first"},
		{"a clip without a picture", func(w *world.World) { w.Clips[0].Poster = "" }, `clip:main/1: poster "" and 2 frames`},
		{"a clip of seven frames", func(w *world.World) { w.Clips[0].Frames = make([]world.Ref, 7) }, "and 7 frames"},
		{"a clip of an hour", func(w *world.World) { w.Clips[0].Lasts = time.Hour }, "clip:main/1: lasts 1h0m0s"},
		{"liked more than seen", func(w *world.World) { w.Clips[0].Likes = 901 }, "900 views and 901 likes"},
		{"a copy before its original", func(w *world.World) { w.Clips[1].Of = "clip:main/2" }, "before its cause clip:main/2"},
		{"a frame that is taken later", func(w *world.World) { w.Images[0].TakenAt = worldtest.Day(7) }, "before its cause image:van"},
		{"a comment before its clip", func(w *world.World) { w.ClipComments[0].At = worldtest.Day(5) }, "before its cause clip:main/1"},
		{"a comment under what is gone", func(w *world.World) { w.Clips[0].DeletedAt = w.ClipComments[0].At }, "after clip:main/1 was deleted"},
		{"an answer under another clip", func(w *world.World) { w.ClipComments[1].ReplyTo = "comment:main/2/1" }, "of another clip"},
		{"a comment that says nothing", func(w *world.World) { w.ClipComments[0].Text = "" }, "comment:main/1/1: says nothing"},
		{"a comment of nobody", func(w *world.World) { w.ClipComments[0].Account = "" }, `is by "", which is no account`},
	})
}
