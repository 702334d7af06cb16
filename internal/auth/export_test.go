package auth

// Take takes one of the places for hashing, if one is free.
func (h *Hasher) Take() (leave func(), ok bool) {
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, true
	default:
		return nil, false
	}
}
