"""The statuses of Chatterly as an analyst would read them."""

import collections
import json
import os
import re

import numpy as np

WORDS = 150


def lines(folder, name):
    with open(os.path.join(folder, "microblog", name), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def words(text):
    return set(re.findall(r"\w{3,}", text.lower()))


class Posts:
    """All statuses of a dataset."""

    def __init__(self, folder, labels):
        self.all = lines(folder, "statuses.jsonl")
        self.planted = np.array([labels.get("microblog/statuses.jsonl#" + s["id"], 0) for s in self.all])
        count = collections.Counter
        self.liked = count(f["status_id"] for f in lines(folder, "favourites.jsonl"))
        follows = lines(folder, "follows.jsonl")
        self.follows, self.followed = count(f["account_id"] for f in follows), count(f["target_id"] for f in follows)
        self.wrote = count(s["account_id"] for s in self.all)
        self.likeness = [re.sub(r"[\W\d]", "", s["text"].lower())[:40] for s in self.all]
        self.alike = count(self.likeness)
        self.words = [words(s["text"]) for s in self.all]

    def single(self, vocabulary):
        rows = [[len(s["text"]), s["text"].count("@"), len(s.get("tags") or ()), int(s["created_at"][11:13]), int(s["created_at"][17:19]),
                 len(s["created_at"]), "in_reply_to_id" in s, sum(c.isdigit() for c in s["text"]), len(s)] for s in self.all]
        has = [[w in have for w in vocabulary] for have in self.words]
        return np.hstack([np.array(rows, np.float32), np.array(has, np.float32)])

    def graph(self):
        return np.array([[self.wrote[s["account_id"]], self.follows[s["account_id"]], self.followed[s["account_id"]], self.liked[s["id"]], self.alike[k]]
                         for s, k in zip(self.all, self.likeness)], np.float32)


def columns(walls):
    """single and graph columns of every world. The words are the commonest of all worlds, whoever wrote them."""
    common = collections.Counter(w for p in walls for have in p.words for w in have)
    vocabulary = [w for w, _ in common.most_common(WORDS)]
    single = [p.single(vocabulary) for p in walls]
    return single, [np.hstack([s, p.graph()]) for s, p in zip(single, walls)]
