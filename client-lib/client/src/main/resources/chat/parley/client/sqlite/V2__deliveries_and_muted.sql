CREATE TABLE delivery_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE muted_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);
