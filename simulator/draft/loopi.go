package draft

import "github.com/osint-radar/academy/simulator/world"

// AddLoopiAccount completes an account of Loopi by its visible id and enters it.
func (d *Draft) AddLoopiAccount(a world.LoopiAccount) {
	a.ID = d.visible("loopi", a.Ref, a.CreatedAt)
	if a.Lang == "" {
		a.Lang = "en"
	}
	d.W.LoopiAccounts = append(d.W.LoopiAccounts, a)
}

// AddClip completes a clip and enters it: its visible id, and its tags from its
// caption.
func (d *Draft) AddClip(c world.Clip) {
	c.ID = d.visible("clip", c.Ref, c.At)
	c.Tags = tags(c.Caption)
	if c.Lang == "" {
		c.Lang = "en"
	}
	d.W.Clips = append(d.W.Clips, c)
}

// AddClipComment completes a comment by its visible id and enters it.
func (d *Draft) AddClipComment(c world.ClipComment) {
	c.ID = d.visible("clip-comment", c.Ref, c.At)
	if c.Lang == "" {
		c.Lang = "en"
	}
	d.W.ClipComments = append(d.W.ClipComments, c)
}
