//! From judgements to what the window shows.

pub mod chapters;
pub mod conflicts;
pub mod document;
pub mod evidence;
pub mod handoff;
pub mod may;
pub mod names;
pub mod review;
pub mod row;
pub mod sections;
pub mod timeline;
pub mod words;
