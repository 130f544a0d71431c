-- The logs that this server hosts, with the time at which somebody here has last used them.
CREATE TABLE hosted (
    log    BYTEA  NOT NULL PRIMARY KEY,
    wanted BIGINT NOT NULL
);

-- Until now every server hosted all: it goes on until the replicas have everything.
INSERT INTO hosted (log, wanted) SELECT DISTINCT log, 0 FROM head;
