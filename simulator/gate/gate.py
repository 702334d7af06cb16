"""The separability gate: how well planted rows are told from all others.

Usage: python gate.py [--all] WORLD…   (at least four folders: a dataset and labels.csv)

Prints one line of JSON: for each surface the mean over the worlds, each of
which is tested once by models that were trained on two others and whose
threshold was chosen on a third. Figures are F1 of the planted rows, or the area
under the ROC curve where the name ends in _auc. Package gate has the bounds.
--all adds boosted trees on the microblog.
"""

import csv
import json
import os
import sys
import warnings

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

import books
import posts

PLANTED, TWIN = 1, 2  # of labels; 0 is everything else
KEPT = .2  # of the rows that nobody planted, for training boosted trees: the rest adds time, not skill


def labels(folder):
    with open(os.path.join(folder, "labels.csv"), newline="") as f:
        return {record: PLANTED if planted == "1" else TWIN for record, planted, _ in csv.reader(f)}


def threshold(truth, score):
    """The score from which rows are called planted, for the best F1."""
    precision, recall, at = precision_recall_curve(truth, score)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    return at[f1[:-1].argmax()]


def likely(fitted, columns, step=8192):
    """The scores of rows, a piece at a time: the library copies what it is given."""
    return np.concatenate([fitted.predict_proba(columns[i:i + step])[:, 1] for i in range(0, len(columns), step)])


def shallow(fold):
    return DecisionTreeClassifier(max_depth=4, class_weight="balanced", min_samples_leaf=20, random_state=fold)


def boosted(fold, rounds=70):
    return HistGradientBoostingClassifier(max_iter=rounds, learning_rate=.12, max_bins=63, early_stopping=False, random_state=fold)


class Trial:
    """Every world tested once: trained on two others, threshold from a third."""

    def __init__(self, marks):
        self.marks = marks

    def folds(self):
        n = len(self.marks)
        for test in range(n):
            yield test, (test + 1) % n, [(test + 2) % n, (test + 3) % n]

    def scores(self, columns, model, kept=1.0, shuffled=False):
        """(F1, area under the curve) of each world. Shuffled: every world's labels are dealt to other rows of it."""
        out = []
        for test, valid, train in self.folds():
            dice = np.random.default_rng(test)
            marks = [dice.permutation(m) if shuffled else m for m in self.marks]
            keep = [(marks[i] > 0) | (dice.random(len(marks[i])) < kept) for i in train]
            x, m = (np.concatenate([of[i][k] for i, k in zip(train, keep)]) for of in (columns, marks))
            fitted = model(test).fit(x, m == PLANTED)
            at = threshold(marks[valid] == PLANTED, likely(fitted, columns[valid]))
            score, truth = likely(fitted, columns[test]), marks[test] == PLANTED
            out.append((f1_score(truth, score >= at), roc_auc_score(truth, score)))
        return np.array(out)


def report(trial, single, graph, identity):
    alone, together = trial.scores(single, shallow), trial.scores(graph, boosted, KEPT)
    chance = trial.scores(graph, lambda fold: boosted(fold, 15), KEPT, shuffled=True)
    named = trial.scores(identity, lambda fold: boosted(fold, 15), KEPT)
    return {
        "rows": [len(m) for m in trial.marks], "planted": [int((m == PLANTED).sum()) for m in trial.marks],
        "shallow": mean(alone[:, 0]), "boosted": mean(together[:, 0]), "boosted_spread": round(float(together[:, 0].std()), 4),
        "boosted_auc": mean(together[:, 1]), "shuffled": mean(chance[:, 0]), "shuffled_auc": mean(chance[:, 1]), "seed_split_auc": mean(named[:, 1]),
    }


def mean(values):
    return round(float(np.mean(values)), 4)


def main(folders, everything):
    warnings.simplefilter("ignore", RuntimeWarning)  # NaN is "there is none"
    marked = [labels(f) for f in folders]
    worlds = [books.Books(f, m) for f, m in zip(folders, marked)]
    trial = Trial([w.planted for w in worlds])
    out = {"emoney": report(trial, [w.single() for w in worlds], [w.graph() for w in worlds], [w.identity() for w in worlds])}

    # What a careless generator would do, so that the gate is seen to shut.
    for w in worlds:
        w.amount = np.where(w.planted == PLANTED, (w.amount + 9999) // 10000 * 10000, w.amount)
        w.low = np.where(w.planted == PLANTED, w.low & ~np.int64(7), w.low)
    out["round_amounts"] = {"shallow": mean(trial.scores([w.single() for w in worlds], shallow)[:, 0])}
    out["telling_ids"] = {"seed_split_auc": mean(trial.scores([w.identity() for w in worlds], lambda fold: boosted(fold, 15), KEPT)[:, 1])}

    walls = [posts.Posts(f, m) for f, m in zip(folders, marked)]
    trial = Trial([w.planted for w in walls])
    single, graph = posts.columns(walls)
    out["microblog"] = {"planted": [int((w.planted == PLANTED).sum()) for w in walls], "shallow": mean(trial.scores(single, shallow)[:, 0])}
    if everything:
        out["microblog"]["boosted"] = mean(trial.scores(graph, boosted)[:, 0])
    json.dump(out, sys.stdout)
    print()


main([a for a in sys.argv[1:] if a != "--all"], "--all" in sys.argv)
