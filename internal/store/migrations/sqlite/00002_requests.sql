-- +goose Up

-- Requests of teams to providers, over the request portal.
CREATE TABLE requests (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    subject TEXT NOT NULL,
    period_from TEXT NOT NULL CHECK (period_from GLOB '????-??-?? *+00:00'),
    period_until TEXT NOT NULL CHECK (period_until GLOB '????-??-?? *+00:00'),
    legal_basis TEXT NOT NULL,
    reason TEXT NOT NULL,
    outcome TEXT NOT NULL,
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    due TEXT NOT NULL CHECK (due GLOB '????-??-?? *+00:00'),
    idem TEXT NOT NULL,
    PRIMARY KEY (site, team, run, number),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER requests_no_update BEFORE UPDATE ON requests
BEGIN SELECT RAISE(ABORT, 'append-only: requests'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER requests_no_delete BEFORE DELETE ON requests
BEGIN SELECT RAISE(ABORT, 'append-only: requests'); END;
-- +goose StatementEnd
