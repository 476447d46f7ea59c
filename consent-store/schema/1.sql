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
    id          TEXT AS (shell ->> '$.event.id'),
    type        TEXT AS (shell ->> '$.event.type'),
    subject     TEXT AS (shell ->> '$.event.subject'),
    at          TEXT AS (shell ->> '$.event.at'),
    recorded_at TEXT AS (shell ->> '$.recorded_at'),
    operator    TEXT AS (event ->> '$.operator'),
    CONSTRAINT whole_or_erased CHECK (
        (event IS NULL) = (salt IS NULL)
        AND (event IS NULL) = (shell_salt IS NOT NULL)
        AND (event IS NULL) = (payload IS NOT NULL)
    )
) STRICT;

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
