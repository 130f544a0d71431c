-- The logs that this server hosts, with the time at which somebody here has last used them.
CREATE TABLE hosted (
    log    BLOB    NOT NULL PRIMARY KEY,
    wanted INTEGER NOT NULL
) WITHOUT ROWID;

-- Until now every server hosted all: it goes on until the replicas have everything.
INSERT INTO hosted (log, wanted) SELECT DISTINCT log, 0 FROM head;
