-- Logs that are stored and not hosted any more, with the time since when; and those that are being taken out.
CREATE TABLE released (
    log   BLOB    NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE removing (
    log BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;
