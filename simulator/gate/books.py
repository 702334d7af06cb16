"""The open books of Zefir Pay as an analyst would read them, and what a graph tool computes from them."""

import csv
import datetime
import glob
import os

import numpy as np

KINDS = ["P2P", "PAY", "TOP", "OUT", "SAL", "STO"]
HOLDERS = ["person", "business", "institution"]
INSTITUTION = 2
HOUR, DAY = 3600, 86400


class Books:
    """All transfers of a dataset in time order, a column an array."""

    def __init__(self, folder, labels):
        holders, rows = {}, []
        for path in sorted(glob.glob(os.path.join(folder, "emoney/accounts/*.csv"))):
            with open(path, newline="") as f:
                for r in csv.DictReader(f):
                    holders[r["account"]] = (HOLDERS.index(r["holder"]), float(r["balance"]))
        names = {a: i for i, a in enumerate(holders)}
        midnight = {}
        for path in sorted(glob.glob(os.path.join(folder, "emoney/transfers/*.csv"))):
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            with open(path, newline="") as f:
                lines = csv.reader(f)
                next(lines)
                for place, (ident, at, source, target, amount, kind) in enumerate(lines):
                    day = midnight.get(at[:10])
                    if day is None:
                        day = midnight[at[:10]] = int(datetime.datetime.fromisoformat(at[:10] + "T00:00:00+00:00").timestamp())
                    seconds = int(at[11:13]) * HOUR + int(at[14:16]) * 60 + int(at[17:19])
                    whole, _, part = amount.partition(".")
                    rows.append((day + seconds, names[source], names[target], int(whole) * 100 + int(part), KINDS.index(kind), place,
                                 int(ident[1:9], 16), int(ident[9:], 16), int(source[8:]), int(target[8:]), labels.get(name + "#" + ident, 0)))
        rows = np.array(rows, dtype=np.int64)
        rows = rows[np.argsort(rows[:, 0], kind="stable")]
        (self.at, self.source, self.target, self.amount, self.kind, self.place,
         self.high, self.low, self.source_number, self.target_number, self.planted) = rows.T
        self.holder = np.array([h for h, _ in holders.values()])
        self.balance = np.array([b for _, b in holders.values()])

    def identity(self):
        """What only names a row: it must say nothing of what the row is. The institution's own numbers say the kind, so they are left out."""
        customer = np.where(self.holder[self.source] == INSTITUTION, self.target_number, self.source_number)
        return np.column_stack([self.high, self.low, self.high & 255, self.low & 255, self.at % 60, self.at // 60 % 60, *(customer // 10**k % 1000 for k in (0, 3, 6))])

    def single(self):
        """What one row says by itself."""
        round_to = sum((self.amount % step == 0).astype(int) for step in (100, 500, 1000, 5000, 10000, 50000))
        return np.column_stack([
            self.amount, self.kind, self.kind == 0, self.kind == 1, self.kind == 2, self.kind == 3,
            self.at % DAY // 60, self.at % DAY // HOUR, self.at // DAY % 7, self.at % 60,
            round_to, self.amount % 100, self.amount % 1000, self.amount % 10000, self.place, self.high, self.low,
        ])

    def graph(self):
        """Degrees, counterparties, windows, gaps, sums that pass through, ways back."""
        sides = {
            "in": Side(self, self.target, self.source), "out": Side(self, self.source, self.target),
        }
        pairs = Pairs(self)
        columns = [self.amount, self.kind, self.at % DAY // HOUR, self.amount % 100, self.amount % 1000,
                   pairs.count(self.source, self.target), pairs.count(self.target, self.source), pairs.before, pairs.after]
        for party in (self.source, self.target):
            columns += [self.holder[party], self.balance[party]]
            for side in sides.values():
                columns += [side.degree[party], side.partners[party]]
                for low, high in ((-8 * HOUR, 0), (1, 8 * HOUR), (-2 * DAY, 0), (1, 2 * DAY), (-7 * DAY, 7 * DAY)):
                    n, fresh, total, square = side.window(party, self.at + low, self.at + high)
                    columns += [n, fresh, total]
                    if 2 * DAY in (-low, high):  # how alike the sums are
                        mean = total / np.maximum(n, 1)
                        columns.append(np.sqrt(np.maximum(square / np.maximum(n, 1) - mean**2, 0)) / np.maximum(mean, 1))
        for side, party, way in (("in", self.source, -1), ("out", self.source, -1), ("in", self.target, -1),
                                 ("out", self.target, 1), ("out", self.source, 1), ("in", self.target, 1)):
            columns += sides[side].nearest(party, self.at, self.amount, way)
        columns += pairs.back(sides["out"], self.target, self.source, self.at)
        return np.column_stack([np.asarray(c, dtype=np.float32) for c in columns])


class Side:
    """The transfers of each account on one side, by time."""

    def __init__(self, books, own, other):
        self.order = np.lexsort((books.at, own))
        self.own, self.at, self.amount, self.other = own[self.order], books.at[self.order], books.amount[self.order].astype(float), other[self.order]
        self.epoch = books.at[0] - 60 * DAY
        self.span = books.at[-1] - books.at[0] + 120 * DAY
        self.key = self.own * self.span + self.at - self.epoch
        n = len(books.holder)
        self.degree = np.bincount(own, minlength=n)
        pair = np.unique(own * n + other)
        self.partners = np.bincount(pair // n, minlength=n)
        # fresh: the first transfer with that partner in ten days
        p = np.lexsort((books.at, other, own))
        same = np.zeros(len(p), bool)
        same[1:] = (own[p][1:] == own[p][:-1]) & (other[p][1:] == other[p][:-1]) & (books.at[p][1:] - books.at[p][:-1] < 10 * DAY)
        fresh = np.empty(len(p))
        fresh[p] = ~same
        person = (books.kind == 0)[self.order]
        zero = [0.0]
        self.sums = [np.concatenate([zero, np.cumsum(c)]) for c in (fresh[self.order], person * 1.0, self.amount * person, self.amount**2 * person)]

    def window(self, party, low, high):
        a = np.searchsorted(self.key, party * self.span + low - self.epoch, "left")
        b = np.searchsorted(self.key, party * self.span + high - self.epoch, "right")
        fresh, n, total, square = (s[b] - s[a] for s in self.sums)
        return n, fresh, total, square

    def nearest(self, party, at, amount, way, look=5, within=2 * DAY):
        """Of the transfers just before (way -1) or after: gap and ratio of the first, of the one whose sum is nearest, and the sums of several."""
        key = party * self.span + at - self.epoch
        place = np.searchsorted(self.key, key, "left") - 1 if way < 0 else np.searchsorted(self.key, key, "right")
        best, best_gap, best_ratio, total = np.full(len(at), np.inf), np.full(len(at), np.nan), np.full(len(at), np.nan), np.zeros(len(at))
        several = []
        for k in range(look):
            i = np.clip(place + way * k, 0, len(self.key) - 1)
            ok = (place + way * k >= 0) & (place + way * k < len(self.key)) & (self.own[i] == party)
            gap = np.where(ok, np.abs(self.at[i] - at), np.nan)
            ratio = np.where(ok, amount / self.amount[i], np.nan)
            if k == 0:
                gap1, ratio1 = gap, ratio
            near = np.where(ok & (gap < within), np.abs(np.log(ratio) - .03 * way), np.inf)  # three per cent stay on the way
            take = near < best
            best, best_gap, best_ratio = np.where(take, near, best), np.where(take, gap, best_gap), np.where(take, ratio, best_ratio)
            total = total + np.where(ok & (gap < within), self.amount[i], 0)
            if k in (1, 2):
                several.append(amount / total)
        return [gap1, ratio1, best_gap, best_ratio, *several]


class Pairs:
    """Who pays whom how often."""

    def __init__(self, books):
        self.n = len(books.holder)
        key = books.source * self.n + books.target
        self.keys, self.counts = np.unique(key, return_counts=True)
        p = np.lexsort((books.at, key))
        gap = (books.at[p][1:] - books.at[p][:-1]).astype(float)
        gap[key[p][1:] != key[p][:-1]] = np.nan
        self.before, self.after = np.full(len(p), np.nan), np.full(len(p), np.nan)
        self.before[p[1:]], self.after[p[:-1]] = gap, gap
        self.epoch, self.span = books.at[0] - 60 * DAY, books.at[-1] - books.at[0] + 120 * DAY
        self.timed = np.sort(key * self.span + books.at - self.epoch)

    def count(self, source, target):
        key = source * self.n + target
        i = np.clip(np.searchsorted(self.keys, key), 0, len(self.keys) - 1)
        return np.where(self.keys[i] == key, self.counts[i], 0)

    def next(self, source, target, at):
        """Seconds to the next transfer between two, NaN for none."""
        key = (source * self.n + target) * self.span + at - self.epoch
        i = np.clip(np.searchsorted(self.timed, key, "right"), 0, len(self.timed) - 1)
        gap = self.timed[i] - key
        return np.where((gap >= 0) & (self.timed[i] // self.span == source * self.n + target), gap, np.nan)

    def back(self, out, holder, home, at, look=4):
        """Ways back to the payer: straight, and over one more account."""
        key = holder * out.span + at - out.epoch
        place = np.searchsorted(out.key, key, "right")
        best = np.full(len(at), np.inf)
        for k in range(look):
            i = np.clip(place + k, 0, len(out.key) - 1)
            ok = (place + k < len(out.key)) & (out.own[i] == holder) & (out.at[i] - at < 5 * DAY)
            gap = self.next(out.other[i], home, out.at[i]) + out.at[i] - at
            best = np.where(ok & (gap < best), gap, best)
        return [self.next(holder, home, at), np.where(np.isinf(best), np.nan, best)]
