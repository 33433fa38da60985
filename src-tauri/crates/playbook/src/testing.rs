//! What unit tests build their situations from.
#![allow(clippy::unwrap_used)]

use crate::{
    Arrival, EarlierTexts, Leave, Playbook, Roster, RosterPerson, Situation, WorkingHours, Workload, assess, assessment,
};
use chrono::{DateTime, TimeZone, Utc};
use chrono_tz::{America, Europe, Tz};
use domain::{
    Actor, Deal, DealContext, Event, EventKind, FieldEntry, FieldKey, FieldValue, HandoffRecord, Provenance, Role,
};

/// A local time as an instant.
pub(crate) fn at(zone: Tz, text: &str) -> DateTime<Utc> {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    zone.from_local_datetime(&local).unwrap().to_utc()
}

pub(crate) fn new_york(text: &str) -> DateTime<Utc> {
    at(America::New_York, text)
}

pub(crate) fn berlin(text: &str) -> DateTime<Utc> {
    at(Europe::Berlin, text)
}

pub(crate) fn person(id: &str, role: Role, zone: Tz, manager: Option<&str>) -> RosterPerson {
    RosterPerson {
        id: id.into(),
        name: format!("Name of {id}"),
        email: format!("{id}@lumen.test"),
        role,
        team: "one".into(),
        time_zone: zone,
        working_days: vec![1, 2, 3, 4, 5],
        working_hours: WorkingHours::default(),
        leave: Vec::new(),
        capacity: None,
        segments: Vec::new(),
        regions: Vec::new(),
        languages: Vec::new(),
        products: Vec::new(),
        manager: manager.map(Into::into),
    }
}

/// A world with one deal in it; every part can be changed before it is judged.
pub(crate) struct World {
    pub playbook: Playbook,
    pub roster: Roster,
    pub context: DealContext,
    pub record: HandoffRecord,
    pub earlier: EarlierTexts,
    pub workload: Workload,
    pub arrival: Arrival,
    pub now: DateTime<Utc>,
}

/// Closed Friday 18 September 2026, 18:00 in New York; 50,000 USD for 12 months; rep in New York, CSM in Berlin.
pub(crate) fn world() -> World {
    let mut deal = Deal::named("d1", "Northwind rollout");
    deal.owner_id = Some("rep".into());
    deal.csm_id = Some("csm".into());
    deal.amount = Some(50_000.0);
    deal.currency = Some("USD".into());
    deal.contract.term_months = Some(12);
    deal.probability = 1.0;
    deal.is_won = true;
    deal.is_closed = true;
    deal.created_at = Some(new_york("2026-06-01 10:00"));
    deal.closed_at = Some(new_york("2026-09-18 18:00"));
    let people = vec![
        person("rep", Role::Rep, America::New_York, Some("sales-manager")),
        person("csm", Role::Csm, Europe::Berlin, Some("cs-manager")),
        person("csm2", Role::Csm, America::New_York, Some("cs-manager")),
        person("sales-manager", Role::SalesManager, America::New_York, None),
        person("cs-manager", Role::CsManager, Europe::Berlin, None),
        person("vp-sales", Role::VpSales, America::New_York, None),
        person("vp-cs", Role::VpCs, Europe::Berlin, None),
    ];
    World {
        playbook: Playbook::embedded(),
        roster: Roster { people, ..Roster::empty() },
        context: DealContext::of(deal),
        record: HandoffRecord::empty("org", "d1".into()),
        earlier: EarlierTexts::default(),
        workload: Workload::default(),
        arrival: Arrival::default(),
        now: new_york("2026-09-18 18:01"),
    }
}

impl World {
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            playbook: &self.playbook,
            roster: &self.roster,
            context: &self.context,
            record: &self.record,
            earlier_texts: &self.earlier,
            workload: &self.workload,
            arrival: self.arrival,
            now: self.now,
        }
    }

    pub fn assess(&self) -> assessment::Assessment {
        assess(&self.situation())
    }

    pub fn deal(&mut self) -> &mut Deal {
        &mut self.context.deal
    }

    /// Writes a field, as the rep, before everything else that happens.
    pub fn write(&mut self, key: &str, value: FieldValue) {
        self.write_at(key, value, new_york("2026-09-01 10:00"));
    }

    pub fn write_at(&mut self, key: &str, value: FieldValue, at: DateTime<Utc>) {
        let provenance = Provenance::Typed { by: "rep".into(), at };
        self.record.fields.insert(FieldKey::from(key), FieldEntry { value, provenance, at });
    }

    pub fn write_text(&mut self, key: &str, text: &str) {
        self.write(key, FieldValue::Text(text.to_owned()));
    }

    /// Adds an event by a person.
    pub fn happened(&mut self, at: DateTime<Utc>, by: &str, kind: EventKind) {
        let id = format!("r1:{:04}", self.record.events.len()).into();
        self.record.add_event(Event { id, at, by: Actor::Person(by.into()), kind, claimed_at: None });
    }

    pub fn submitted(&mut self, at: DateTime<Utc>) {
        self.happened(at, "rep", EventKind::Submitted { quality: 90.0, filled: 13, required: 13 });
    }

    pub fn returned(&mut self, at: DateTime<Utc>) {
        self.happened(at, "csm", EventKind::Returned { reasons: Vec::new(), rating: None });
    }

    pub fn accepted(&mut self, at: DateTime<Utc>) {
        self.happened(at, "csm", EventKind::Accepted { gaps: Vec::new(), rating: None });
    }

    pub fn leave(&mut self, id: &str, from: &str, to: &str, stand_in: Option<&str>) {
        let person = self.roster.people.iter_mut().find(|person| person.id.as_str() == id).unwrap();
        person.leave.push(Leave {
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            stand_in: stand_in.map(Into::into),
        });
    }
}
