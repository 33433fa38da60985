#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::samples::{Bench, account, bench, deal, minute, record, summary};
use crate::{MirrorPage, NewOutboxEntry, OutboxError, RecordSave, Topic};
use domain::PromiseOutcome;

/// Forty rows; each tenth has no deadline and no value.
async fn forty() -> Bench {
    let bench = bench().await;
    let rows: Vec<HandoffSummary> = (0..40)
        .map(|number| {
            let blank = number % 10 == 9;
            HandoffSummary {
                deadline_at: (!blank).then(|| minute(i64::from((number * 7) % 40))),
                value: (!blank).then_some(f64::from(number % 5)),
                owner_id: Some(format!("p{}", number % 2).into()),
                csm_id: Some(format!("c{}", number % 4).into()),
                tier: if number < 10 { "w" } else { "s" }.to_owned(),
                state: if number < 20 { HandoffState::Due } else { HandoffState::Submitted },
                closed_at: Some(minute(i64::from(number))),
                waits_for: vec![format!("w{}", number % 4).into()],
                ..summary(number)
            }
        })
        .collect();
    bench.store.put_summaries(&rows).await.unwrap();
    bench
}

async fn ids(bench: &Bench, query: ListQuery) -> Vec<String> {
    bench.store.list(&query).await.unwrap().rows.into_iter().map(|row| row.deal_id.0).collect()
}

async fn total(bench: &Bench, query: ListQuery) -> u32 {
    let page = bench.store.list(&query).await.unwrap();
    assert!(query.limit < page.total || page.rows.len() == page.total as usize);
    page.total
}

#[tokio::test]
async fn urgency_puts_the_earliest_deadline_first_and_rows_without_one_last() {
    let bench = forty().await;
    for order in [Order::Ascending, Order::Descending] {
        let query = ListQuery { order, ..ListQuery::default() };
        let page = bench.store.list(&query).await.unwrap();
        let deadlines: Vec<_> = page.rows.iter().map(|row| row.deadline_at).collect();
        let (dated, blank) = deadlines.split_at(36);
        assert!(blank.iter().all(Option::is_none));
        let right = |pair: &[Option<DateTime<Utc>>]| match order {
            Order::Ascending => pair[0] <= pair[1],
            Order::Descending => pair[0] >= pair[1],
        };
        assert!(dated.windows(2).all(right), "{order:?}");
    }
}

#[tokio::test]
async fn pages_put_together_are_the_whole_list_in_every_order() {
    let bench = forty().await;
    for sort in [Sort::Urgency, Sort::Close, Sort::Value, Sort::Account, Sort::Completeness, Sort::Quality] {
        for order in [Order::Ascending, Order::Descending] {
            let query = ListQuery { sort, order, ..ListQuery::default() };
            let whole = ids(&bench, query.clone()).await;
            assert_eq!(whole.len(), 40);
            let mut pages = Vec::new();
            for offset in (0..49).step_by(7) {
                pages.extend(ids(&bench, ListQuery { offset, limit: 7, ..query.clone() }).await);
            }
            assert_eq!(pages, whole, "{sort:?} {order:?}");
        }
    }
}

#[tokio::test]
async fn scopes_and_filters_narrow_the_list() {
    let bench = forty().await;
    let all = ListQuery::default;
    assert_eq!(total(&bench, ListQuery { scope: Scope::Owner("p1".into()), ..all() }).await, 20);
    assert_eq!(total(&bench, ListQuery { scope: Scope::Csm("c3".into()), ..all() }).await, 10);
    assert_eq!(total(&bench, ListQuery { scope: Scope::WaitsFor("w2".into()), ..all() }).await, 10);
    assert_eq!(total(&bench, ListQuery { scope: Scope::Team("East".to_owned()), ..all() }).await, 40);
    assert_eq!(total(&bench, ListQuery { scope: Scope::Team("West".to_owned()), ..all() }).await, 0);
    assert_eq!(total(&bench, ListQuery { states: vec![HandoffState::Submitted], ..all() }).await, 20);
    assert_eq!(total(&bench, ListQuery { tiers: vec!["w".to_owned(), "a".to_owned()], ..all() }).await, 10);
    assert_eq!(total(&bench, ListQuery { bands: vec!["ready".to_owned()], ..all() }).await, 0);
    let between = ListQuery { closed_from: Some(minute(5)), closed_before: Some(minute(15)), ..all() };
    assert_eq!(total(&bench, between).await, 10);
    let deals = Some(vec!["d3".into(), "d4".into(), "nobody".into()]);
    assert_eq!(total(&bench, ListQuery { deals, ..all() }).await, 2);
    assert_eq!(total(&bench, ListQuery { deals: Some(Vec::new()), ..all() }).await, 0);
}

#[tokio::test]
async fn a_text_filters_by_the_beginnings_of_words_and_signs_find_nothing() {
    let bench = forty().await;
    assert_eq!(total(&bench, ListQuery { text: "acc 12".to_owned(), ..ListQuery::default() }).await, 1);
    assert_eq!(total(&bench, ListQuery { text: "  ".to_owned(), ..ListQuery::default() }).await, 40);
    for text in ["\"", "🦀", "'; DROP TABLE summary; --", "a\" OR 1"] {
        assert_eq!(total(&bench, ListQuery { text: text.to_owned(), ..ListQuery::default() }).await, 0, "{text}");
    }
}

#[tokio::test]
async fn a_changed_row_moves_and_is_found_by_its_new_words_only() {
    let bench = forty().await;
    let moved = HandoffSummary {
        deadline_at: Some(minute(-100)),
        search_text: "Zeppelin".to_owned(),
        waits_for: vec!["boss".into()],
        ..summary(30)
    };
    bench.store.put_summaries(std::slice::from_ref(&moved)).await.unwrap();
    assert_eq!(ids(&bench, ListQuery { limit: 1, ..ListQuery::default() }).await, ["d30"]);
    assert_eq!(ids(&bench, ListQuery { text: "zepp".to_owned(), ..ListQuery::default() }).await, ["d30"]);
    assert_eq!(total(&bench, ListQuery { text: "account 30".to_owned(), ..ListQuery::default() }).await, 0);
    assert_eq!(ids(&bench, ListQuery { scope: Scope::WaitsFor("boss".into()), ..ListQuery::default() }).await, ["d30"]);
    assert_eq!(bench.store.summary(&moved.handoff_id).await.unwrap(), Some(moved));
}

#[tokio::test]
async fn a_row_that_says_nothing_new_tells_nobody() {
    let bench = bench().await;
    bench.store.put_summaries(&[summary(1)]).await.unwrap();
    let mut changes = bench.store.changes();
    let same = HandoffSummary { sync_state: SyncState::Stuck, ..summary(1) };
    bench.store.put_summaries(&[same]).await.unwrap();
    assert!(changes.try_recv().is_err());
    bench.store.put_summaries(&[HandoffSummary { filled: 4, ..summary(1) }]).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), [Topic::Handoffs].into());
}

#[tokio::test]
async fn a_removed_row_is_gone_from_list_scope_and_text() {
    let bench = forty().await;
    bench.store.remove_summaries(&[summary(12).handoff_id]).await.unwrap();
    assert_eq!(total(&bench, ListQuery::default()).await, 39);
    assert_eq!(total(&bench, ListQuery { text: "account 12".to_owned(), ..ListQuery::default() }).await, 0);
    assert_eq!(total(&bench, ListQuery { scope: Scope::WaitsFor("w0".into()), ..ListQuery::default() }).await, 9);
    assert_eq!(bench.store.summary_of(&"d12".into()).await.unwrap(), None);
}

#[tokio::test]
async fn a_row_shows_how_far_its_changes_have_come() {
    let bench = forty().await;
    let state = async || bench.store.summary_of(&"d5".into()).await.unwrap().unwrap().sync_state;
    assert_eq!(state().await, SyncState::Sent);
    bench.store.enqueue(&NewOutboxEntry::push("d5".into(), minute(0), minute(0))).await.unwrap();
    assert_eq!(state().await, SyncState::Saved);
    let entry = bench.store.due_entries(minute(0), 1).await.unwrap().remove(0);
    bench.store.mark_sending(entry.id).await.unwrap();
    assert_eq!(state().await, SyncState::Sending);
    let error = OutboxError { code: "refused".into(), message: "No".into(), remedy: "Ask".into() };
    bench.store.mark_stuck(entry.id, &error).await.unwrap();
    assert_eq!(state().await, SyncState::Stuck);
    let row = bench.store.list(&ListQuery { deals: Some(vec!["d5".into()]), ..ListQuery::default() }).await.unwrap();
    assert_eq!(row.rows[0].sync_state, SyncState::Stuck);
    bench.store.mark_sent(entry.id, minute(1), None).await.unwrap();
    assert_eq!(state().await, SyncState::Sent);
}

#[tokio::test]
async fn the_side_bar_counts_what_waits_for_one_person() {
    let bench = forty().await;
    let counts = bench.store.counts_for(&"p1".into(), minute(0)).await.unwrap();
    assert_eq!((counts.handoffs, counts.intake, counts.waits_for_me), (10, 0, 0));
    let counts = bench.store.counts_for(&"c1".into(), minute(0)).await.unwrap();
    assert_eq!((counts.handoffs, counts.intake), (0, 5));
    let counts = bench.store.counts_for(&"w1".into(), minute(20)).await.unwrap();
    assert_eq!(counts.waits_for_me, 10);
    let late = ListQuery { scope: Scope::WaitsFor("w1".into()), ..ListQuery::default() };
    let rows = bench.store.list(&late).await.unwrap().rows;
    let overdue = rows.iter().filter(|row| row.deadline_at.is_some_and(|at| at < minute(20))).count();
    assert_eq!(counts.overdue as usize, overdue);
    assert!(overdue > 0);
}

#[tokio::test]
async fn a_csms_workload_counts_each_account_once() {
    let bench = bench().await;
    let owned = domain::Account { csm_id: Some("c1".into()), ..account("a1", "Acme") };
    let page = MirrorPage {
        deals: vec![deal("d1", "One", 1), deal("d2", "Two", 1)],
        accounts: vec![owned],
        ..MirrorPage::default()
    };
    bench.store.apply(&page).await.unwrap();
    let upcoming = HandoffSummary { state: HandoffState::Upcoming, ..summary(9) };
    bench.store.put_summaries(&[summary(1), summary(2), summary(3), upcoming]).await.unwrap();
    let workload = bench.store.workload().await.unwrap();
    assert_eq!(workload, [Workload { csm: "c1".into(), open_accounts: 2, recurring_value: 6000.0 }]);
}

#[tokio::test]
async fn earlier_texts_of_a_rep_come_from_records_and_from_the_crm() {
    let bench = bench().await;
    let mut flat = deal("d2", "Two", 5);
    flat.flat_fields.insert("risks".into(), "From the CRM".to_owned());
    flat.flat_fields.insert("business_goals".into(), "Overwritten here".to_owned());
    let page = MirrorPage { deals: vec![deal("d1", "One", 1), flat, deal("d3", "Three", 9)], ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    for (deal, text) in [("d1", "First goals"), ("d2", "Second goals"), ("d3", "My own")] {
        let record = record(deal, &[("business_goals", text, 1)]);
        let save = RecordSave { record, edit: None, outbox: Vec::new(), alarms: Vec::new(), at: minute(1) };
        bench.store.save_record(&save).await.unwrap();
    }
    let texts = bench.store.rep_texts(&"p1".into(), &"d3".into(), 20).await.unwrap();
    assert_eq!(texts[&"business_goals".into()], ["Second goals", "First goals"]);
    assert_eq!(texts[&"risks".into()], ["From the CRM"]);
    let latest = bench.store.rep_texts(&"p1".into(), &"d3".into(), 1).await.unwrap();
    assert_eq!(latest[&"business_goals".into()], ["Second goals"]);
    assert!(bench.store.rep_texts(&"p2".into(), &"d3".into(), 20).await.unwrap().is_empty());
}

#[tokio::test]
async fn rows_that_time_changes_come_up_when_their_moment_is_there() {
    let bench = bench().await;
    let at = |number, minutes| HandoffSummary { judge_at: Some(minute(minutes)), ..summary(number) };
    bench.store.put_summaries(&[at(1, 30), at(2, 10), summary(3)]).await.unwrap();
    assert_eq!(bench.store.next_judgement_at().await.unwrap(), Some(minute(10)));
    assert!(bench.store.due_for_judgement(minute(9)).await.unwrap().is_empty());
    assert_eq!(bench.store.due_for_judgement(minute(30)).await.unwrap(), ["d2".into(), "d1".into()]);
    bench.store.put_summaries(&[HandoffSummary { judge_at: None, ..summary(2) }]).await.unwrap();
    assert_eq!(bench.store.next_judgement_at().await.unwrap(), Some(minute(30)));
}

#[tokio::test]
async fn the_next_close_is_that_of_a_persons_own_open_deals() {
    let bench = bench().await;
    let open = |number, owner: &str, close: i64| HandoffSummary {
        state: HandoffState::Upcoming,
        owner_id: Some(owner.into()),
        csm_id: None,
        close_at: Some(minute(close)),
        ..summary(number)
    };
    let won = HandoffSummary { state: HandoffState::Due, ..open(4, "p1", 11) };
    bench.store.put_summaries(&[open(1, "p1", 90), open(2, "p1", 30), open(3, "p2", 10), won]).await.unwrap();
    let next = async |person: &str, now| bench.store.next_close_at(&person.into(), minute(now)).await.unwrap();
    assert_eq!(next("p1", 0).await, Some(minute(30)));
    assert_eq!(next("p1", 60).await, Some(minute(30)), "one that was to close today counts");
    assert_eq!(next("p1", 60 * 24 + 31).await, Some(minute(90)));
    assert_eq!(next("p9", 0).await, None);
}

#[tokio::test]
async fn measures_are_read_for_a_scope_and_a_period_with_both_ends() {
    let bench = forty().await;
    let measures = serde_json::json!({"quality": 73.5});
    let own = HandoffSummary { closed_at: Some(minute(12)), measures: measures.clone(), ..summary(12) };
    bench.store.put_summaries(&[own]).await.unwrap();
    let rows = bench.store.measured(&Scope::All, minute(10), minute(19)).await.unwrap();
    assert_eq!(rows.len(), 10);
    let rows = bench.store.measured(&Scope::Owner("p1".into()), minute(12), minute(12)).await.unwrap();
    let read: Vec<_> = rows.iter().map(|row| (row.deal_id.as_str(), row.closed_at, &row.measures)).collect();
    assert_eq!(read, [("d12", minute(12), &measures)]);
}

#[tokio::test]
async fn the_list_of_what_is_overdue_and_the_count_of_who_is_waited_for_agree_with_the_rows() {
    let bench = forty().await;
    let page = bench.store.list(&ListQuery { overdue_at: Some(minute(10)), ..ListQuery::default() }).await.unwrap();
    assert!(page.total > 0);
    assert!(page.rows.iter().all(|row| row.deadline_at.is_some_and(|at| at < minute(10))));
    let waiting = bench.store.waiting_counts().await.unwrap();
    assert_eq!((waiting.len(), waiting[&"w3".into()]), (4, 10));
}

#[tokio::test]
async fn a_list_of_many_thousands_pages_like_any_other_with_and_without_a_text() {
    let bench = bench().await;
    let rows: Vec<HandoffSummary> = (0..13_500)
        .map(|number| HandoffSummary {
            deadline_at: (number % 3 != 0).then(|| minute(i64::from((number * 7919) % 13_500))),
            search_text: if number % 9 == 0 { "Beta" } else { "Alpha" }.to_owned(),
            ..summary(number)
        })
        .collect();
    bench.store.put_summaries(&rows).await.unwrap();
    for sort in [Sort::Urgency, Sort::Close, Sort::Value, Sort::Account, Sort::Completeness, Sort::Quality] {
        for text in ["alp", ""] {
            let query = ListQuery { text: text.to_owned(), sort, limit: 1, ..ListQuery::default() };
            assert_eq!(bench.store.list(&query).await.unwrap().rows.len(), 1, "{sort:?}");
        }
    }
    let query = ListQuery { text: "alp".to_owned(), limit: 20_000, ..ListQuery::default() };
    let whole = bench.store.list(&query).await.unwrap();
    assert_eq!((whole.total, whole.rows.len()), (12_000, 12_000));
    for offset in [0, 100, 7_980, 8_000, 11_990] {
        let page = bench.store.list(&ListQuery { offset, limit: 20, ..query.clone() }).await.unwrap();
        let end = whole.rows.len().min(offset as usize + 20);
        assert!(page.rows == whole.rows[offset as usize..end], "{offset}");
        assert_eq!(page.total, 12_000);
    }
}

fn promised(number: u32, outcomes: &[PromiseOutcome]) -> HandoffSummary {
    let promise = |(position, outcome): (usize, &PromiseOutcome)| Promise {
        id: format!("{number}-{position}"),
        what: "A training day".to_owned(),
        owner: "Ada".to_owned(),
        due: None,
        source: String::new(),
        outcome: *outcome,
    };
    HandoffSummary { promises: outcomes.iter().enumerate().map(promise).collect(), ..summary(number) }
}

#[tokio::test]
async fn handoffs_are_found_by_their_promises_and_no_longer_once_those_are_kept() {
    let bench = bench().await;
    let (open, kept) = (PromiseOutcome::Open, PromiseOutcome::Kept);
    bench.store.put_summaries(&[promised(1, &[open, kept]), promised(2, &[kept]), summary(3)]).await.unwrap();
    let with = |promises| ListQuery { promises: Some(promises), ..ListQuery::default() };
    assert_eq!(ids(&bench, with(WithPromises::Open)).await, ["d1"]);
    assert_eq!(ids(&bench, with(WithPromises::Any)).await, ["d1", "d2"]);
    bench.store.put_summaries(&[promised(1, &[kept, kept])]).await.unwrap();
    assert_eq!(total(&bench, with(WithPromises::Open)).await, 0);
    let gone = promised(2, &[]).handoff_id;
    bench.store.remove_summaries(&[gone]).await.unwrap();
    assert_eq!(ids(&bench, with(WithPromises::Any)).await, ["d1"]);
}

#[tokio::test]
async fn a_changed_deal_stays_marked_until_it_was_judged_also_after_reopening() {
    let bench = bench().await;
    let page = MirrorPage { deals: vec![deal("d1", "Acme", 1), deal("d2", "Beta", 1)], ..MirrorPage::default() };
    bench.store.apply(&page).await.unwrap();
    let bench = bench.reopen().await;
    let marks = bench.store.unjudged().await.unwrap();
    assert_eq!(marks.iter().map(|mark| mark.deal.as_str()).collect::<Vec<_>>(), ["d1", "d2"]);
    bench.store.take_marks_off(&bench.store.unjudged_among(&["d1".into()]).await.unwrap()).await.unwrap();
    assert_eq!(bench.store.unjudged().await.unwrap(), marks[1..]);
    bench.store.apply(&page).await.unwrap();
    assert_eq!(bench.store.unjudged().await.unwrap(), marks[1..], "a page that says nothing new marks nothing");
}

#[tokio::test]
async fn a_deal_that_changed_again_while_it_was_judged_stays_marked() {
    let bench = bench().await;
    let judged = bench.store.mark_unjudged(&"d1".into()).await.unwrap().unwrap();
    assert_eq!(bench.store.mark_unjudged(&"d1".into()).await.unwrap(), None, "renewed");
    bench.store.take_marks_off(&[judged]).await.unwrap();
    assert_eq!(bench.store.unjudged().await.unwrap().len(), 1);
}
