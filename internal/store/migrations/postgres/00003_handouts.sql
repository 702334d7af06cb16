-- +goose Up

-- Files that teams fetched from their desks: what evidence is held against.
CREATE TABLE handouts (
    site TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    wall TIMESTAMPTZ NOT NULL,
    scenario TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site, team, run, path, sha256),
    FOREIGN KEY (site, team, run) REFERENCES runs (site, team, id),
    FOREIGN KEY (site, person) REFERENCES persons (site, id)
);

CREATE INDEX handouts_wall ON handouts (wall);

CREATE TRIGGER handouts_append_only BEFORE UPDATE OR DELETE ON handouts FOR EACH ROW EXECUTE FUNCTION refuse_change();
