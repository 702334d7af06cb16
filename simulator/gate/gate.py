"""The separability gate: how well planted rows are told from all others.

Usage: python gate.py [--all] WORLD…   (at least four folders: a dataset and labels.csv)

Prints one line of JSON: for each surface the mean over the worlds, each of
which is tested once by models that were trained on two others and whose
threshold was chosen on a third. Figures are F1 of the planted rows, or the area
under the ROC curve where the name ends in _auc. Package gate has the bounds.
--all adds boosted trees on the microblog.
"""

import json
import sys
import warnings

import numpy as np

import books
import posts
from trees import KEPT, PLANTED, Trial, boosted, labels, mean, shallow


def report(trial, single, graph, identity):
    alone, together = trial.scores(single, shallow), trial.scores(graph, boosted, KEPT)
    chance = trial.scores(graph, lambda fold: boosted(fold, 15), KEPT, shuffled=True)
    named = trial.scores(identity, lambda fold: boosted(fold, 15), KEPT)
    return {
        "rows": [len(m) for m in trial.marks], "planted": [int((m == PLANTED).sum()) for m in trial.marks],
        "shallow": mean(alone[:, 0]), "boosted": mean(together[:, 0]), "boosted_spread": round(float(together[:, 0].std()), 4),
        "boosted_auc": mean(together[:, 1]), "shuffled": mean(chance[:, 0]), "shuffled_auc": mean(chance[:, 1]), "seed_split_auc": mean(named[:, 1]),
    }


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
