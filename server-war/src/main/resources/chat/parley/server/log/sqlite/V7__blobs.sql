-- Sealed files on this node's disk. Owner: who brought it here; empty if it was fetched from another server.
CREATE TABLE blob (
    id     BLOB    NOT NULL PRIMARY KEY,
    bytes  INTEGER NOT NULL,
    owner  BLOB    NOT NULL,
    stored INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX blob_owner ON blob (owner, bytes);
CREATE INDEX blob_stored ON blob (stored);

-- Which logs name which files.
CREATE TABLE blob_named (
    blob BLOB NOT NULL,
    log  BLOB NOT NULL,
    PRIMARY KEY (blob, log)
) WITHOUT ROWID;
