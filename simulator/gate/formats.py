"""Ids, order and format: whether they tell planted records from all others of their kind.

Usage: python formats.py [--why] SEEDS WORLD…   (folders: all worlds of the first seed, then of the second, …)

Prints one line of JSON: for each kind of record the number of planted ones and of others, the area under the ROC
curve of trees that were trained on the worlds of other seeds, its standard error by chance, and the column that
tells most by itself.
"""

import json
import sys

import numpy as np
from scipy.stats import rankdata
from sklearn.ensemble import HistGradientBoostingClassifier

import records


# What a record says, by kind of file and column (regular expressions), and why it is not judged here.
LEFT_OUT = {
    # what an account, a room, a member is
    r"microblog/accounts.jsonl (bio|fields|suspended_at|deleted_at).*": "fields name wallets and phones: whose case needs one shows one",
    r"(microblog|loopi)/accounts.jsonl (name|display_name|handle|link).*": "firms, pages and channels are called after what they do",
    r"messenger/(channels.jsonl|profiles.jsonl|private/.*) (name|title|handle|from|bot).*": "likewise; and bots are what they are",
    r"messenger/channels.jsonl (banned_at|closed_at).*": "a ban and what comes after it are the case",
    r"classifieds/sellers.jsonl name.*": "likewise called after what they do",
    r"forum/private/members.jsonl (name|vouches|signature|rank|invited_by|banned_at).*": "the variant names them, and standing in the forum is the case",
    r"forum/boards.jsonl (id|title|about).*": "a board is called after what is talked of there",
    # what a record answers, shows or passes on
    r"microblog/statuses.jsonl (media|in_reply_to|boost_of|tags|deleted_at|edited_at|mentions).*": "an answer, a picture, a deletion mean what they are",
    r"loopi/(clips|comments).jsonl (reply_to|tags|frames|sound|poster|deleted_at).*": "likewise",
    r"messenger/messages/.* (author|reply_to|media|edited_at|deleted_at|forward.*|service|button.*).*": "who signs, and what answers what",
    r"messenger/private/.* (reply_to_message_id|edited.*|from_id|photo.*|media.*|width|height|left_at|role|phone).*": "likewise",
    r"forum/private/(posts|messages).jsonl (quote|reply_to|media|edited_at).*": "likewise",
    r"classifieds/listings.jsonl (seller|images|place|price|gone_at|removed|file|bytes).*": "what is offered, and what the site removed",
    # registers and books
    r"infra/registrations.jsonl (updated|valid_from).*": "until its first renewal both are the moment of registration, so together they tell how old a name is",
    r"infra/.* (name|rrname|rdata|data|domain|handle|registrar|registrant|nameservers|status|name_value|common_name|bailiwick|issuer|rrtype|type|ttl|count|result_count|valid_to|not_after).*": "whose name, by which firm, of which type",
    r"casp/private/.*/accounts.jsonl (frozen_at|name).*": "an account that is frozen is the case",
    r"casp/private/.*/movements.csv (originator|beneficiary|counterparty|kind|amount).*": "who pays whom, and whether the exchange knows him",
    r"paper/entries.csv .*(entry|to|from|code|fee|amount|sender|receiver|name|shop|book|place|page).*": "an order, a settlement, a payment out are filled in differently",
    r"emoney/.* (source|target|kind|amount).*": "the gate of the books judges them",
    r"accountledger/.* (input|logs|to|value|gas_used|gas$|nonce|status|r$|s$|v$|created).*": "what is paid to whom, in coin or token",
    r"movement/.* (mmsi|plate|type|length_m|sog_kn|lat|lon|class|entry|exit|receiver|camera|confidence|call_sign).*": "who passes where, and how sure the sensor is",
}


def area(score, planted):
    """The area under the curve (Mann and Whitney)."""
    n = planted.sum()
    return (rankdata(score)[planted].sum() - n * (n + 1) / 2) / (n * (~planted).sum())


def things(rows):
    """(planted, others): how many independent things rows are. Those of one moment are one, such as the records of a zone."""
    sides = set(), set()
    for number, (record, _, _, planted) in enumerate(rows):
        moment = next((v for v in record.values() if isinstance(v, str) and records.TIME.fullmatch(v)), number)
        sides[not planted].add(moment)
    return len(sides[0]), len(sides[1])


def mean(areas):
    """(mean, standard error by chance) of areas (area, planted, others): weighted by how sure each is (Hanley and McNeil 1982)."""
    error = np.array([(p + o + 1) / (12 * p * o) for _, p, o in areas])
    return float((np.array([a for a, *_ in areas]) / error).sum() / (1 / error).sum()), float((1 / error).sum() ** -.5)


def judge(names, tables, marks, seeds, counts):
    """Areas of trees on worlds of other seeds, and of each column alone: (area, planted, others) of each world, counts being how many things stand on either side."""
    n = len(tables) // seeds
    areas, alone = [], [[] for _ in names]
    for seed in range(seeds):
        train = [i for i in range(len(tables)) if i // n != seed]
        x, m = np.concatenate([tables[i] for i in train]), np.concatenate([marks[i] for i in train])
        test = [i for i in range(seed * n, seed * n + n) if 0 < marks[i].sum() < len(marks[i])]
        if not 0 < m.sum() < len(m) or not test or not names:
            continue
        model = HistGradientBoostingClassifier(max_iter=25, max_depth=3, min_samples_leaf=min(20, int(m.sum()) // 4 + 1), early_stopping=False, class_weight="balanced", random_state=seed)
        model.fit(x, m)
        for i in test:
            p, o = counts[i]
            areas.append((area(model.predict_proba(tables[i])[:, 1], marks[i]), p, o))
            for k, column in enumerate(tables[i].T):
                alone[k].append((area(column, marks[i]), p, o))
    return areas, alone


def report(worlds, seeds, kind, why):
    names, tables, marks = records.columns(worlds, kind, LEFT_OUT)
    counts = [things(w.kinds[kind]) for w in worlds]
    areas, alone = judge(names, tables, marks, seeds, counts)
    if not areas:
        return None
    auc, error = mean(areas)
    single = sorted(((abs(mean(a)[0] - .5), name, mean(a)[0]) for a, name in zip(alone, names)), reverse=True)
    out = {"planted": sum(p for _, p, _ in areas), "others": sum(o for *_, o in areas), "auc": round(auc, 4), "error": round(error, 4), "column": single[0][1], "column_auc": round(single[0][2], 4)}
    damaged, _ = judge(*records.columns(worlds, kind, LEFT_OUT, True), seeds, counts)
    if damaged:
        out["damaged"] = round(mean(damaged)[0], 4)
    if why:
        out["why"] = [(name, round(a, 3)) for _, name, a in single[:8]]
    return out


def main(seeds, folders, why):
    dice = np.random.default_rng(1)
    worlds = [records.World(f, dice) for f in folders]
    kinds = sorted({k for w in worlds for k in w.kinds})
    json.dump({k: v for k in kinds if (v := report(worlds, seeds, k, why)) is not None}, sys.stdout)
    print()


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--why"]
    main(int(arguments[0]), arguments[1:], "--why" in sys.argv)
