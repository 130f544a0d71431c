-- Sealed files on this node's disk. Owner: who brought it here; empty if it was fetched from another server.
CREATE TABLE blob (
    id     BYTEA  NOT NULL PRIMARY KEY,
    bytes  BIGINT NOT NULL,
    owner  BYTEA  NOT NULL,
    stored BIGINT NOT NULL
);

CREATE INDEX blob_owner ON blob (owner, bytes);
CREATE INDEX blob_stored ON blob (stored);

-- Which logs name which files.
CREATE TABLE blob_named (
    blob BYTEA NOT NULL,
    log  BYTEA NOT NULL,
    PRIMARY KEY (blob, log)
);
