//! The properties that every practice org has: HubSpot's own, and those that set-up adds for handoffs.

use super::{Choice, Computed, Group, Kind, Moment, Property, Schema, ValueType};

use Trait::{Calculated, Choices, ReadOnly, Unique};
use ValueType::{Bool, Date, Datetime, Enumeration, PhoneNumber, String as Text};

/// What is special about a standard property.
#[derive(Clone, Copy)]
enum Trait {
    Choices(&'static [&'static str]),
    Calculated,
    ReadOnly(Computed),
    Unique,
}

/// Name, label, type, field type, special trait.
type Row = (&'static str, &'static str, ValueType, &'static str, Option<Trait>);

/// The playbook fields that are mirrored on the deal as flat text, without their prefix.
pub const HANDOFF_FIELDS: [&str; 18] = [
    "business_goals",
    "pain_points",
    "success_criteria",
    "why_bought",
    "stakeholders",
    "post_sale_owner",
    "products",
    "contract_terms",
    "timeline",
    "integrations",
    "exclusions",
    "objections",
    "risks",
    "competitors",
    "communication",
    "key_conversations",
    "promises",
    "handoff_notes",
];

const DEAL: &[Row] = &[
    ("dealname", "Deal Name", Text, "text", None),
    ("amount", "Amount", ValueType::Number, "number", None),
    ("deal_currency_code", "Currency", Enumeration, "select", None),
    ("dealstage", "Deal Stage", Enumeration, "radio", None),
    ("pipeline", "Pipeline", Enumeration, "select", None),
    ("closedate", "Close Date", Datetime, "date", None),
    ("dealtype", "Deal Type", Enumeration, "radio", Some(Choices(&["newbusiness", "existingbusiness"]))),
    ("hubspot_owner_id", "Deal owner", Enumeration, "select", None),
    ("hs_deal_stage_probability", "Deal probability", ValueType::Number, "number", Some(Calculated)),
    ("hs_is_closed", "Is Deal Closed?", Bool, "booleancheckbox", Some(Calculated)),
    ("hs_is_closed_won", "Is closed won", Bool, "booleancheckbox", Some(Calculated)),
    ("hs_merged_object_ids", "Merged object IDs", Enumeration, "checkbox", Some(Calculated)),
    ("description", "Deal Description", Text, "textarea", None),
];

const DEAL_SETUP: &[Row] = &[
    ("contract_start_date", "Contract start date", Date, "date", None),
    ("contract_term_months", "Contract term (months)", ValueType::Number, "number", None),
    ("renewal_date", "Renewal date", Date, "date", None),
    (
        "billing_frequency",
        "Billing frequency",
        Enumeration,
        "select",
        Some(Choices(&["monthly", "quarterly", "annually", "upfront"])),
    ),
    ("target_go_live_date", "Target go-live date", Date, "date", None),
    ("integrations_needed", "Integrations needed", Text, "textarea", None),
    ("regulated_data", "Regulated data", Bool, "booleancheckbox", None),
    ("primary_competitor", "Primary competitor", Text, "text", None),
    (
        "handoff_status",
        "Handoff status",
        Enumeration,
        "select",
        Some(Choices(&["upcoming", "due", "submitted", "returned", "accepted", "engaged", "live", "exempt", "void"])),
    ),
    ("handoff_status_reason", "Handoff status reason", Text, "textarea", None),
    ("handoff_tier", "Handoff tier", Enumeration, "select", Some(Choices(&["a", "s", "w"]))),
    ("handoff_csm_id", "Handoff CSM", Text, "text", None),
    ("handoff_completeness", "Handoff completeness", ValueType::Number, "number", None),
    ("handoff_quality", "Handoff quality", ValueType::Number, "number", None),
    ("handoff_playbook", "Handoff playbook version", Text, "text", None),
    ("handoff_first_value_date", "First value date", Date, "date", None),
    ("handoff_conflict", "Handoff conflict", Text, "text", None),
    ("handoff_record", "Handoff record", Text, "textarea", None),
];

const COMPANY: &[Row] = &[
    ("name", "Company name", Text, "text", None),
    ("domain", "Company Domain Name", Text, "text", None),
    ("industry", "Industry", Text, "text", None),
    ("country", "Country/Region", Text, "text", None),
    ("city", "City", Text, "text", None),
    ("numberofemployees", "Number of Employees", ValueType::Number, "number", None),
    ("hubspot_owner_id", "Company owner", Enumeration, "select", None),
    ("hs_merged_object_ids", "Merged object IDs", Enumeration, "checkbox", Some(Calculated)),
];

const COMPANY_SETUP: &[Row] = &[
    (
        "customer_segment",
        "Customer segment",
        Enumeration,
        "select",
        Some(Choices(&["smb", "mid_market", "enterprise"])),
    ),
    ("csm_owner_id", "CSM", Text, "text", None),
    ("customer_language", "Customer language", Text, "text", None),
];

const CONTACT: &[Row] = &[
    ("firstname", "First Name", Text, "text", None),
    ("lastname", "Last Name", Text, "text", None),
    ("email", "Email", Text, "text", Some(Unique)),
    ("phone", "Phone Number", PhoneNumber, "phonenumber", None),
    ("jobtitle", "Job Title", Text, "text", None),
    (
        "hs_buying_role",
        "Buying Role",
        Enumeration,
        "checkbox",
        Some(Choices(&[
            "CHAMPION",
            "DECISION_MAKER",
            "EXECUTIVE_SPONSOR",
            "BUDGET_HOLDER",
            "END_USER",
            "INFLUENCER",
            "BLOCKER",
            "LEGAL_AND_COMPLIANCE",
            "OTHER",
        ])),
    ),
    ("hubspot_owner_id", "Contact owner", Enumeration, "select", None),
    ("hs_merged_object_ids", "Merged object IDs", Enumeration, "checkbox", Some(Calculated)),
];

const LINE_ITEM: &[Row] = &[
    ("name", "Name", Text, "text", None),
    ("quantity", "Quantity", ValueType::Number, "number", None),
    ("price", "Unit price", ValueType::Number, "number", None),
    ("amount", "Net price", ValueType::Number, "number", None),
    ("hs_recurring_billing_period", "Term", Text, "text", None),
    ("hs_sku", "SKU", Text, "text", None),
];

const LINE_ITEM_SETUP: &[Row] = &[("product_family", "Product family", Text, "text", None)];

const NOTE: &[Row] =
    &[("hs_note_body", "Note body", Text, "html", None), ("hs_attachment_ids", "Attached files", Text, "text", None)];

const TASK: &[Row] = &[
    ("hs_task_subject", "Task title", Text, "text", None),
    ("hs_task_body", "Task notes", Text, "html", None),
    (
        "hs_task_status",
        "Task status",
        Enumeration,
        "select",
        Some(Choices(&["NOT_STARTED", "IN_PROGRESS", "WAITING", "DEFERRED", "COMPLETED"])),
    ),
    ("hs_task_type", "Task type", Enumeration, "select", Some(Choices(&["TODO", "CALL", "EMAIL"]))),
    ("hs_task_priority", "Priority", Enumeration, "select", Some(Choices(&["NONE", "LOW", "MEDIUM", "HIGH"]))),
];

const MEETING: &[Row] = &[
    ("hs_meeting_title", "Meeting name", Text, "text", None),
    ("hs_meeting_body", "Meeting description", Text, "html", None),
    ("hs_meeting_start_time", "Meeting start time", Datetime, "date", None),
    ("hs_meeting_end_time", "Meeting end time", Datetime, "date", None),
    (
        "hs_meeting_outcome",
        "Meeting outcome",
        Enumeration,
        "select",
        Some(Choices(&["SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"])),
    ),
];

const CALL: &[Row] = &[
    ("hs_call_title", "Call Title", Text, "text", None),
    ("hs_call_body", "Call notes", Text, "html", None),
    ("hs_call_direction", "Call direction", Enumeration, "select", Some(Choices(&["INBOUND", "OUTBOUND"]))),
    (
        "hs_call_status",
        "Call status",
        Enumeration,
        "select",
        Some(Choices(&[
            "BUSY",
            "CALLING_CRM_USER",
            "CANCELED",
            "COMPLETED",
            "CONNECTING",
            "FAILED",
            "IN_PROGRESS",
            "MISSED",
            "NO_ANSWER",
            "QUEUED",
            "RINGING",
        ])),
    ),
    ("hs_call_duration", "Call duration", ValueType::Number, "number", None),
];

const EMAIL: &[Row] = &[
    ("hs_email_subject", "Email subject", Text, "text", None),
    ("hs_email_text", "Text body", Text, "textarea", None),
    (
        "hs_email_direction",
        "Email direction",
        Enumeration,
        "select",
        Some(Choices(&["EMAIL", "INCOMING_EMAIL", "FORWARDED_EMAIL"])),
    ),
    (
        "hs_email_status",
        "Email send status",
        Enumeration,
        "select",
        Some(Choices(&["BOUNCED", "FAILED", "SCHEDULED", "SENDING", "SENT"])),
    ),
];

const EVERY_ACTIVITY: &[Row] = &[
    ("hs_timestamp", "Activity date", Datetime, "date", None),
    ("hubspot_owner_id", "Activity assigned to", Enumeration, "select", None),
];

/// HubSpot's notes have no title; Salesforce's do.
const NOTE_SETUP: &[Row] = &[
    ("changeover_key", "Changeover key", Text, "text", Some(Unique)),
    ("note_title", "Note title", Text, "text", None),
];

const WRITTEN_BESIDE: &[Row] = &[("changeover_key", "Changeover key", Text, "text", Some(Unique))];

/// The schema of a kind in a fresh practice org, with the group `changeover` for what set-up added.
pub fn standard_schema(kind: Kind, at: Moment) -> Schema {
    let (own, setup): (&[Row], &[Row]) = match kind {
        Kind::Deal => (DEAL, DEAL_SETUP),
        Kind::Company => (COMPANY, COMPANY_SETUP),
        Kind::Contact => (CONTACT, &[]),
        Kind::LineItem => (LINE_ITEM, LINE_ITEM_SETUP),
        Kind::Note => (NOTE, NOTE_SETUP),
        Kind::Task => (TASK, WRITTEN_BESIDE),
        Kind::Meeting => (MEETING, &[]),
        Kind::Call => (CALL, &[]),
        Kind::Email => (EMAIL, &[]),
    };
    let vendor_group = format!("{}information", kind.singular().replace('_', ""));
    let mut schema = Schema::default();
    schema.groups = vec![group(&vendor_group, "Information"), group("changeover", "Changeover")];
    let shared = if kind.is_activity() { EVERY_ACTIVITY } else { &[] };
    for row in own.iter().chain(shared).chain(computed(kind)) {
        schema.add(property(*row, &vendor_group, true, at));
    }
    for row in setup {
        schema.add(property(*row, "changeover", false, at));
    }
    if kind == Kind::Deal {
        for field in HANDOFF_FIELDS {
            schema.add(handoff_field(field, at));
        }
    }
    schema
}

fn computed(kind: Kind) -> &'static [Row] {
    const ID: Row = ("hs_object_id", "Record ID", ValueType::Number, "number", Some(ReadOnly(Computed::ObjectId)));
    const CREATED: Option<Trait> = Some(ReadOnly(Computed::CreatedAt));
    const MODIFIED: Option<Trait> = Some(ReadOnly(Computed::ModifiedAt));
    match kind {
        Kind::Contact => &[
            ID,
            ("createdate", "Create Date", Datetime, "date", CREATED),
            ("lastmodifieddate", "Last Modified Date", Datetime, "date", MODIFIED),
        ],
        Kind::Deal | Kind::Company | Kind::LineItem => &[
            ID,
            ("createdate", "Create Date", Datetime, "date", CREATED),
            ("hs_lastmodifieddate", "Last Modified Date", Datetime, "date", MODIFIED),
        ],
        _ => &[
            ID,
            ("hs_createdate", "Create Date", Datetime, "date", CREATED),
            ("hs_lastmodifieddate", "Last Modified Date", Datetime, "date", MODIFIED),
        ],
    }
}

fn group(name: &str, label: &str) -> Group {
    Group { name: name.to_owned(), label: label.to_owned(), display_order: -1, archived: false }
}

fn handoff_field(field: &str, at: Moment) -> Property {
    let words = field.replace('_', " ");
    let mut property = property(("", "", Text, "textarea", None), "changeover", false, at);
    property.name = format!("handoff_{field}");
    property.label = format!("Handoff: {words}");
    property
}

fn property((name, label, value_type, field_type, special): Row, group: &str, by_vendor: bool, at: Moment) -> Property {
    let choices = match special {
        Some(Choices(values)) => (0..).zip(values).map(|(place, value)| choice(value, place)).collect(),
        _ => Vec::new(),
    };
    let computed = match special {
        Some(ReadOnly(computed)) => Some(computed),
        _ => None,
    };
    Property {
        name: name.to_owned(),
        label: label.to_owned(),
        description: String::new(),
        group: group.to_owned(),
        value_type,
        field_type: field_type.to_owned(),
        choices,
        unique: matches!(special, Some(Unique)),
        calculated: matches!(special, Some(Calculated)),
        read_only: computed.is_some(),
        defined_by_vendor: by_vendor,
        hidden: false,
        form_field: false,
        display_order: -1,
        computed,
        created_at: at,
        updated_at: at,
        archived_at: None,
    }
}

fn choice(value: &str, place: i32) -> Choice {
    Choice {
        label: value.replace('_', " "),
        value: value.to_owned(),
        description: None,
        display_order: place,
        hidden: false,
    }
}
