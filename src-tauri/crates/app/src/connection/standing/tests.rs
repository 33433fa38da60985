#![allow(clippy::unwrap_used)]

use super::*;
use chrono::TimeDelta;
use std::time::Instant;

fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
}

#[test]
fn a_reply_tells_the_time_once() {
    let mut state = State::default();
    let reply = ServerTime { at: at(0), received: Instant::now() };
    assert_eq!(state.note_time(None), None);
    assert_eq!(state.note_time(Some(reply)), Some(reply));
    // A laptop that slept since would take the old reply, told again, for the present.
    assert_eq!(state.note_time(Some(reply)), None);
    assert_eq!(state.note_time(None), None);
    assert_eq!(state.note_time(Some(reply)), None);
    let next = ServerTime { at: at(0) + TimeDelta::seconds(60), ..reply };
    assert_eq!(state.note_time(Some(next)), Some(next));
}

#[test]
fn being_online_is_no_contact_by_itself() {
    let mut state = State::default();
    state.note_reach(Reach::Online);
    assert_eq!(state.standing().last_contact_at, None);
    state.note_contact(at(5));
    assert_eq!(state.standing().last_contact_at, Some(at(5)));
}
