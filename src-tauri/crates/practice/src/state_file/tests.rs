#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::org::{Kind, Source};
use crate::seed;

fn seeded() -> Org {
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    seed::company(3, 40, now, now)
}

#[test]
fn an_org_is_read_back_as_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/state.json");
    let mut org = seeded();
    org.clock.advance(chrono::TimeDelta::hours(30));
    let (id, now) = (org.table(Kind::Deal).rows()[0].id, org.table(Kind::Deal).rows()[0].updated_at);
    let source = org.sources.key(Source::app(9));
    let change = vec![("handoff_risks".to_owned(), Some("“Ünïcode” ✓\n\u{202e}".to_owned()))];
    org.update(Kind::Deal, id, &change, source, now).unwrap();
    replace(&path, &encode(&org).unwrap()).unwrap();
    let back = load(&path).unwrap().unwrap();
    assert_eq!(encode(&back).unwrap(), encode(&org).unwrap());
    assert_eq!(back.clock, org.clock);
    let email = back.table(Kind::Contact).rows()[0].clone();
    let key = back.table(Kind::Contact).schema.key("email").unwrap();
    assert_eq!(back.find_unique(Kind::Contact, "email", email.value(key).unwrap()), Ok(email.id));
}

#[test]
fn a_missing_file_is_no_error_and_a_broken_one_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    assert!(load(&path).unwrap().is_none());
    std::fs::write(&path, b"{\"format\":1,").unwrap();
    assert!(matches!(load(&path), Err(PracticeError::Unreadable { .. })));
    std::fs::write(&path, b"{\"format\":99,\"org\":{}}").unwrap();
    let message = load(&path).unwrap_err().to_string();
    assert!(message.contains("format 99"), "{message}");
}

#[test]
fn an_org_of_an_earlier_version_gets_the_properties_that_came_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let mut org = seeded();
    let newest = org.table_mut(Kind::Note).schema.properties.pop().unwrap();
    replace(&path, &encode(&org).unwrap()).unwrap();
    let back = load(&path).unwrap().unwrap();
    assert!(back.table(Kind::Note).schema.key(&newest.name).is_some());
}
