"""TESTCHAIN-U as an analyst would read its rows, and what a tracing tool computes from them."""

import csv
import datetime
import glob
import os

import numpy as np

from books import DAY, HOUR

KINDS = "mn", "q", "p"  # of addresses: legacy, of a key hash, of a key (BIP 13, BIP 173, BIP 350)


def kind(address):
    return 0 if address[0] in KINDS[0] else KINDS.index(address[5])


class Coins:
    """All transactions of a bulk ledger, a column an array, town by town. Those of the opening are read, for what comes of them, and are no rows."""

    def __init__(self, folder, labels):
        holders, outputs, heads, ins, outs, first_in, first_out, clock = {}, {}, [], [], [], [], [], {"": 0}
        for path in sorted(glob.glob(os.path.join(folder, "ledger/*.csv"))):
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            before, place = "", -1
            with open(path, newline="") as f:
                lines = csv.reader(f)
                next(lines)
                for ident, height, at, side, n, address, sat, source in lines:
                    if ident != before:
                        before, place = ident, place + 1
                        if at not in clock:
                            clock[at] = int(datetime.datetime.fromisoformat(at).timestamp())
                        heads.append((clock[at], place, int(ident[:15], 16), int(ident[-15:], 16), labels.get(name + "#" + ident, 0), source == "issue"))
                        first_in.append(len(ins))
                        first_out.append(len(outs))
                    if source == "issue":
                        continue
                    who = holders.setdefault(address, len(holders))
                    if side == "in":
                        ins.append((len(heads) - 1, who, int(sat), source))
                    else:
                        outputs[ident + ":" + n] = len(outs)
                        outs.append((len(heads) - 1, who, int(sat)))
        self.at, self.place, self.high, self.low, self.planted, issue = np.array(heads, np.int64).T
        self.out_tx, self.out_who, self.out_sat = np.array(outs, np.int64).T
        self.in_tx, self.in_who, self.in_sat = np.array([i[:3] for i in ins], np.int64).T
        self.spent = np.array([outputs[i[3]] for i in ins])
        self.kinds = np.array([kind(a) for a in holders])
        self.tails = np.array([[ord(c) for c in a[-4:]] for a in holders])
        self.rows = np.flatnonzero(issue == 0)
        self.planted = self.planted[self.rows]
        self.first_in, self.first_out = np.array(first_in)[self.rows], np.array(first_out)[self.rows]

    def of_ins(self, values, how):
        return how.reduceat(values, self.first_in)

    def of_outs(self, values, how):
        """Over the outputs of each row. Those of the opening stand before or behind them all and are cut off by their own rows."""
        ends = np.append(self.first_out, len(values))
        return how.reduceat(np.append(values, 0), ends)[:-1]

    def identity(self):
        """What only names a transaction, and where in its block it stands."""
        payer, payee = self.in_who[self.first_in], self.out_who[self.first_out]
        high, low = self.high[self.rows], self.low[self.rows]
        begins = np.maximum.accumulate(np.where(np.append(True, np.diff(self.at[self.rows]) != 0), np.arange(len(self.rows)), 0))
        size = np.bincount(begins, minlength=len(begins))[begins]
        within = (np.arange(len(self.rows)) - begins + np.random.default_rng(0).random(len(size))) / size  # anywhere in its share: how full the block is says the hour
        return np.column_stack([high, low, high & 255, low & 255, within, self.at[self.rows] % 60, self.tails[payer], self.tails[payee]])

    def single(self):
        """What one transaction says by itself."""
        at = self.at[self.rows]
        n_in, n_out = np.bincount(self.in_tx, minlength=len(self.at))[self.rows], np.bincount(self.out_tx, minlength=len(self.at))[self.rows]
        total, paid = self.of_ins(self.in_sat, np.add), self.of_outs(self.out_sat, np.add)
        least, most = self.of_outs(self.out_sat, np.minimum), self.of_outs(self.out_sat, np.maximum)
        payer = self.in_who[self.first_in]
        back = np.isin(self.out_tx * len(self.kinds) + self.out_who, self.in_tx * len(self.kinds) + self.in_who)
        zeros = sum((self.out_sat % 10**k == 0).astype(int) for k in range(1, 7))
        like = self.kinds[self.out_who] == self.kinds[payer][np.searchsorted(self.rows, self.out_tx).clip(max=len(self.rows) - 1)]
        returned = self.of_outs(np.where(back, self.out_sat, 0), np.maximum)
        sent = self.of_outs(np.where(back, 0, self.out_sat), np.maximum)
        return np.column_stack([
            n_in, n_out, total, total - paid, (total - paid) / (11 + 68 * n_in + 31 * n_out), least, most, least / most,
            returned, sent, returned > 0, self.of_outs(zeros, np.maximum), self.of_outs(zeros, np.minimum), self.of_outs(zeros, np.add),
            self.kinds[payer], self.of_outs(like.astype(int), np.add), self.of_outs(self.kinds[self.out_who], np.minimum), self.of_outs(self.kinds[self.out_who], np.maximum),
            at % DAY // HOUR, at % DAY // 60, at // DAY % 7, at % 60, least % 100, most % 100, least % 1000, most % 1000, self.place[self.rows],
        ])

    def graph(self):
        """Of payer and payees: how often they are paid and pay, since when, how long coins lie, where they come from and go to."""
        n, at = len(self.kinds), self.at
        in_at, out_at = at[self.in_tx], at[self.out_tx]
        came, went = np.bincount(self.out_who, minlength=n), np.bincount(self.in_who, minlength=n)
        got = np.bincount(self.out_who, self.out_sat, minlength=n)
        begin, end = np.full(n, at.max()), np.full(n, at.min())
        np.minimum.at(begin, self.out_who, out_at)
        np.maximum.at(end, self.out_who, out_at)
        np.maximum.at(end, self.in_who, in_at)
        lay = in_at - out_at[self.spent]
        on = np.full(len(self.out_tx), np.nan)
        on[self.spent] = lay
        width = np.bincount(self.out_tx, minlength=len(at))
        depth = np.bincount(self.in_tx, minlength=len(at))
        to = np.full(len(self.out_tx), -1)
        to[self.spent] = self.in_tx
        next_in, next_out = np.where(to >= 0, depth[to], -1), np.where(to >= 0, width[to], -1)
        parent = self.out_tx[self.spent]
        payer, first = self.in_who[self.first_in], self.first_in
        columns = [came[payer], went[payer], got[payer], at[self.rows] - begin[payer], end[payer] - at[self.rows],
                   self.of_ins(lay, np.minimum), self.of_ins(lay, np.maximum), width[parent[first]], depth[parent[first]],
                   self.out_sat[self.spent][first] / self.of_outs(self.out_sat, np.maximum)]
        # Each payee apart: the one who gets least, most, and the largest sum that does not go back.
        foreign = ~np.isin(self.out_tx * n + self.out_who, self.in_tx * n + self.in_who)
        order = np.lexsort((self.out_sat, self.out_tx))
        ends = np.append(self.first_out[1:], self.first_out[-1] + width[self.rows[-1]]) - 1
        for place in (order[self.first_out], order[ends], self.last_foreign(order, foreign)):
            who = self.out_who[place]
            columns += [came[who], went[who], got[who], at[self.rows] - begin[who], end[who] - at[self.rows], on[place],
                        next_in[place], next_out[place], self.out_sat[place] / np.maximum(got[payer], 1)]
        return np.column_stack([self.single(), *columns]).astype(np.float32)

    def last_foreign(self, order, foreign):
        """The largest output of each row that pays somebody else, or its largest."""
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return order[self.of_outs(np.where(foreign, rank + len(order), rank), np.maximum) % len(order)]
