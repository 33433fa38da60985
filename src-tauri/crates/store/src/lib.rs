//! The cache and the journal: two SQLite files behind one door.
