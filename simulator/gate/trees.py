"""Trees that are trained on some worlds and tested on others, and what a world says of its rows."""

import csv
import os

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve, roc_auc_score
from sklearn.tree import DecisionTreeClassifier

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


def mean(values):
    return round(float(np.mean(values)), 4)
