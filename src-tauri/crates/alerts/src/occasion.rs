//! From the judgement of one handoff to the alarms that are due.

use crate::intent::{AlarmKind, Intent};
use chrono::{DateTime, Utc};
use domain::ids::short_hash;
use domain::{Event, EventKind, HandoffRecord, HandoffState, PersonId};
use playbook::{Applies, Assessment, ClockKey, Playbook, Rung, RungDue, Tier};

/// One handoff at one moment.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    pub organisation: &'a str,
    pub playbook: &'a Playbook,
    pub record: &'a HandoffRecord,
    pub assessment: &'a Assessment,
    pub account: &'a str,
    pub deal: &'a str,
    /// The deal's owner, who hears of a return.
    pub owner: Option<&'a PersonId>,
    pub now: DateTime<Utc>,
}

/// Every alarm whose time has come, recorded before or not.
pub fn due(occasion: &Occasion<'_>) -> Vec<Intent> {
    if !matches!(occasion.assessment.applies, Applies::Closed) {
        return Vec::new();
    }
    let mut intents: Vec<Intent> = occasion.closed().into_iter().collect();
    intents.extend(occasion.record.events.iter().filter_map(|event| occasion.of_event(event)));
    intents.extend(occasion.assessment.rungs.iter().flat_map(|rung| occasion.of_rung(rung)));
    intents.retain(|intent| intent.at <= occasion.now);
    intents
}

impl Occasion<'_> {
    fn closed(&self) -> Option<Intent> {
        let at = self.assessment.closed_at?;
        let csm = self.assessment.assignment.csm.as_ref()?;
        let body = format!("{} was won. {}", self.deal, self.what_comes_next());
        Some(self.intent(AlarmKind::DealClosed, "close", csm, at, format!("New customer: {}", self.account), body))
    }

    fn what_comes_next(&self) -> &'static str {
        if self.assessment.tier.tier == Tier::A {
            "The summary is filled from the CRM"
        } else if self.assessment.state == HandoffState::Due {
            "The rep owes you the handoff"
        } else {
            "The handoff is here already"
        }
    }

    /// Submissions and returns; in tier A nobody reviews one by one.
    fn of_event(&self, event: &Event) -> Option<Intent> {
        let what = format!("{}@{}", event.id, event.at.timestamp());
        match &event.kind {
            EventKind::Submitted { .. } if self.assessment.tier.tier != Tier::A => {
                let csm = self.assessment.assignment.csm.as_ref()?;
                let title = format!("Handoff ready: {}", self.account);
                Some(self.intent(
                    AlarmKind::HandoffReady,
                    &what,
                    csm,
                    event.at,
                    title,
                    format!("{} waits for your review", self.deal),
                ))
            }
            EventKind::Returned { reasons, .. } => {
                let title = format!("Handoff returned: {}", self.account);
                Some(self.intent(AlarmKind::Returned, &what, self.owner?, event.at, title, self.returned_body(reasons)))
            }
            _ => None,
        }
    }

    fn returned_body(&self, reasons: &[domain::FieldReturn]) -> String {
        let labels: Vec<&str> = reasons.iter().map(|reason| self.playbook.label(&reason.field)).collect();
        match labels.as_slice() {
            [] => format!("{} came back from your CSM", self.deal),
            labels => format!("{}: look at {}", self.deal, labels.join(", ")),
        }
    }

    fn of_rung(&self, rung: &RungDue) -> Vec<Intent> {
        let round = self.assessment.clock(&rung.clock).map_or(0, |clock| clock.started_at.timestamp());
        let what = format!("{}:{}@{round}", rung.clock, rung.rung.as_str());
        let (kind, title) = self.words_of(rung);
        let body = format!("{}: {}", self.deal, self.owed(&rung.clock));
        rung.to.iter().map(|person| self.intent(kind, &what, person, rung.at, title.clone(), body.clone())).collect()
    }

    fn words_of(&self, rung: &RungDue) -> (AlarmKind, String) {
        let label = self.clock_label(&rung.clock);
        match rung.rung {
            _ if rung.digest => (AlarmKind::Digest, format!("Late: {label} for {}", self.account)),
            Rung::Nudge => (AlarmKind::DueSoon, format!("Due soon: {label} for {}", self.account)),
            Rung::Breach => (AlarmKind::Breached, format!("Late: {label} for {}", self.account)),
            Rung::Managers | Rung::Executives => {
                (AlarmKind::Escalated, format!("Still late: {label} for {}", self.account))
            }
        }
    }

    fn clock_label(&self, clock: &ClockKey) -> String {
        self.playbook.clock(clock.kind()).map_or_else(|| clock.to_string(), |rule| rule.label.to_lowercase())
    }

    fn owed(&self, clock: &ClockKey) -> String {
        match clock {
            ClockKey::Notify => "the CSM was not told yet".to_owned(),
            ClockKey::Engagement => "the CSM has not opened it yet".to_owned(),
            ClockKey::Completion => "the handoff is not submitted yet".to_owned(),
            ClockKey::Review => "the review is open".to_owned(),
            ClockKey::Resubmission => "the returned handoff is not back yet".to_owned(),
            ClockKey::FirstTouch => "nobody reached out to the customer yet".to_owned(),
            ClockKey::Kickoff => "the kickoff was not held yet".to_owned(),
            ClockKey::Gap(field) => format!("the gap `{}` is open", self.playbook.label(field)),
        }
    }

    fn intent(
        &self,
        kind: AlarmKind,
        what: &str,
        person: &PersonId,
        at: DateTime<Utc>,
        title: String,
        body: String,
    ) -> Intent {
        let close = self.assessment.closed_at.map_or(0, |closed| closed.timestamp()).to_string();
        let deal = self.record.deal_id.as_str();
        let key = short_hash(&[self.organisation, deal, &close, kind.as_str(), what, person.as_str()]);
        Intent { key, kind, person: person.clone(), at, title, body }
    }
}
