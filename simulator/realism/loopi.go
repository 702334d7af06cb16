package realism

import (
	"context"
	"errors"

	"github.com/osint-radar/academy/simulator/record"
)

// loopi measures after how long clips are commented on and liked.
func loopi(ctx context.Context, dir string, _ World, r *Report) error {
	shown, delays, likes := map[int64]posted{}, []int64{}, []int64{}
	if err := rows(ctx, dir, "clips", func(c *record.Clip) error {
		id, err := number(c.ID)
		by, berr := number(c.AccountID)
		shown[id] = posted{by, c.CreatedAt.UnixMilli()}
		return errors.Join(err, berr)
	}); err != nil {
		return err
	}
	if err := rows(ctx, dir, "comments", func(c *record.ClipComment) error {
		id, err := number(c.ClipID)
		by, berr := number(c.AccountID)
		if p, ok := shown[id]; ok && p.author != by && c.ReplyTo == "" {
			delays = append(delays, c.CreatedAt.UnixMilli()-p.at)
		}
		return errors.Join(err, berr)
	}); err != nil {
		return err
	}
	if err := rows(ctx, dir, "likes", func(l *record.ClipLike) error {
		id, err := number(l.ClipID)
		if p, ok := shown[id]; ok {
			likes = append(likes, l.CreatedAt.UnixMilli()-p.at)
		}
		return err
	}); err != nil {
		return err
	}
	r.delays("loopi", "comments", "comments of others", delays, likes)
	return nil
}
