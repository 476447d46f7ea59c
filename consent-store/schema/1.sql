-- The ledger file, version 1. What each table and column means: SCHEMA.md.

CREATE TABLE catalogues (
    version     INTEGER PRIMARY KEY,
    sha256      BLOB NOT NULL CHECK (length(sha256) = 32),
    document    TEXT NOT NULL
) STRICT;

CREATE TABLE entries (
    seq         INTEGER PRIMARY KEY CHECK (seq >= 0),
    shell       TEXT NOT NULL,
    event       TEXT,
    salt        BLOB CHECK (length(salt) = 32),
    shell_salt  BLOB CHECK (length(shell_salt) = 32),
    payload     BLOB CHECK (length(payload) = 32),
    leaf        BLOB NOT NULL CHECK (length(leaf) = 32),
    CONSTRAINT whole_or_erased CHECK (
        (event IS NULL) = (salt IS NULL)
        AND (event IS NULL) = (shell_salt IS NOT NULL)
        AND (event IS NULL) = (payload IS NOT NULL)
    )
) STRICT;

CREATE VIEW events AS SELECT
    seq,
    shell ->> '$.event.id' AS id,
    shell ->> '$.event.type' AS type,
    shell ->> '$.event.subject' AS subject,
    shell ->> '$.event.at' AS at,
    shell ->> '$.recorded_at' AS recorded_at,
    event ->> '$.operator' AS operator,
    event IS NULL AS erased
FROM entries;

CREATE TABLE head (
    only        INTEGER PRIMARY KEY CHECK (only = 0),
    size        INTEGER NOT NULL CHECK (size >= 0),
    root        BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

CREATE TABLE checkpoints (
    size        INTEGER PRIMARY KEY CHECK (size >= 0),
    note        TEXT NOT NULL
) STRICT;

CREATE TABLE erasures_pending (
    seq         INTEGER PRIMARY KEY
) STRICT;
