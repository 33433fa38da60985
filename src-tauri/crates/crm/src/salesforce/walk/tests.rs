#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_794_182_400 + minute * 60, 0).unwrap()
}

/// Records by id with the instant of their last change, answered as Salesforce does.
struct Table(BTreeMap<String, DateTime<Utc>>);

impl Table {
    fn page(&self, walk: &Walk, size: usize) -> (Vec<String>, bool) {
        let (since, after) = match walk {
            Walk::Load { after, .. } => (DateTime::<Utc>::MIN_UTC, after),
            Walk::Sweep { since, after, .. } => (*since, after),
            other => unreachable!("{other:?} asks nothing"),
        };
        let mut found: Vec<String> =
            self.0.iter().filter(|(id, stamp)| *id > after && **stamp >= since).map(|(id, _)| id.clone()).collect();
        let more = found.len() > size;
        found.truncate(size);
        (found, more)
    }

    /// Walks to the end; `between` may change the table after each page.
    fn walk(
        &mut self,
        mut walk: Walk,
        size: usize,
        mut between: impl FnMut(&mut Self, usize),
    ) -> (BTreeSet<String>, usize, Walk) {
        let (mut seen, mut pages) = (BTreeSet::new(), 0);
        while !walk.is_at_rest() {
            let (ids, more) = self.page(&walk, size);
            walk = walk.after_page(ids.last().cloned(), more);
            seen.extend(ids);
            between(self, pages);
            pages += 1;
            assert!(pages < 10_000, "the walk does not end");
        }
        (seen, pages, walk)
    }
}

#[test]
fn the_first_load_rests_ten_minutes_before_it_began() {
    let walk = Walk::resume(&Cursor::default(), at(60));
    assert_eq!(walk, Walk::Load { after: String::new(), began: at(60) });
    let walk = walk.after_page(Some("006B".into()), true);
    assert_eq!(walk, Walk::Load { after: "006B".into(), began: at(60) });
    assert_eq!(walk.after_page(Some("006C".into()), false), Walk::Rest { since: at(50) });
}

#[test]
fn a_pull_cut_off_in_the_middle_goes_on_where_it_was() {
    let walk = Walk::Sweep { since: at(0), after: "006B".into(), began: at(9) };
    assert_eq!(Walk::resume(&walk.to_cursor(), at(99)), walk);
}

#[test]
fn an_unreadable_cursor_starts_anew() {
    let unreadable = Cursor("{\"walk\":\"fly\"}".into());
    assert_eq!(Walk::resume(&unreadable, at(0)), Walk::Load { after: String::new(), began: at(0) });
}

#[test]
fn ten_thousand_and_one_records_of_one_second_are_all_found() {
    let mut table = Table((0..10_001).map(|number| (format!("{number:06}"), at(1))).collect());
    let walk = Walk::resume(&Walk::from_now_on(at(5)).to_cursor(), at(6));
    let (seen, pages, _) = table.walk(walk, 2_000, |_, _| {});
    assert_eq!((seen.len(), pages), (10_001, 6));
}

proptest! {
    #[test]
    fn what_changes_while_we_read_is_found_now_or_by_the_next_pull(
        stamps in prop::collection::btree_map("[A-Za-z0-9]{4}", 0_i64..30, 1..120),
        touched in prop::collection::vec((0_usize..40, 0_usize..120), 0..40),
        size in 1_usize..20,
    ) {
        let mut table = Table(stamps.into_iter().map(|(id, minute)| (id, at(minute))).collect());
        let ids: Vec<String> = table.0.keys().cloned().collect();
        let began = at(40);
        let mut late = BTreeSet::new();
        let walk = Walk::Sweep { since: at(10), after: String::new(), began };
        let (seen, _, rest) = table.walk(walk, size, |table, page| {
            for (_, which) in touched.iter().filter(|(on, _)| *on == page) {
                let id = &ids[which % ids.len()];
                table.0.insert(id.clone(), began + TimeDelta::seconds(1));
                late.insert(id.clone());
            }
        });
        let (again, ..) = table.walk(Walk::resume(&rest.to_cursor(), at(50)), size, |_, _| {});
        let due: BTreeSet<String> = table.0.iter().filter(|(_, stamp)| **stamp >= at(10)).map(|(id, _)| id.clone()).collect();
        prop_assert!(due.is_subset(&seen.union(&again).cloned().collect()));
        prop_assert!(late.is_subset(&again));
    }
}
