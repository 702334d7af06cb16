-- +goose Up

-- Requests of teams to providers, over the request portal.
CREATE TABLE requests (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    period_from TIMESTAMPTZ NOT NULL,
    period_until TIMESTAMPTZ NOT NULL,
    legal_basis TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    due TIMESTAMPTZ NOT NULL,
    idem TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (site, team, run, number),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id),
    UNIQUE (site, team, run, idem)
);

CREATE TRIGGER requests_append_only BEFORE UPDATE OR DELETE ON requests FOR EACH ROW EXECUTE FUNCTION refuse_change();
