-- Deals that changed and were not judged since: it outlives a program that ends in between.
CREATE TABLE unjudged (deal_id TEXT PRIMARY KEY) STRICT;
