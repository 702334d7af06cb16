"""TESTCHAIN-U: how well planted transactions are told from all others.

Usage: python ledgers.py WORLD…   (at least four folders: a bulk ledger and labels.csv)

Prints one line of JSON as gate.py does.
"""

import json
import sys
import warnings

import numpy as np

import coins
from trees import KEPT, PLANTED, Trial, boosted, labels, mean, shallow


def quick(fold):
    return boosted(fold, 15)


def main(folders):
    warnings.simplefilter("ignore", RuntimeWarning)  # NaN is "there is none"
    worlds = [coins.Coins(f, labels(f)) for f in folders]
    trial = Trial([w.planted for w in worlds])
    out = {
        "rows": [len(w.rows) for w in worlds], "planted": [int((w.planted == PLANTED).sum()) for w in worlds],
        "shallow": mean(trial.scores([w.single() for w in worlds], shallow)[:, 0]),
        "boosted": mean(trial.scores([w.graph() for w in worlds], boosted, KEPT)[:, 0]),
        "shuffled_auc": mean(trial.scores([w.single() for w in worlds], quick, KEPT, shuffled=True)[:, 1]),
        "seed_split_auc": mean(trial.scores([w.identity() for w in worlds], quick, KEPT)[:, 1]),
    }
    report = {"ledger": out}

    # What a careless generator would do, so that the gate is seen to shut.
    for w in worlds:
        planted = np.zeros(len(w.at), bool)
        planted[w.rows[w.planted == PLANTED]] = True
        w.out_sat = np.where(planted[w.out_tx], (w.out_sat + 99_999) // 100_000 * 100_000, w.out_sat)
        w.low = np.where(planted, w.low & ~np.int64(7), w.low)
    report["round_coins"] = {"shallow": mean(trial.scores([w.single() for w in worlds], shallow)[:, 0])}
    report["telling_txids"] = {"seed_split_auc": mean(trial.scores([w.identity() for w in worlds], quick, KEPT)[:, 1])}
    json.dump(report, sys.stdout)
    print()


main(sys.argv[1:])
