//! Tests that cross rooms live in `tidy.rs`, `journeys/` and `window/`.
