-- Promises of the list's rows, narrow: what a list of promises is filtered by.
CREATE TABLE summary_promise (
    summary_id INTEGER NOT NULL,
    is_open INTEGER NOT NULL
);
CREATE INDEX summary_promise_by_row ON summary_promise (summary_id);
CREATE INDEX summary_promise_by_outcome ON summary_promise (is_open, summary_id);
