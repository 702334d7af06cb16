-- +goose Up

-- What trainers decided on requests to providers.
CREATE TABLE rulings (
    site TEXT NOT NULL,
    team TEXT NOT NULL,
    run TEXT NOT NULL,
    number INTEGER NOT NULL,
    n INTEGER NOT NULL,
    refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
    reason TEXT NOT NULL,
    person TEXT NOT NULL,
    wall TEXT NOT NULL CHECK (wall GLOB '????-??-?? *+00:00'),
    scenario TEXT NOT NULL CHECK (scenario GLOB '????-??-?? *+00:00'),
    PRIMARY KEY (site, team, run, number, n),
    FOREIGN KEY (site, team, run, number) REFERENCES requests (site, team, run, number),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER rulings_no_update BEFORE UPDATE ON rulings
BEGIN SELECT RAISE(ABORT, 'append-only: rulings'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER rulings_no_delete BEFORE DELETE ON rulings
BEGIN SELECT RAISE(ABORT, 'append-only: rulings'); END;
-- +goose StatementEnd
