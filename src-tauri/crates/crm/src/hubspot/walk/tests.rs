#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + minute * 60, 0).unwrap()
}

/// An index of records (millisecond, id) that answers as HubSpot does: a page, and whether there is more.
struct Index {
    rows: Vec<(i64, u64)>,
    page: usize,
}

impl Index {
    fn answer(&self, question: &Question) -> (Vec<(i64, u64)>, bool) {
        let mut found: Vec<_> = match question {
            Question::List { .. } => unreachable!("the index is only searched"),
            Question::Since(from) => {
                self.rows.iter().copied().filter(|(at, _)| *at >= from.timestamp_millis()).collect()
            }
            Question::Exactly { at, after_id } => {
                self.rows.iter().copied().filter(|(when, id)| *when == at.timestamp_millis() && id > after_id).collect()
            }
        };
        match question {
            Question::Exactly { .. } => found.sort_by_key(|(_, id)| *id),
            // Equal instants come in no order that can be relied on.
            _ => found.sort_by_key(|(at, id)| (*at, std::cmp::Reverse(*id))),
        }
        let more = found.len() > self.page;
        found.truncate(self.page);
        (found, more)
    }

    /// Walks from `since` to the end and returns every id seen, with the number of pages.
    fn walk(&self, since: DateTime<Utc>, now: DateTime<Utc>) -> (BTreeSet<u64>, usize) {
        let mut walk = Walk::begin(since, since, now);
        let (mut ids, mut pages) = (BTreeSet::new(), 0);
        while let Some(question) = walk.question() {
            let (rows, more) = self.answer(&question);
            ids.extend(rows.iter().map(|(_, id)| *id));
            let latest = rows.iter().filter_map(|(at, _)| DateTime::from_timestamp_millis(*at)).max();
            walk = walk.after_search(Seen { latest, last_id: rows.iter().map(|(_, id)| *id).max(), more });
            pages += 1;
            assert!(pages < 10_000, "the walk does not end");
        }
        (ids, pages)
    }
}

#[test]
fn the_first_load_lists_and_then_rests_a_little_before_it_began() {
    let walk = Walk::resume(&Cursor::default(), at(0));
    assert_eq!(walk.question(), Some(Question::List { after: None }));
    let walk = walk.after_list(Some("100".into()));
    assert_eq!(walk.question(), Some(Question::List { after: Some("100".into()) }));
    let walk = walk.after_list(None);
    assert_eq!(walk, Walk::Rest { since: at(-2), late_since: at(-2) });
    assert!(walk.is_at_rest());
}

#[test]
fn a_pull_cut_off_in_the_middle_goes_on_where_it_was() {
    let walk = Walk::list(at(0)).after_list(Some("300".into()));
    assert_eq!(Walk::resume(&walk.to_cursor(), at(50)), walk);
    let kept_before = Cursor(r#"{"walk":"list","after":"300","began":"2026-11-09T00:00:00Z"}"#.into());
    assert_eq!(Walk::resume(&kept_before, at(50)).question(), walk.question());
}

#[test]
fn a_list_whose_token_is_refused_begins_again_but_not_over_and_over() {
    assert_eq!(Walk::list(at(0)).begun_again(at(5)), None, "it had no token");
    let walk = Walk::list(at(0)).after_list(Some("300".into())).begun_again(at(5)).unwrap();
    assert_eq!(walk.question(), Some(Question::List { after: None }));
    let walk = walk.after_list(Some("100".into()));
    assert_eq!(walk.begun_again(at(6)), None);
    assert!(walk.begun_again(at(65)).is_some(), "an hour later it may have expired once more");
    assert_eq!(walk.after_list(None), Walk::from_now_on(at(5)), "what changed before was read again");
}

#[test]
fn an_unreadable_cursor_starts_anew() {
    assert_eq!(Walk::resume(&Cursor("{\"walk\":\"fly\"}".into()), at(0)), Walk::list(at(0)));
}

#[test]
fn the_next_sweep_begins_before_the_last_one_did() {
    let rest = Walk::from_now_on(at(0));
    let walk = Walk::resume(&rest.to_cursor(), at(10));
    assert_eq!(walk.question(), Some(Question::Since(at(-2))));
    let walk = walk.after_search(Seen { latest: None, last_id: None, more: false });
    assert_eq!(walk, Walk::Rest { since: at(8), late_since: at(-2) });
}

#[test]
fn once_an_hour_the_sweep_reaches_an_hour_further_back() {
    let rest = Walk::Rest { since: at(178), late_since: at(0) };
    let walk = Walk::resume(&rest.to_cursor(), at(180));
    assert_eq!(walk.question(), Some(Question::Since(at(0))));
    let walk = walk.after_search(Seen { latest: None, last_id: None, more: false });
    assert_eq!(walk, Walk::Rest { since: at(178), late_since: at(120) });
}

#[test]
fn twelve_thousand_records_of_one_instant_are_all_found() {
    let instant = at(1).timestamp_millis();
    let index =
        Index { rows: (1..=12_000).map(|id| (instant, id)).chain([(instant + 5, 20_000)]).collect(), page: 200 };
    let (ids, pages) = index.walk(at(0), at(2));
    assert_eq!(ids.len(), 12_001);
    assert!(pages < 70, "{pages}");
}

proptest! {
    #[test]
    fn every_record_is_found_however_instants_and_ids_fall(
        rows in prop::collection::btree_map(1_u64..5_000, 0_i64..40, 0..300),
        page in 1_usize..20,
    ) {
        let base = at(0).timestamp_millis();
        let index = Index { rows: rows.iter().map(|(id, at)| (base + at, *id)).collect(), page };
        let (ids, _) = index.walk(at(0), at(1));
        prop_assert_eq!(ids, rows.keys().copied().collect::<BTreeSet<_>>());
    }
}
