//! HubSpot's kinds of object, and which of their properties are read. Source: `docs/crm-fields.md`.

use crate::port::{Object, Part};
use crate::reading::{Frame, LONG};
use domain::ActivityKind;

/// A kind of object in HubSpot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Deal,
    Company,
    Contact,
    LineItem,
    Activity(ActivityKind),
}

/// The kinds that a deal's activities come in.
pub(super) const ACTIVITIES: [Kind; 5] = [
    Kind::Activity(ActivityKind::Note),
    Kind::Activity(ActivityKind::Task),
    Kind::Activity(ActivityKind::Meeting),
    Kind::Activity(ActivityKind::Call),
    Kind::Activity(ActivityKind::Email),
];

impl Kind {
    /// The kind that a pulled object is.
    pub(super) fn of(object: Object) -> Self {
        match object {
            Object::Deals | Object::ArchivedDeals => Self::Deal,
            Object::Accounts => Self::Company,
            Object::Contacts => Self::Contact,
            Object::Lines => Self::LineItem,
            Object::Notes => Self::Activity(ActivityKind::Note),
            Object::Tasks => Self::Activity(ActivityKind::Task),
            Object::Meetings => Self::Activity(ActivityKind::Meeting),
            Object::Calls => Self::Activity(ActivityKind::Call),
            Object::Emails => Self::Activity(ActivityKind::Email),
        }
    }

    /// The kinds that make up a part of a deal.
    pub(super) fn of_part(part: Part) -> &'static [Self] {
        match part {
            Part::Account => &[Self::Company],
            Part::Contacts => &[Self::Contact],
            Part::Lines => &[Self::LineItem],
            Part::Activities => &ACTIVITIES,
        }
    }

    /// The word in paths.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Deal => "deals",
            Self::Company => "companies",
            Self::Contact => "contacts",
            Self::LineItem => "line_items",
            Self::Activity(ActivityKind::Note) => "notes",
            Self::Activity(ActivityKind::Task) => "tasks",
            Self::Activity(ActivityKind::Meeting) => "meetings",
            Self::Activity(ActivityKind::Call) => "calls",
            Self::Activity(ActivityKind::Email) => "emails",
        }
    }

    /// The word for one.
    pub(super) fn singular(self) -> &'static str {
        match self {
            Self::Deal => "deal",
            Self::Company => "company",
            Self::Contact => "contact",
            Self::LineItem => "line item",
            Self::Activity(ActivityKind::Note) => "note",
            Self::Activity(ActivityKind::Task) => "task",
            Self::Activity(ActivityKind::Meeting) => "meeting",
            Self::Activity(ActivityKind::Call) => "call",
            Self::Activity(ActivityKind::Email) => "email",
        }
    }

    /// The property that carries the last change. Contacts spell it their own way.
    pub(super) fn modified_property(self) -> &'static str {
        match self {
            Self::Contact => "lastmodifieddate",
            _ => "hs_lastmodifieddate",
        }
    }

    /// The properties that are read, without those of the playbook's fields.
    pub(super) fn properties(self) -> &'static [&'static str] {
        match self {
            Self::Deal => DEAL,
            Self::Company => COMPANY,
            Self::Contact => CONTACT,
            Self::LineItem => LINE_ITEM,
            Self::Activity(ActivityKind::Note) => NOTE,
            Self::Activity(ActivityKind::Task) => TASK,
            Self::Activity(ActivityKind::Meeting) => MEETING,
            Self::Activity(ActivityKind::Call) => CALL,
            Self::Activity(ActivityKind::Email) => EMAIL,
        }
    }
}

impl From<Kind> for Frame {
    fn from(kind: Kind) -> Self {
        Self { object: kind.singular(), id: "id", values: "properties", longest: LONG }
    }
}

/// The prefix of the properties that carry the handoff.
pub(super) const PREFIX: &str = "handoff_";

/// Handoff properties that are not fields of the playbook.
pub(super) const HANDOFF_STATE: &[&str] = &[
    "handoff_status",
    "handoff_status_reason",
    "handoff_tier",
    "handoff_csm_id",
    "handoff_completeness",
    "handoff_quality",
    "handoff_playbook",
    "handoff_first_value_date",
    "handoff_conflict",
    "handoff_record",
];

const DEAL: &[&str] = &[
    "dealname",
    "amount",
    "deal_currency_code",
    "dealstage",
    "pipeline",
    "closedate",
    "createdate",
    "hs_lastmodifieddate",
    "hubspot_owner_id",
    "dealtype",
    "hs_deal_stage_probability",
    "hs_is_closed",
    "hs_is_closed_won",
    "hs_object_id",
    "hs_merged_object_ids",
    "contract_start_date",
    "contract_term_months",
    "renewal_date",
    "billing_frequency",
    "target_go_live_date",
    "integrations_needed",
    "regulated_data",
    "primary_competitor",
];

const COMPANY: &[&str] =
    &["name", "industry", "country", "customer_segment", "csm_owner_id", "customer_language", "hs_lastmodifieddate"];

const CONTACT: &[&str] = &["firstname", "lastname", "email", "jobtitle", "hs_buying_role", "lastmodifieddate"];

const LINE_ITEM: &[&str] =
    &["name", "quantity", "price", "amount", "hs_recurring_billing_period", "product_family", "hs_lastmodifieddate"];

const NOTE: &[&str] = &["hs_note_body", "hs_timestamp", "hubspot_owner_id", "changeover_key"];

const TASK: &[&str] = &[
    "hs_task_subject",
    "hs_task_body",
    "hs_task_status",
    "hs_task_type",
    "hs_timestamp",
    "hubspot_owner_id",
    "changeover_key",
];

const MEETING: &[&str] = &[
    "hs_meeting_title",
    "hs_meeting_body",
    "hs_meeting_start_time",
    "hs_meeting_outcome",
    "hs_timestamp",
    "hubspot_owner_id",
];

const CALL: &[&str] =
    &["hs_call_title", "hs_call_body", "hs_call_direction", "hs_call_status", "hs_timestamp", "hubspot_owner_id"];

const EMAIL: &[&str] =
    &["hs_email_subject", "hs_email_text", "hs_email_direction", "hs_email_status", "hs_timestamp", "hubspot_owner_id"];
