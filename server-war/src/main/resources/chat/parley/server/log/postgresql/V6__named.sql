-- Which rooms name whom: members, and people who are invited by name, with who has invited them. Derived from the events
-- in the transaction that adds these.
CREATE TABLE named (
    log     BYTEA NOT NULL,
    user_id BYTEA NOT NULL,
    member  BIGINT NOT NULL,
    inviter BYTEA NOT NULL,
    since   BIGINT NOT NULL,
    PRIMARY KEY (log, user_id)
);

CREATE INDEX named_user ON named (user_id, member, since DESC, log);
CREATE INDEX named_inviter ON named (inviter, user_id) WHERE member = 0;

-- Rooms that were there before: looked at a few at a time, while the server runs.
CREATE TABLE unread (
    log BYTEA NOT NULL PRIMARY KEY
);

INSERT INTO unread (log) SELECT DISTINCT log FROM head;
