-- Deals that changed and that nobody has judged since. A mark is written together with the change, so that a process
-- that ends in between leaves it to the next one. `turn` tells a mark from a later one on the same deal.
CREATE TABLE unjudged (
    deal_id TEXT NOT NULL UNIQUE,
    turn INTEGER PRIMARY KEY AUTOINCREMENT
);
