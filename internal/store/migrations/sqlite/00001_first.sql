-- +goose Up

CREATE TABLE sites (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE teams (
    site TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id)
) STRICT;

CREATE TABLE persons (
    site TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    locale TEXT NOT NULL,
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id),
    UNIQUE (email)
) STRICT;

CREATE TABLE memberships (
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, person, role),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id),
    CHECK (role IN ('trainee', 'trainer', 'author', 'partner', 'administrator')),
    CHECK ((role = 'trainee') = (team IS NOT NULL))
) STRICT;

CREATE TABLE credentials (
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    passphrase TEXT NOT NULL,
    totp_secret TEXT NOT NULL,
    totp_confirmed TEXT CHECK (totp_confirmed GLOB '????-??-?? *+00:00'),
    totp_step INTEGER NOT NULL,
    changed TEXT NOT NULL CHECK (changed GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, person),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE codes (
    code_hash BLOB NOT NULL,
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    purpose TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    expires TEXT NOT NULL CHECK (expires GLOB '????-??-?? *+00:00'),
    spent TEXT CHECK (spent GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (code_hash),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB NOT NULL,
    id TEXT NOT NULL,
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT,
    agent TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    seen TEXT NOT NULL CHECK (seen GLOB '????-??-?? *+00:00'),
    stepped_up TEXT CHECK (stepped_up GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (token_hash),
    UNIQUE (id),
    FOREIGN KEY (site, person, role) REFERENCES memberships (site, person, role) ON DELETE CASCADE
) STRICT;

CREATE TABLE throttle (
    subject TEXT NOT NULL,
    failures INTEGER NOT NULL,
    last TEXT NOT NULL CHECK (last GLOB '????-??-?? *+00:00'),
    blocked_until TEXT NOT NULL CHECK (blocked_until GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (subject)
) STRICT;

CREATE TABLE pilots (
    site TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    start TEXT NOT NULL CHECK (start GLOB '????-??-?? *+00:00'),
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id)
) STRICT;

CREATE TABLE pilot_weeks (
    site TEXT NOT NULL,
    pilot TEXT NOT NULL,
    week INTEGER NOT NULL,
    starts TEXT NOT NULL CHECK (starts GLOB '????-??-?? *+00:00'),
    title TEXT NOT NULL,
    module TEXT NOT NULL,
    PRIMARY KEY (site, pilot, week),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    CHECK (week BETWEEN 1 AND 12)
) STRICT;

CREATE TABLE pilot_teams (
    site TEXT NOT NULL,
    pilot TEXT NOT NULL,
    team TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, pilot, team),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id)
) STRICT;

CREATE TABLE progress (
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    course TEXT NOT NULL,
    module TEXT NOT NULL,
    lesson TEXT NOT NULL,
    started TEXT NOT NULL CHECK (started GLOB '????-??-?? *+00:00'),
    done TEXT CHECK (done GLOB '????-??-?? *+00:00'),
    updated TEXT NOT NULL CHECK (updated GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, person, course, module, lesson),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE item_answers (
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    course TEXT NOT NULL,
    item TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    module TEXT NOT NULL,
    lesson TEXT NOT NULL,
    answer TEXT NOT NULL,
    correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
    word TEXT NOT NULL,
    idem TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, person, course, item, attempt),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, person, idem)
) STRICT;

CREATE TABLE runs (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    id TEXT NOT NULL,
    pilot TEXT,
    scenario TEXT NOT NULL,
    variant TEXT NOT NULL,
    address TEXT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    created TEXT NOT NULL CHECK (created GLOB '????-??-?? *+00:00'),
    changed TEXT NOT NULL CHECK (changed GLOB '????-??-?? *+00:00'),
    truth_root TEXT NOT NULL,
    scenario_digest TEXT NOT NULL,
    dataset_digest TEXT NOT NULL,
    simulator TEXT NOT NULL,
    scenario_start TEXT NOT NULL CHECK (scenario_start GLOB '????-??-?? *+00:00'),
    scenario_end TEXT NOT NULL CHECK (scenario_end GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    UNIQUE (id),
    CHECK (state IN ('draft', 'sealed', 'running', 'paused', 'ended', 'marking', 'released', 'archived'))
) STRICT;

CREATE TABLE clock_segments (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    n INTEGER NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    rate INTEGER NOT NULL,
    PRIMARY KEY (site, team, run, n),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    CHECK (rate = 0 OR rate BETWEEN 100 AND 10000)
) STRICT;

CREATE TABLE deliveries (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    inject TEXT NOT NULL,
    due TEXT CHECK (due GLOB '????-??-?? *+00:00'),
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    skipped INTEGER NOT NULL CHECK (skipped IN (0, 1)),
    by_person TEXT,
    PRIMARY KEY (site, team, run, inject),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, by_person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE messages (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    id TEXT NOT NULL,
    from_person TEXT NOT NULL,
    to_role TEXT NOT NULL,
    to_person TEXT,
    body TEXT NOT NULL,
    idem TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, from_person) REFERENCES persons (site, id),
    FOREIGN KEY (site, to_person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
) STRICT;

CREATE TABLE receipts (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    kind TEXT NOT NULL,
    item TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run, kind, item, person),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE evidence (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    corrects INTEGER NOT NULL,
    parent INTEGER NOT NULL,
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    captured_at TEXT NOT NULL CHECK (captured_at GLOB '????-??-?? *+00:00'),
    source_url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    platform TEXT NOT NULL,
    object_id TEXT NOT NULL,
    method TEXT NOT NULL,
    tool TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    relevance TEXT NOT NULL,
    source_grade TEXT NOT NULL,
    info_grade TEXT NOT NULL,
    scheme TEXT NOT NULL,
    handling TEXT NOT NULL,
    lawful_basis TEXT NOT NULL,
    contact INTEGER NOT NULL CHECK (contact IN (0, 1)),
    verdict TEXT NOT NULL,
    detail TEXT NOT NULL,
    surface TEXT NOT NULL,
    record TEXT NOT NULL,
    parts TEXT NOT NULL,
    idem TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (site, team, run, seq),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem),
    CHECK (seq > corrects AND seq > parent),
    CHECK (kind IN ('capture', 'correction', 'withdrawal'))
) STRICT;

CREATE TABLE custody (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    note TEXT NOT NULL,
    PRIMARY KEY (site, team, run, seq, n),
    FOREIGN KEY (site, team, run, seq) REFERENCES evidence (site, team, run, seq),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE findings (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    claim TEXT NOT NULL,
    note TEXT NOT NULL,
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    idem TEXT NOT NULL,
    PRIMARY KEY (site, team, run, number, revision),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
) STRICT;

CREATE TABLE decisions (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    point TEXT NOT NULL,
    choice TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run, point),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE drafts (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    person TEXT NOT NULL,
    saved TEXT NOT NULL CHECK (saved GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE submissions (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    id TEXT NOT NULL,
    n INTEGER NOT NULL,
    wire BLOB NOT NULL,
    sha256 TEXT NOT NULL,
    report TEXT NOT NULL,
    report_sha256 TEXT NOT NULL,
    person TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    idem TEXT NOT NULL,
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, n),
    UNIQUE (site, team, run, idem)
) STRICT;

CREATE TABLE marks (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    id TEXT NOT NULL,
    submission TEXT NOT NULL,
    criterion TEXT NOT NULL,
    trainer TEXT NOT NULL,
    revision INTEGER NOT NULL,
    level INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    idem TEXT NOT NULL,
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run, submission) REFERENCES submissions (site, team, run, id),
    FOREIGN KEY (site, trainer) REFERENCES persons (site, id),
    UNIQUE (site, team, run, submission, criterion, trainer, revision),
    UNIQUE (site, team, run, idem),
    CHECK (level >= 0)
) STRICT;

CREATE TABLE scores (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    n INTEGER NOT NULL,
    submission TEXT NOT NULL,
    kind TEXT NOT NULL,
    model INTEGER NOT NULL,
    truth_root TEXT NOT NULL,
    submission_sha256 TEXT NOT NULL,
    scorer TEXT NOT NULL,
    score TEXT NOT NULL,
    score_sha256 TEXT NOT NULL,
    person TEXT,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    idem TEXT NOT NULL,
    PRIMARY KEY (site, team, run, n),
    FOREIGN KEY (site, team, run, submission) REFERENCES submissions (site, team, run, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem),
    CHECK (kind IN ('automatic', 'published'))
) STRICT;

CREATE TABLE released (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    truth_root TEXT NOT NULL,
    facts BLOB NOT NULL,
    by_person TEXT NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, by_person) REFERENCES persons (site, id)
) STRICT;

CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at TEXT NOT NULL CHECK (at GLOB '????-??-?? *+00:00'),
    site TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (seq)
) STRICT;

CREATE TABLE audit_head (
    id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    row_hash TEXT NOT NULL,
    PRIMARY KEY (id),
    CHECK (id = 1)
) STRICT;

CREATE INDEX memberships_team ON memberships (site, team);
CREATE INDEX codes_person ON codes (site, person);
CREATE INDEX sessions_person ON sessions (site, person);
CREATE INDEX runs_state ON runs (state);
CREATE INDEX evidence_digest ON evidence (sha256);
CREATE INDEX audit_object ON audit (object);

-- What is appended stays: the database itself refuses a change.
-- +goose StatementBegin
CREATE TRIGGER item_answers_no_update BEFORE UPDATE ON item_answers
BEGIN SELECT RAISE(ABORT, 'append-only: item_answers'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER item_answers_no_delete BEFORE DELETE ON item_answers
BEGIN SELECT RAISE(ABORT, 'append-only: item_answers'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER clock_segments_no_update BEFORE UPDATE ON clock_segments
BEGIN SELECT RAISE(ABORT, 'append-only: clock_segments'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER clock_segments_no_delete BEFORE DELETE ON clock_segments
BEGIN SELECT RAISE(ABORT, 'append-only: clock_segments'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deliveries_no_update BEFORE UPDATE ON deliveries
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER deliveries_no_delete BEFORE DELETE ON deliveries
BEGIN SELECT RAISE(ABORT, 'append-only: deliveries'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER messages_no_update BEFORE UPDATE ON messages
BEGIN SELECT RAISE(ABORT, 'append-only: messages'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER messages_no_delete BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'append-only: messages'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_no_update BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'append-only: receipts'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER receipts_no_delete BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'append-only: receipts'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_no_update BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'append-only: evidence'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'append-only: evidence'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER custody_no_update BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'append-only: custody'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER custody_no_delete BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'append-only: custody'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'append-only: findings'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'append-only: findings'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only: decisions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'append-only: submissions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'append-only: submissions'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER marks_no_update BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'append-only: marks'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER marks_no_delete BEFORE DELETE ON marks
BEGIN SELECT RAISE(ABORT, 'append-only: marks'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scores_no_update BEFORE UPDATE ON scores
BEGIN SELECT RAISE(ABORT, 'append-only: scores'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scores_no_delete BEFORE DELETE ON scores
BEGIN SELECT RAISE(ABORT, 'append-only: scores'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER released_no_update BEFORE UPDATE ON released
BEGIN SELECT RAISE(ABORT, 'append-only: released'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER released_no_delete BEFORE DELETE ON released
BEGIN SELECT RAISE(ABORT, 'append-only: released'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'append-only: audit'); END;
-- +goose StatementEnd
