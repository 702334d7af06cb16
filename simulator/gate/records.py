"""The records of a dataset's open files as rows of what is no matter of what they tell: ids, order, format.

A kind is what files of one shape are called: messenger/messages/*.jsonl. Of each field of a record there are columns
for its presence, the length of what only identifies, the fineness of a time or number, the bits of an id, the
encoding of a text, and whether the words of a name are those of other people's names. What a field says is left out.
"""

import collections
import csv
import datetime
import glob
import json
import os
import re
import unicodedata

import numpy as np

KEPT = 20  # others for each planted record, at most

HEX = re.compile(r"(?:0x)?[0-9a-f]{8,}|\d{6,}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Fields that people write or that say what a thing is: their presence, length and case are what they mean.
FREE = set("text title caption description about bio signature note subject label notice place class type kind category status lang mime data tags "
           "issuer_name rank sound board_id".split())
OWN = "id", "hash"  # of the record itself
CLOCKS = "time_first", "time_last", "timestamp", "date_unixtime", "edited_unixtime"
# Names: their words are compared, their length is not.
STOCK = {"name": "words", "email": "host", "phone": "range"}
NAMES = set("name display_name title handle shop org sender receiver seller".split())


def kind_of(path):
    """The kind of a file: its path with what is drawn replaced by a star."""
    parts = path.split("/")
    if parts[0] in ("casp", "messenger") and len(parts) > 2 and parts[1] != "messages":
        return "/".join([*parts[:2], "*", parts[-1]])
    return "/".join(p if not re.search(r"[0-9a-f]{6,}|\d{3,}", p) else "*" + os.path.splitext(p)[1] for p in parts)


def flat(value, path=""):
    """(path, scalar) of everything in a record; lists are known by their first member and their length."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from flat(v, path + "." + k if path else k)
    elif isinstance(value, list):
        yield path + "[]", len(value)
        if value:
            yield from flat(value[0], path + "[0]")
    elif value is not None and value != "":
        yield path, value


def read(folder):
    """(file, id, record, raw) of every record, in the order of the files."""
    for path in sorted(glob.glob(os.path.join(folder, "**"), recursive=True)):
        name = os.path.relpath(path, folder).replace(os.sep, "/")
        if not os.path.isfile(path) or name.split("/")[0] not in SURFACES:
            continue
        if path.endswith(".jsonl"):
            with open(path, encoding="utf-8") as f:
                for raw in f:
                    r = json.loads(raw)
                    if name == "accountledger/blocks.jsonl":
                        for place, x in enumerate(r["transactions"]):
                            yield name, x["hash"], {**x, "place": place, "timestamp": r["timestamp"]}, ""
                    elif name == "infra/pdns.jsonl":
                        yield name, f'{r["rrname"]}/{r["rrtype"]}/{r["rdata"]}@{r["time_first"]}', r, raw
                    elif "id" in r:
                        yield name, str(r["id"]), r, raw
                    else:
                        break  # who follows, likes, is a member: ties, of which no fact speaks
        elif path.endswith(".csv"):
            with open(path, encoding="utf-8", newline="") as f:
                for r in csv.DictReader(f):
                    yield name, next(iter(r.values())), r, ""
        elif path.endswith("result.json"):
            with open(path, encoding="utf-8") as f:
                for r in json.load(f)["messages"]:
                    yield name, str(r["id"]), r, ""


SURFACES = "accountledger casp classifieds emoney forum infra loopi messenger microblog movement paper chain".split()


class World:
    """Rows of one dataset by kind: flat record, raw line, place in its file, planted or not. Of the others no more than are needed."""

    def __init__(self, folder, dice):
        proofs, owned = set(), set()
        with open(os.path.join(folder, "proofs.csv"), newline="") as f:
            for what, value in csv.reader(f):
                (proofs if what == "record" else owned).add(value)
        files = collections.defaultdict(list)
        for file, ident, record, raw in read(folder):
            planted = file + "#" + ident in proofs
            if file.startswith(("infra/ct", "infra/pdns", "movement/vessels")):  # no fact cites these: theirs are those of the story's names
                planted = any(str(record.get(k, "")).removeprefix("www.") in owned for k in ("common_name", "rrname", "mmsi"))
            files[file].append((ident, record, raw, planted))
        self.kinds = collections.defaultdict(list)
        for file, rows in files.items():
            says = not any(ordered([key(row) for row in rows]) for key in (by_id, by_time, by_end, by_name))  # else the place is only what id or time are
            self.kinds[kind_of(file)] += [(r, raw, i / max(len(rows) - 1, 1) if says else 0, planted) for i, (_, r, raw, planted) in enumerate(rows)]
        for kind, rows in self.kinds.items():
            planted = [i for i, row in enumerate(rows) if row[3]]
            others = [i for i, row in enumerate(rows) if not row[3]]
            others = dice.permutation(others)[:max(KEPT * len(planted), 400)].astype(int).tolist()
            self.kinds[kind] = [(dict(flat(r)), raw, place, p) for r, raw, place, p in (rows[i] for i in sorted(planted + others))]


    @staticmethod
    def of(kinds):
        world = World.__new__(World)
        world.kinds = kinds
        return world


def by_id(row):
    return (len(row[0]) if row[0].isdigit() else 0, row[0])


def by_time(row):
    """The first time of a record, without its fraction: of that the length differs."""
    return next((v[:19] for v in row[1].values() if isinstance(v, str) and TIME.fullmatch(v)), row[1].get("timestamp", ""))


def by_end(row):
    """The last one: of a passage, say, when it was over."""
    return next((v[:19] for v in reversed(row[1].values()) if isinstance(v, str) and TIME.fullmatch(v)), "")


def by_name(row):
    return str(row[1].get("name") or row[1].get("rrname") or row[1].get("domain") or "")


def ordered(keys):
    """Whether they rise, and are not all one."""
    return keys[0] != keys[-1] and all(a <= b for a, b in zip(keys, keys[1:]))


def stock(path, value):
    """What of a name, mailbox or number stands in others too: words, the host, the first digits. Rarity among the others of other worlds tells a list of one's own."""
    if value is None:
        return []
    if last(path) == "email":
        return [value.partition("@")[2]]
    if last(path) == "phone":
        return [re.sub(r"\D", "", value)[:-3]]
    return re.findall(r"[a-zà-ž]{2,}", value.lower())


def last(path):
    return re.sub(r"\[\d*\]", "", path).split(".")[-1]


def spaces(text):
    """What of its characters only a careless writer leaves."""
    return [sum(unicodedata.category(c) in ("Cf", "Cc", "Zl", "Zp") for c in text), sum(c.isspace() and c not in " \n" for c in text),
            "  " in text, text != text.strip(), text != unicodedata.normalize("NFC", text), sum(c in "\u2018\u2019\u201c\u201d\u2013\u2014\u2026" for c in text),
            "\\u" in text, text.endswith(".")]


SPACES = "control odd-space double-space untrimmed decomposed curly escaped stop".split()


def of_field(path, values, own):
    """(name, column) of one field over all rows; values has None where the field is missing."""
    seen = [v for v in values if v is not None]
    if last(path) not in FREE:
        yield "there", [v is not None for v in values]
    texts = ["" if v is None else str(v) for v in values]
    if any(isinstance(v, str) and TIME.fullmatch(v) for v in seen):
        found = [TIME.fullmatch(t) for t in texts]
        yield "time length", [len(t) for t in texts]
        yield "milliseconds", [float(m.group(1) or 0) * 1000 if m else -1 for m in found]
        yield "second", [int(t[17:19]) if m else -1 for t, m in zip(texts, found)]
        yield "minute by fives", [m is not None and int(t[14:16]) % 5 == 0 for t, m in zip(texts, found)]
        return
    numbers = [NUMBER.fullmatch(t) for t in texts]
    if seen and all(m for m, v in zip(numbers, values) if v is not None) and (last(path) in CLOCKS or not HEX.fullmatch(str(seen[0]))):
        yield "decimals", [len(m.group(1) or "") if m else -1 for m in numbers]
        if last(path) in CLOCKS:
            yield "second", [int(t) % 60 if m else -1 for t, m in zip(texts, numbers)]
        return
    if sum(HEX.fullmatch(t) is not None for t in texts) > .8 * len(seen):
        yield "length", [len(t) for t in texts]
        if own:  # of others it is judged where they are
            yield "letters", [bool(re.search("[a-f]", t)) for t in texts]
            yield "last digits", [int(t[-3:], 16) if HEX.fullmatch(t) else -1 for t in texts]
            yield "parity", [int(t[-1], 16) % 2 if HEX.fullmatch(t) else -1 for t in texts]
        return
    if last(path) in FREE | NAMES:
        marks = [spaces(t) for t in texts]
        for k, name in enumerate(SPACES[:-1]):
            yield name, [m[k] for m in marks]
        return
    yield "length", [len(t) for t in texts]
    yield "letters", [sum(c.isalpha() for c in t) for t in texts]
    yield "capitals", [sum(c.isupper() for c in t) for t in texts]
    yield "not ASCII", [not t.isascii() for t in texts]


def damage(record):
    """What a careless writer would do: ids that end in 0, times on the minute, names out of a list of one's own where there is neither."""
    out = {}
    for path, v in record.items():
        if path in OWN:
            v = str(v)[:-1] + "0"
        elif isinstance(v, str) and TIME.fullmatch(v):
            v = v[:17] + "00Z"
        elif last(path) in CLOCKS:
            v = int(v) // 60 * 60
        out[path] = v
    if out == record and "name" in out:
        out["name"] = "Qwx"
    return out


def columns(worlds, kind, left_out, damaged=False):
    """The names of the columns of a kind, and a matrix and the marks of each world. damaged: see damage."""
    if damaged:
        worlds = [World.of({kind: [(damage(r) if planted else r, raw, place, planted) for r, raw, place, planted in w.kinds[kind]]}) for w in worlds]
    out = re.compile("|".join(left_out) or "$^")
    paths = sorted({p for w in worlds for r, *_ in w.kinds[kind] for p in r})
    paths = [p for p in paths if not out.fullmatch(kind + " " + p)]
    names, tables = ["place"], [[np.array([place for _, _, place, _ in w.kinds[kind]])] for w in worlds]
    cuts = np.cumsum([len(w.kinds[kind]) for w in worlds])[:-1]

    def add(name, column):
        if out.fullmatch(kind + " " + name):
            return
        names.append(name)
        for table, part in zip(tables, np.split(np.array(column, float), cuts)):
            table.append(part)

    rows = [r for w in worlds for r in w.kinds[kind]]
    add("escapes", [raw.count("\\") > 0 and "\\u" in raw for _, raw, _, _ in rows])
    own = next((p for p in OWN if p in paths), "")
    for path in paths:
        values = [r.get(path) for r, *_ in rows]
        for name, column in of_field(path, values, path == own):
            add(path + ": " + name, column)
        if last(path) in STOCK and any(isinstance(v, str) for v in values):
            known = [collections.Counter(x for r, _, _, p in w.kinds[kind] if not p for x in set(stock(path, r.get(path)))) for w in worlds]
            every = sum(known, collections.Counter())
            column = []
            for mine, w in zip(known, worlds):
                for r, *_ in w.kinds[kind]:
                    have = [every[x] - mine[x] for x in stock(path, r.get(path))]
                    column.append(np.log1p(min(have)) if have else -1)
            add(path + ": " + STOCK[last(path)], column)
    keep = [k for k in range(len(names)) if any(len(np.unique(t[k])) > 1 for t in tables if len(t[k]))]
    names = [names[k] for k in keep]
    return names, [np.column_stack([t[k] for k in keep]) if keep else np.zeros((len(t[0]), 0)) for t in tables], [np.array([p for *_, p in w.kinds[kind]], bool) for w in worlds]
