-- The conflicts that an edit decided, as JSON, so that the decision can be taken back.
ALTER TABLE revision ADD COLUMN torn TEXT;
