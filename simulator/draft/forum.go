package draft

import (
	"time"

	"github.com/osint-radar/academy/simulator/world"
)

// visible is the id that Agora-9 or Loopi shows for a thing of the plan.
func (d *Draft) visible(sort string, ref world.Ref, at time.Time) string {
	return world.VisibleID(at, d.W.Key.Domain("id/"+sort).Named(string(ref)))
}

// AddForumMember completes a member of Agora-9 by its visible id and enters it.
func (d *Draft) AddForumMember(m world.ForumMember) {
	m.ID = d.visible("forum-member", m.Ref, m.JoinedAt)
	d.W.ForumMembers = append(d.W.ForumMembers, m)
}

// AddThread enters a thread with the post that opens it: the post's thread,
// author and moment are the thread's.
func (d *Draft) AddThread(t world.Thread, opens world.ForumPost) {
	t.ID = d.visible("thread", t.Ref, t.At)
	d.W.Threads = append(d.W.Threads, t)
	opens.Thread, opens.Author, opens.At = t.Ref, t.Author, t.At
	d.AddForumPost(opens)
}

// AddForumPost completes a post of the forum by its visible id and enters it.
func (d *Draft) AddForumPost(p world.ForumPost) {
	p.ID = d.visible("forum-post", p.Ref, p.At)
	if p.Lang == "" {
		p.Lang = "en"
	}
	d.W.ForumPosts = append(d.W.ForumPosts, p)
}

// AddPrivateMessage completes a message between two members of the forum by its
// visible id and enters it.
func (d *Draft) AddPrivateMessage(m world.PrivateMessage) {
	m.ID = d.visible("private-message", m.Ref, m.At)
	if m.Lang == "" {
		m.Lang = "en"
	}
	d.W.PrivateMessages = append(d.W.PrivateMessages, m)
}
