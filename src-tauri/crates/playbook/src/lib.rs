//! The process as data, and its pure evaluation.
