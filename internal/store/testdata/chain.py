"""Works out the audit chain of storetest.AuditSample without any of our code.

Run it by hand: python3 chain.py. RFC 8785 for these values is what json.dumps
does with sorted keys, no spaces and no escapes beyond the necessary.
"""
import hashlib
import json

NOW = "2027-01-20T09:30:00.123456Z"
rows = [
    dict(at=NOW, site="ro", person="tudor", role="trainer", action="run.start", object="run/run-a",
         detail=json.loads('{"rate": 1.50, "a": "é < \\u2028"}')),
    dict(at="2027-01-20T09:30:01Z", site="", person="", role="", action="demo.seed", object="", detail={}),
    dict(at=NOW, site="ro", person="ana", role="trainee", action="submission.add", object="submission/1",
         detail=json.loads('{"z":[1,2],"b":null}')),
]
prev = "0" * 64
for seq, row in enumerate(rows, 1):
    row.update(seq=seq, prev_hash=prev)
    text = json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    prev = hashlib.sha256(text.encode("utf-8")).hexdigest()
print(prev)
