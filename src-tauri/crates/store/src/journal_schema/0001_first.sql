-- What people wrote on this laptop and what becomes of it. The program never deletes this file.
-- Times are UTC milliseconds.

CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    deal_id TEXT NOT NULL UNIQUE,
    updated_at INTEGER NOT NULL,
    json TEXT NOT NULL
);

CREATE TABLE revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deal_id TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    undone_at INTEGER,
    -- Out of reach of undo and redo: someone else changed the field since, or a new edit followed an undo.
    passed_over INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX revision_by_deal ON revision (deal_id, id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    deal_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    sent_at INTEGER,
    crm_id TEXT,
    -- Counts up with each change of any entry: the order of the log.
    turn INTEGER NOT NULL
);
CREATE INDEX outbox_by_deal ON outbox (deal_id, state);
CREATE INDEX outbox_by_state ON outbox (state, next_attempt_at);
CREATE INDEX outbox_by_turn ON outbox (turn);

CREATE TABLE alarm (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    handoff_id TEXT,
    deal_id TEXT,
    person_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    handed_to_os_at INTEGER,
    seen_at INTEGER,
    missed INTEGER NOT NULL
);
CREATE INDEX alarm_by_person ON alarm (person_id, at);
CREATE INDEX alarm_by_handoff ON alarm (handoff_id, at);
CREATE INDEX alarm_unseen ON alarm (person_id) WHERE seen_at IS NULL;

CREATE TABLE setting (
    name TEXT NOT NULL UNIQUE,
    json TEXT NOT NULL
);

-- One row: this journal's name among all laptops. `fingerprint` is of the file, to notice a copy.
CREATE TABLE identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    replica_id TEXT NOT NULL,
    next_event INTEGER NOT NULL,
    fingerprint TEXT NOT NULL
);

CREATE TABLE import_issue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file TEXT NOT NULL,
    line INTEGER NOT NULL,
    column_name TEXT,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE INDEX import_issue_by_reason ON import_issue (reason);

CREATE TABLE sync_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    level TEXT NOT NULL,
    sentence TEXT NOT NULL
);
