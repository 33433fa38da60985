-- The mirror of the CRM and what is computed from it. Everything here can be pulled and computed again.
-- Times are UTC milliseconds. `digest` tells a repeated row from a changed one without reading its JSON.

CREATE TABLE deal (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    account_id TEXT,
    owner_id TEXT,
    csm_id TEXT,
    closed_at INTEGER,
    modified_at INTEGER,
    archived INTEGER NOT NULL,
    digest TEXT NOT NULL
);
CREATE INDEX deal_by_account ON deal (account_id);
CREATE INDEX deal_by_owner ON deal (owner_id, closed_at);
CREATE INDEX deal_by_csm ON deal (csm_id);

CREATE TABLE deal_body (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL
);

-- Lists that the CRM gives whole for a deal: `contacts`, `lines`, `statuses`.
CREATE TABLE deal_part (
    deal_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    digest TEXT NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (deal_id, kind)
);

CREATE TABLE deal_contact (
    deal_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    is_primary INTEGER NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (deal_id, contact_id)
);
CREATE INDEX deal_contact_by_contact ON deal_contact (contact_id);

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    csm_id TEXT,
    modified_at INTEGER,
    digest TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX account_by_csm ON account (csm_id);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    json TEXT NOT NULL
);

CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL,
    deal_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (crm_id, deal_id)
);
CREATE INDEX activity_by_deal ON activity (deal_id, at);

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL UNIQUE,
    user_id TEXT,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX person_by_user ON person (user_id);

CREATE TABLE pipeline (
    id INTEGER PRIMARY KEY,
    crm_id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    json TEXT NOT NULL
);

CREATE TABLE cursor (
    name TEXT NOT NULL UNIQUE,
    position TEXT NOT NULL
);

-- Names only; the row id is the deal's. Prefixes of one to three letters have an index of their own.
CREATE VIRTUAL TABLE deal_names USING fts5 (
    deal, account, contacts,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);

-- The list of handoffs: what it is filtered and ordered by, narrow, so that a scan stays cheap.
CREATE TABLE summary (
    id INTEGER PRIMARY KEY,
    handoff_id TEXT NOT NULL UNIQUE,
    deal_id TEXT NOT NULL,
    owner_id TEXT,
    csm_id TEXT,
    team TEXT NOT NULL,
    tier TEXT NOT NULL,
    band TEXT,
    state TEXT NOT NULL,
    close_at INTEGER,
    closed_at INTEGER,
    deadline_at INTEGER,
    first_touch_at INTEGER,
    value REAL,
    account_key TEXT,
    completeness REAL,
    quality REAL,
    judge_at INTEGER
);
CREATE INDEX summary_by_deal ON summary (deal_id);
CREATE INDEX summary_by_owner ON summary (owner_id, state);
CREATE INDEX summary_by_csm ON summary (csm_id, state);
CREATE INDEX summary_by_team ON summary (team);
CREATE INDEX summary_by_closed ON summary (closed_at);
CREATE INDEX summary_by_filters ON summary (state, tier, band, closed_at);
CREATE INDEX summary_by_deadline ON summary (deadline_at);
CREATE INDEX summary_by_close ON summary (close_at);
CREATE INDEX summary_by_value ON summary (value);
CREATE INDEX summary_by_account ON summary (account_key);
CREATE INDEX summary_by_completeness ON summary (completeness);
CREATE INDEX summary_by_quality ON summary (quality);
CREATE INDEX summary_by_judgement ON summary (judge_at);

CREATE TABLE summary_body (
    id INTEGER PRIMARY KEY,
    json TEXT NOT NULL
);

-- Whose turn it is.
CREATE TABLE summary_waits (
    person_id TEXT NOT NULL,
    summary_id INTEGER NOT NULL,
    UNIQUE (person_id, summary_id)
);
CREATE INDEX summary_waits_by_summary ON summary_waits (summary_id);

CREATE VIRTUAL TABLE summary_text USING fts5 (
    text,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
