-- +goose Up

CREATE TABLE sites (
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE teams (
    site TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id)
);

CREATE TABLE persons (
    site TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    locale TEXT COLLATE "C" NOT NULL,
    disabled BOOLEAN NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id),
    UNIQUE (email)
);

CREATE TABLE memberships (
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C",
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, person, role),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id),
    CHECK (role IN ('trainee', 'trainer', 'author', 'partner', 'administrator')),
    CHECK ((role = 'trainee') = (team IS NOT NULL))
);

CREATE TABLE credentials (
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    passphrase TEXT COLLATE "C" NOT NULL,
    totp_secret TEXT COLLATE "C" NOT NULL,
    totp_confirmed TIMESTAMPTZ,
    totp_step BIGINT NOT NULL,
    changed TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, person),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE codes (
    code_hash BYTEA NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    expires TIMESTAMPTZ NOT NULL,
    spent TIMESTAMPTZ,
    PRIMARY KEY (code_hash),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE sessions (
    token_hash BYTEA NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C",
    agent TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    seen TIMESTAMPTZ NOT NULL,
    stepped_up TIMESTAMPTZ,
    PRIMARY KEY (token_hash),
    UNIQUE (id),
    FOREIGN KEY (site, person, role) REFERENCES memberships (site, person, role) ON DELETE CASCADE
);

CREATE TABLE throttle (
    subject TEXT COLLATE "C" NOT NULL,
    failures BIGINT NOT NULL,
    last TIMESTAMPTZ NOT NULL,
    blocked_until TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (subject)
);

CREATE TABLE pilots (
    site TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    start TIMESTAMPTZ NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, id),
    FOREIGN KEY (site) REFERENCES sites (id)
);

CREATE TABLE pilot_weeks (
    site TEXT COLLATE "C" NOT NULL,
    pilot TEXT COLLATE "C" NOT NULL,
    week BIGINT NOT NULL,
    starts TIMESTAMPTZ NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    module TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, pilot, week),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    CHECK (week BETWEEN 1 AND 12)
);

CREATE TABLE pilot_teams (
    site TEXT COLLATE "C" NOT NULL,
    pilot TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, pilot, team),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id)
);

CREATE TABLE progress (
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    course TEXT COLLATE "C" NOT NULL,
    module TEXT COLLATE "C" NOT NULL,
    lesson TEXT COLLATE "C" NOT NULL,
    started TIMESTAMPTZ NOT NULL,
    done TIMESTAMPTZ,
    updated TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, person, course, module, lesson),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE item_answers (
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    course TEXT COLLATE "C" NOT NULL,
    item TEXT COLLATE "C" NOT NULL,
    attempt BIGINT NOT NULL,
    module TEXT COLLATE "C" NOT NULL,
    lesson TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C" NOT NULL,
    correct BOOLEAN NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, person, course, item, attempt),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, person, idem)
);

CREATE TABLE runs (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    pilot TEXT COLLATE "C",
    scenario TEXT COLLATE "C" NOT NULL,
    variant TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    created TIMESTAMPTZ NOT NULL,
    changed TIMESTAMPTZ NOT NULL,
    truth_root TEXT COLLATE "C" NOT NULL,
    scenario_digest TEXT COLLATE "C" NOT NULL,
    dataset_digest TEXT COLLATE "C" NOT NULL,
    simulator TEXT COLLATE "C" NOT NULL,
    scenario_start TIMESTAMPTZ NOT NULL,
    scenario_end TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, id),
    FOREIGN KEY (site, team) REFERENCES teams (site, id),
    FOREIGN KEY (site, pilot) REFERENCES pilots (site, id),
    UNIQUE (id),
    CHECK (state IN ('draft', 'sealed', 'running', 'paused', 'ended', 'marking', 'released', 'archived'))
);

CREATE TABLE clock_segments (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    rate BIGINT NOT NULL,
    PRIMARY KEY (site, team, run, n),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    CHECK (rate = 0 OR rate BETWEEN 100 AND 10000)
);

CREATE TABLE deliveries (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    inject TEXT COLLATE "C" NOT NULL,
    due TIMESTAMPTZ,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    late BOOLEAN NOT NULL,
    skipped BOOLEAN NOT NULL,
    by_person TEXT COLLATE "C",
    PRIMARY KEY (site, team, run, inject),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, by_person) REFERENCES persons (site, id)
);

CREATE TABLE messages (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    from_person TEXT COLLATE "C" NOT NULL,
    to_role TEXT COLLATE "C" NOT NULL,
    to_person TEXT COLLATE "C",
    body TEXT COLLATE "C" NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, from_person) REFERENCES persons (site, id),
    FOREIGN KEY (site, to_person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
);

CREATE TABLE receipts (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    item TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run, kind, item, person),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE evidence (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    corrects BIGINT NOT NULL,
    parent BIGINT NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    captured_at TIMESTAMPTZ NOT NULL,
    source_url TEXT COLLATE "C" NOT NULL,
    final_url TEXT COLLATE "C" NOT NULL,
    platform TEXT COLLATE "C" NOT NULL,
    object_id TEXT COLLATE "C" NOT NULL,
    method TEXT COLLATE "C" NOT NULL,
    tool TEXT COLLATE "C" NOT NULL,
    tool_version TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    relevance TEXT COLLATE "C" NOT NULL,
    source_grade TEXT COLLATE "C" NOT NULL,
    info_grade TEXT COLLATE "C" NOT NULL,
    scheme TEXT COLLATE "C" NOT NULL,
    handling TEXT COLLATE "C" NOT NULL,
    lawful_basis TEXT COLLATE "C" NOT NULL,
    contact BOOLEAN NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    surface TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    parts TEXT COLLATE "C" NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    prev_hash TEXT COLLATE "C" NOT NULL,
    row_hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, seq),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem),
    CHECK (seq > corrects AND seq > parent),
    CHECK (kind IN ('capture', 'correction', 'withdrawal'))
);

CREATE TABLE custody (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    seq BIGINT NOT NULL,
    n BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, seq, n),
    FOREIGN KEY (site, team, run, seq) REFERENCES evidence (site, team, run, seq),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE findings (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    claim TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, number, revision),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
);

CREATE TABLE decisions (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    point TEXT COLLATE "C" NOT NULL,
    choice TEXT COLLATE "C" NOT NULL,
    legal_basis TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run, point),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE drafts (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    saved TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TABLE submissions (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    wire BYTEA NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    report TEXT COLLATE "C" NOT NULL,
    report_sha256 TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, n),
    UNIQUE (site, team, run, idem)
);

CREATE TABLE marks (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    submission TEXT COLLATE "C" NOT NULL,
    criterion TEXT COLLATE "C" NOT NULL,
    trainer TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    level BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, id),
    FOREIGN KEY (site, team, run, submission) REFERENCES submissions (site, team, run, id),
    FOREIGN KEY (site, trainer) REFERENCES persons (site, id),
    UNIQUE (site, team, run, submission, criterion, trainer, revision),
    UNIQUE (site, team, run, idem),
    CHECK (level >= 0)
);

CREATE TABLE scores (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    submission TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    model BIGINT NOT NULL,
    truth_root TEXT COLLATE "C" NOT NULL,
    submission_sha256 TEXT COLLATE "C" NOT NULL,
    scorer TEXT COLLATE "C" NOT NULL,
    score TEXT COLLATE "C" NOT NULL,
    score_sha256 TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C",
    at TIMESTAMPTZ NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, n),
    FOREIGN KEY (site, team, run, submission) REFERENCES submissions (site, team, run, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem),
    CHECK (kind IN ('automatic', 'published'))
);

CREATE TABLE released (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    truth_root TEXT COLLATE "C" NOT NULL,
    facts BYTEA NOT NULL,
    by_person TEXT COLLATE "C" NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, by_person) REFERENCES persons (site, id)
);

CREATE TABLE audit (
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    object TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    prev_hash TEXT COLLATE "C" NOT NULL,
    row_hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (seq)
);

CREATE TABLE audit_head (
    id BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    row_hash TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    CHECK (id = 1)
);

CREATE INDEX memberships_team ON memberships (site, team);
CREATE INDEX codes_person ON codes (site, person);
CREATE INDEX sessions_person ON sessions (site, person);
CREATE INDEX runs_state ON runs (state);
CREATE INDEX evidence_digest ON evidence (sha256);
CREATE INDEX audit_object ON audit (object);

-- What is appended stays: the database itself refuses a change.
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME USING ERRCODE = 'RA001';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER item_answers_append_only BEFORE UPDATE OR DELETE ON item_answers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER clock_segments_append_only BEFORE UPDATE OR DELETE ON clock_segments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deliveries_append_only BEFORE UPDATE OR DELETE ON deliveries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER messages_append_only BEFORE UPDATE OR DELETE ON messages FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER receipts_append_only BEFORE UPDATE OR DELETE ON receipts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER custody_append_only BEFORE UPDATE OR DELETE ON custody FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER findings_append_only BEFORE UPDATE OR DELETE ON findings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE ON decisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_append_only BEFORE UPDATE OR DELETE ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER marks_append_only BEFORE UPDATE OR DELETE ON marks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scores_append_only BEFORE UPDATE OR DELETE ON scores FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER released_append_only BEFORE UPDATE OR DELETE ON released FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
