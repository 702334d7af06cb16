-- +goose Up

-- Files that teams fetched from their desks: what evidence is held against.
CREATE TABLE handouts (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    record TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '????-??-?? *+00:00'),
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run, path, sha256),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

CREATE INDEX handouts_wall ON handouts (wall);

-- +goose StatementBegin
CREATE TRIGGER handouts_no_update BEFORE UPDATE ON handouts
BEGIN SELECT RAISE(ABORT, 'append-only: handouts'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER handouts_no_delete BEFORE DELETE ON handouts
BEGIN SELECT RAISE(ABORT, 'append-only: handouts'); END;
-- +goose StatementEnd
