-- Logs that are stored and not hosted any more, with the time since when; and those that are being taken out.
CREATE TABLE released (
    log   BYTEA  NOT NULL PRIMARY KEY,
    since BIGINT NOT NULL
);

CREATE TABLE removing (
    log BYTEA NOT NULL PRIMARY KEY
);
