//! Every place where something is written, and at which meetings the process dies there.

use super::child::{Day, Stop};

/// What the application never does, so that no day can come to it. The store's own tests cut the log there.
pub const NEVER_MET: &[(&str, &str)] = &[
    ("journal.alarm", "alarms are always recorded together"),
    ("journal.entry", "an entry always comes with the record that it sends"),
    ("journal.removed_issues", "every import makes a workspace of its own, whose issues stay"),
];

/// Such as `before:journal.record`.
pub fn every_place() -> Vec<String> {
    store::failpoints::names().into_iter().chain(sync::failpoints()).collect()
}

/// What is written at a place.
pub fn write(place: &str) -> &str {
    place.split_once(':').map_or(place, |(_, write)| write)
}

/// The first, the middle and the last meeting.
pub fn times(day: Day, place: &str, often: usize) -> Vec<Stop> {
    let mut times = vec![1, often.div_ceil(2), often];
    times.dedup();
    times.into_iter().map(|time| Stop { day, place: place.to_owned(), time }).collect()
}
