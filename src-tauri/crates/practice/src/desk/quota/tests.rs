#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

#[test]
fn the_191st_request_in_ten_seconds_is_refused_and_later_ones_are_not() {
    let (mut quota, start) = (Quota::default(), Instant::now());
    for _ in 0..190 {
        assert_eq!(quota.admit(false, start), Ok(()));
    }
    assert_eq!(quota.burst.left(), 0);
    assert_eq!(quota.admit(false, start), Err(Limit::Burst));
    assert_eq!(quota.admit(false, start + Duration::from_secs(10)), Ok(()));
}

#[test]
fn the_sixth_search_in_a_second_is_refused_while_reads_go_on() {
    let (mut quota, start) = (Quota::default(), Instant::now());
    for _ in 0..5 {
        assert_eq!(quota.admit(true, start), Ok(()));
    }
    assert_eq!(quota.admit(true, start), Err(Limit::Search));
    assert_eq!(quota.admit(false, start), Ok(()));
    assert_eq!(quota.admit(true, start + Duration::from_secs(1)), Ok(()));
}
