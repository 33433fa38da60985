//! What is read: who, what, and everything once.

use super::subject::{DEALS, Dialect, Subject};
use crm::port::{Cursor, FieldKind, Object, Part, Property};
use domain::{ActivityKind, DealId, Direction};
use std::collections::BTreeSet;

pub async fn who_am_i_names_the_organisation_and_its_time_zone(subject: Subject) {
    let me = subject.crm.who_am_i().await.unwrap();
    assert!(!me.organisation.is_empty() && me.currency.is_some());
    assert!(me.time_zone.unwrap().contains('/'));
    assert_eq!(
        me.person.is_some(),
        subject.crm.capabilities().personal_rights,
        "a personal credential names the person"
    );
    assert!(subject.crm.server_time().is_some());
}

pub async fn everyone_who_owns_records_is_known_also_who_left(subject: Subject) {
    let people = subject.crm.people().await.unwrap();
    let owners = subject.office.state().await["owners"].as_u64().unwrap();
    assert_eq!(people.len() as u64, owners);
    assert!(people.iter().all(|person| !person.name.is_empty() && person.user_id.is_some()));
    assert!(people.iter().any(|person| !person.active) && people.iter().any(|person| person.active));
    let (deals, _) = subject.loaded().await;
    let known: BTreeSet<_> = people.into_iter().map(|person| person.id).collect();
    assert!(deals.values().filter_map(|deal| deal.owner_id.as_ref()).all(|owner| known.contains(owner)));
}

pub async fn the_deals_fields_are_described_with_type_and_rights(subject: Subject) {
    let fields = subject.crm.describe().await.unwrap();
    let carrying = |property: &Property| fields.iter().find(|field| field.carries() == Some(property)).unwrap();
    for property in [Property::Status, Property::Record, Property::Csm, Property::Field("risks".into())] {
        let field = carrying(&property);
        assert!(field.serves() && field.remedy.is_none(), "{property:?}: {field:?}");
    }
    assert_eq!(carrying(&Property::Status).kind, FieldKind::Choice);
    assert_eq!(carrying(&Property::FirstValueDate).kind, FieldKind::Date);
    assert_eq!(carrying(&Property::Quality).kind, FieldKind::Number);
    let record = carrying(&Property::Record);
    assert_eq!(
        (record.kind, record.length.unwrap() as usize),
        (FieldKind::LongText, subject.crm.capabilities().text_limit)
    );
    assert!(fields.iter().any(|field| field.slot.is_none() && !field.writable), "what the CRM computes is read-only");
}

pub async fn a_first_load_brings_every_deal_once_and_counts_them(subject: Subject) {
    subject.crm.pipelines().await.unwrap();
    let (pages, _) = subject.pages(Object::Deals, Cursor::default()).await;
    assert_eq!(pages[0].of, Some(DEALS as u64));
    let ids: Vec<DealId> = pages.iter().flat_map(|page| &page.deals).map(|deal| deal.id.clone()).collect();
    assert_eq!((ids.len(), ids.iter().collect::<BTreeSet<_>>().len()), (DEALS, DEALS));
    let deals: Vec<_> = pages.iter().flat_map(|page| &page.deals).collect();
    let flaws: Vec<_> = pages.iter().flat_map(|page| &page.flaws).collect();
    // An import looks harder: it tells of a won deal without an amount.
    assert!(flaws.is_empty() || subject.dialect == Dialect::Csv, "{flaws:?}");
    let stages: BTreeSet<String> =
        subject.crm.pipelines().await.unwrap().into_iter().flat_map(|one| one.stages).map(|stage| stage.id.0).collect();
    for deal in deals {
        assert!(!deal.name.is_empty(), "{}", deal.id);
        assert!(deal.modified_at.is_some() || subject.dialect == Dialect::Csv, "{}", deal.id);
        assert!(stages.contains(deal.stage_id.as_ref().unwrap().as_str()), "{}", deal.id);
    }
}

pub async fn a_load_goes_on_from_a_cursor_that_was_kept(subject: Subject) {
    let (deals, _) = subject.loaded().await;
    let first = subject.crm.pull(Object::Deals, &Cursor::default()).await.unwrap();
    let kept = Cursor(first.next.0.clone());
    let another = subject.adapter_with(subject.office.crm.token());
    let mut seen: BTreeSet<DealId> = first.deals.into_iter().map(|deal| deal.id).collect();
    let (mut cursor, mut done) = (kept, first.done);
    while !done {
        let page = another.pull(Object::Deals, &cursor).await.unwrap();
        seen.extend(page.deals.into_iter().map(|deal| deal.id));
        (cursor, done) = (page.next, page.done);
    }
    assert_eq!(seen, deals.into_keys().collect());
}

pub async fn contacts_come_with_their_buying_roles(subject: Subject) {
    let (_, around) = subject.open_deal().await;
    let contacts = around.contacts.unwrap();
    assert!(contacts.iter().all(|person| !person.contact.name.is_empty()));
    assert!(contacts.iter().any(|person| !person.contact.roles.is_empty()), "{contacts:?}");
}

pub async fn product_lines_come_with_amount_and_family(subject: Subject) {
    let (_, around) = subject.open_deal().await;
    let lines = around.lines.unwrap();
    assert!(
        lines.iter().all(|line| !line.name.is_empty() && line.amount.is_some() && line.quantity.is_some()),
        "{lines:?}"
    );
    assert!(lines.iter().any(|line| line.family.is_some() && line.recurring_months.is_some()), "{lines:?}");
}

pub async fn activities_come_with_who_when_and_direction(subject: Subject) {
    let (deal, _) = subject.open_deal().await;
    let owner = deal.owner_id.clone().unwrap();
    for kind in ["call", "meeting", "email", "task", "note"] {
        let body = serde_json::json!({"kind": kind, "deal_id": deal.id, "owner_id": owner, "subject": format!("A {kind}"), "body": "Said hello", "completed": true});
        subject.control("activity", body).await;
    }
    subject.later().await;
    let (arounds, flaws) = subject.crm.around(std::slice::from_ref(&deal.id), &[Part::Activities]).await.unwrap();
    assert!(flaws.is_empty(), "{flaws:?}");
    let activities = arounds.into_iter().next().unwrap().activities.unwrap();
    let found = |kind: ActivityKind| {
        activities
            .iter()
            .find(|activity| activity.kind == kind && activity.body == "Said hello")
            .unwrap_or_else(|| panic!("{kind:?} of {activities:?}"))
    };
    for kind in [ActivityKind::Call, ActivityKind::Meeting, ActivityKind::Email] {
        let activity = found(kind);
        assert!(activity.is_customer_facing(), "{activity:?}");
        assert_eq!((activity.deal_id.clone(), activity.owner_id.as_ref()), (deal.id.clone(), Some(&owner)), "{kind:?}");
    }
    assert_eq!((found(ActivityKind::Note).direction, found(ActivityKind::Task).completed), (Direction::Internal, true));
}

pub async fn what_is_left_of_the_quota_is_known_after_a_request(subject: Subject) {
    assert_eq!(subject.crm.quota().day, None);
    subject.control("settings", serde_json::json!({"rate_limits": true})).await;
    subject.crm.people().await.unwrap();
    let day = subject.crm.quota().day.unwrap();
    assert!(day.of > 0 && day.used <= day.of && day.share_left() > 0.5, "{day:?}");
    assert_eq!(subject.crm.quota().rests_for, None);
}
