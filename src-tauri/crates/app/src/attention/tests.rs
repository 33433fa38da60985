use super::*;

#[test]
fn somebody_is_there_for_a_while_after_what_they_did() {
    let (attention, start) = (Attention::default(), DateTime::<Utc>::UNIX_EPOCH);
    assert!(!attention.is_there(start));
    assert!(attention.note(start), "they come");
    assert!(!attention.note(start + TimeDelta::minutes(2)), "they stay");
    assert!(attention.is_there(start + TimeDelta::minutes(4)));
    assert!(!attention.is_there(start + TimeDelta::minutes(6)));
    assert!(attention.note(start + TimeDelta::minutes(6)), "they come back");
}
