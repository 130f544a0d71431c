-- Accepted events, each with all its ancestors. Header and signature are kept exactly as they came: header and body as
-- UTF-8, because TEXT cannot hold every character that people may write.
CREATE TABLE event (
    id        BYTEA  NOT NULL PRIMARY KEY,
    log       BYTEA  NOT NULL,
    device    BYTEA  NOT NULL,
    seq       BIGINT NOT NULL,
    lamport   BIGINT NOT NULL,
    class     TEXT   NOT NULL,
    header    BYTEA  NOT NULL,
    signature TEXT   NOT NULL,
    body      BYTEA
);

CREATE INDEX event_order ON event (log, lamport, device, id);
CREATE INDEX event_device ON event (log, device, seq);
CREATE INDEX event_rules ON event (log, lamport, device, id) WHERE class <> 'content';

-- Events that nothing follows.
CREATE TABLE head (
    log BYTEA NOT NULL,
    id  BYTEA NOT NULL,
    PRIMARY KEY (log, id)
);

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
