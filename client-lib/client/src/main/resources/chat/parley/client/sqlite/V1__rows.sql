-- A client's rows: keys and values of the client's making; position keeps the order in which keys first came.
CREATE TABLE setting_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE room_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE server_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE event_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE outbox_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE pending_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE epoch_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE chain_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE message_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE place_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE rule_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE sequence_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE device_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE head_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE edge_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE floor_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE message_place_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE amendment_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE waiting_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE received_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE receipt_due_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE contact_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE name_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE account_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE device_name_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE past_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE card_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE invitation_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE link_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE file_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);

CREATE TABLE upload_row (
    position INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,
    value    TEXT NOT NULL
);
