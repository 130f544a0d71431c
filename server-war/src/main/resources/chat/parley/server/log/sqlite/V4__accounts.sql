-- The domain's accounts: signed records, of which the newest stands. Nothing here opens a vault.
CREATE TABLE account (
    name       TEXT    NOT NULL PRIMARY KEY,
    part       INTEGER NOT NULL,
    user_id    BLOB    NOT NULL,
    invitation TEXT    NOT NULL,
    record     TEXT    NOT NULL,
    signature  TEXT    NOT NULL
) WITHOUT ROWID;

CREATE INDEX account_part ON account (part);
CREATE INDEX account_user ON account (user_id);
CREATE INDEX account_invitation ON account (invitation) WHERE invitation <> '';
