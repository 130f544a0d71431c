-- Accepted events, each with all its ancestors. Header and signature are kept exactly as they came.
CREATE TABLE event (
    id        BLOB    NOT NULL UNIQUE,
    log       BLOB    NOT NULL,
    device    BLOB    NOT NULL,
    seq       INTEGER NOT NULL,
    lamport   INTEGER NOT NULL,
    class     TEXT    NOT NULL,
    header    TEXT    NOT NULL,
    signature TEXT    NOT NULL,
    body      TEXT
);

CREATE INDEX event_order ON event (log, lamport, device, id);
CREATE INDEX event_device ON event (log, device, seq);
CREATE INDEX event_rules ON event (log, lamport, device, id) WHERE class <> 'content';

-- Events that nothing follows.
CREATE TABLE head (
    log BLOB NOT NULL,
    id  BLOB NOT NULL,
    PRIMARY KEY (log, id)
) WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
