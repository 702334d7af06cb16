-- +goose Up

-- What trainers decided on requests to providers.
CREATE TABLE rulings (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    n BIGINT NOT NULL,
    refused BOOLEAN NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run, number, n),
    FOREIGN KEY (site, team, run, number) REFERENCES requests (site, team, run, number),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE TRIGGER rulings_append_only BEFORE UPDATE OR DELETE ON rulings FOR EACH ROW EXECUTE FUNCTION refuse_change();
