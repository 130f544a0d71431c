-- Files that events name and that are not here: by whose events, when to ask for each, how often it was asked for.
CREATE TABLE blob_wanted (
    author BLOB    NOT NULL,
    blob   BLOB    NOT NULL,
    due    INTEGER NOT NULL,
    tries  INTEGER NOT NULL,
    PRIMARY KEY (author, blob)
) WITHOUT ROWID;

CREATE INDEX blob_wanted_due ON blob_wanted (author, due);
CREATE INDEX blob_wanted_blob ON blob_wanted (blob);

-- What a log that goes has named goes too.
CREATE INDEX blob_named_log ON blob_named (log, blob);
