#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::Topic;
use crate::journal::*;
use crate::samples::{bench, minute};

fn alarm(key: &str, person: &str, at: i64) -> NewAlarm {
    NewAlarm {
        key: key.to_owned(),
        kind: "due_soon".to_owned(),
        handoff_id: Some("h1".into()),
        deal_id: Some("d1".into()),
        person_id: person.into(),
        at: minute(at),
        recorded_at: minute(at + 1),
        title: "Due in 2 h: Acme".to_owned(),
        body: "Promises are missing".to_owned(),
        missed: false,
    }
}

#[tokio::test]
async fn an_alarm_comes_once_for_its_key_also_after_reopening() {
    let bench = bench().await;
    assert!(bench.store.record_alarm(&alarm("k1", "p1", 1)).await.unwrap());
    let mut changes = bench.store.changes();
    assert!(!bench.store.record_alarm(&alarm("k1", "p1", 99)).await.unwrap());
    assert!(changes.try_recv().is_err());
    let bench = bench.reopen().await;
    assert!(!bench.store.record_alarm(&alarm("k1", "p1", 99)).await.unwrap());
    let alarms = bench.store.alarms(&"p1".into(), 10, None).await.unwrap();
    assert_eq!(alarms.len(), 1);
    assert_eq!((alarms[0].at, alarms[0].recorded_at), (minute(1), minute(2)));
}

#[tokio::test]
async fn an_alarm_is_handed_to_the_system_once() {
    let bench = bench().await;
    bench.store.record_alarm(&alarm("k1", "p1", 1)).await.unwrap();
    bench.store.record_alarm(&NewAlarm { missed: true, ..alarm("k2", "p1", 2) }).await.unwrap();
    bench.store.record_alarm(&alarm("k3", "p2", 3)).await.unwrap();
    let pending = bench.store.pending_alarms(&"p1".into(), 10).await.unwrap();
    assert_eq!(
        pending.iter().map(|alarm| (alarm.key.as_str(), alarm.missed)).collect::<Vec<_>>(),
        [("k1", false), ("k2", true)]
    );
    assert!(bench.store.mark_handed_to_os(pending[0].id, minute(5)).await.unwrap());
    assert!(!bench.store.mark_handed_to_os(pending[0].id, minute(6)).await.unwrap());
    let left = bench.store.pending_alarms(&"p1".into(), 10).await.unwrap();
    assert_eq!(left.iter().map(|alarm| alarm.key.as_str()).collect::<Vec<_>>(), ["k2"]);
    let listed = bench.store.alarms(&"p1".into(), 10, None).await.unwrap();
    assert_eq!(listed.iter().map(|alarm| alarm.handed_to_os_at).collect::<Vec<_>>(), [None, Some(minute(5))]);
}

#[tokio::test]
async fn what_came_of_handing_over_is_known_only_after_it_was_noted() {
    let bench = bench().await;
    bench.store.record_alarms(&[alarm("k1", "p1", 1), alarm("k2", "p1", 2)]).await.unwrap();
    let pending = bench.store.pending_alarms(&"p1".into(), 10).await.unwrap();
    for one in &pending {
        bench.store.mark_handed_to_os(one.id, minute(5)).await.unwrap();
    }
    bench.store.note_handover(&[pending[0].id], Handover::Refused).await.unwrap();
    let listed = bench.store.alarms(&"p1".into(), 10, None).await.unwrap();
    assert_eq!(listed.iter().map(|alarm| alarm.handover).collect::<Vec<_>>(), [None, Some(Handover::Refused)]);
    for handover in [Handover::Taken, Handover::Elsewhere] {
        bench.store.note_handover(&[pending[1].id], handover).await.unwrap();
        assert_eq!(bench.store.alarms(&"p1".into(), 1, None).await.unwrap()[0].handover, Some(handover));
    }
}

#[tokio::test]
async fn the_list_is_paged_latest_first() {
    let bench = bench().await;
    for (key, at) in [("a", 3), ("b", 1), ("c", 2), ("d", 2)] {
        bench.store.record_alarm(&alarm(key, "p1", at)).await.unwrap();
    }
    let (mut keys, mut before) = (Vec::new(), None);
    loop {
        let page = bench.store.alarms(&"p1".into(), 3, before).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        keys.extend(page.into_iter().map(|alarm| alarm.key));
    }
    assert_eq!(keys, ["a", "d", "c", "b"]);
}

#[tokio::test]
async fn what_a_person_has_seen_is_no_longer_counted_for_them() {
    let bench = bench().await;
    for (key, person) in [("a", "p1"), ("b", "p1"), ("c", "p2")] {
        bench.store.record_alarm(&alarm(key, person, 1)).await.unwrap();
    }
    let first = bench.store.alarms(&"p1".into(), 1, None).await.unwrap()[0].id;
    let mut changes = bench.store.changes();
    bench.store.mark_seen(&Seen::These(vec![first]), minute(4)).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), [Topic::Alarms].into());
    assert_eq!(bench.store.unseen_alarms(&"p1".into()).await.unwrap(), 1);
    bench.store.mark_seen(&Seen::All("p1".into()), minute(5)).await.unwrap();
    let seen: Vec<_> =
        bench.store.alarms(&"p1".into(), 9, None).await.unwrap().into_iter().map(|alarm| alarm.seen_at).collect();
    assert_eq!(seen, [Some(minute(4)), Some(minute(5))]);
    assert_eq!(bench.store.unseen_alarms(&"p2".into()).await.unwrap(), 1);
}

#[tokio::test]
async fn several_alarms_are_recorded_at_once_and_listed_by_their_handoff() {
    let bench = bench().await;
    bench.store.record_alarm(&alarm("a", "p1", 1)).await.unwrap();
    let other = NewAlarm { handoff_id: Some("h2".into()), ..alarm("c", "p1", 3) };
    let mut changes = bench.store.changes();
    bench.store.record_alarms(&[alarm("a", "p1", 9), alarm("b", "p2", 2), other]).await.unwrap();
    assert_eq!(changes.try_recv().unwrap(), [Topic::Alarms].into());
    assert!(changes.try_recv().is_err());
    let of: Vec<_> = bench.store.alarms_of(&"h1".into(), 9).await.unwrap().into_iter().map(|alarm| alarm.key).collect();
    assert_eq!(of, ["b", "a"]);
    bench.store.record_alarms(&[alarm("b", "p2", 2)]).await.unwrap();
    assert!(changes.try_recv().is_err());
}
