//! Salesforce's kinds of record, which of their fields are read, and what the handoff's fields are called. Source:
//! `docs/crm-fields.md`.

use crate::port::{Aliases, Fact, Holder, Names, Property, Slot};
use crate::reading::Frame;
use domain::FieldKey;
use std::sync::LazyLock;

/// The longest long text area that there is.
pub(super) const LONG_TEXT: usize = 131_072;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sobject {
    Opportunity,
    Account,
    Contact,
    ContactRole,
    LineItem,
    Product,
    Task,
    Event,
    EmailMessage,
    ContentNote,
    ContentVersion,
    ContentDocumentLink,
    User,
}

impl Sobject {
    /// The name in paths and statements.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Opportunity => "Opportunity",
            Self::Account => "Account",
            Self::Contact => "Contact",
            Self::ContactRole => "OpportunityContactRole",
            Self::LineItem => "OpportunityLineItem",
            Self::Product => "Product2",
            Self::Task => "Task",
            Self::Event => "Event",
            Self::EmailMessage => "EmailMessage",
            Self::ContentNote => "ContentNote",
            Self::ContentVersion => "ContentVersion",
            Self::ContentDocumentLink => "ContentDocumentLink",
            Self::User => "User",
        }
    }

    /// The word for one, as people say it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Opportunity => "opportunity",
            Self::Account => "account",
            Self::Contact => "contact",
            Self::ContactRole => "contact role",
            Self::LineItem => "product line",
            Self::Product => "product",
            Self::Task => "task",
            Self::Event => "event",
            Self::EmailMessage => "email",
            Self::ContentNote => "note",
            Self::ContentVersion => "file",
            Self::ContentDocumentLink => "attachment",
            Self::User => "user",
        }
    }

    /// The fields that are read, where they are visible.
    pub(super) fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Opportunity => OPPORTUNITY,
            Self::Account => ACCOUNT,
            Self::Contact => &["Id", "Name", "Email", "Title"],
            Self::ContactRole => &["Id", "OpportunityId", "ContactId", "Role", "IsPrimary"],
            Self::LineItem => {
                &["Id", "OpportunityId", "Name", "Quantity", "UnitPrice", "TotalPrice", "Billing_Period__c"]
            }
            Self::Product => &["Name", "Family"],
            Self::Task => TASK,
            Self::Event => EVENT,
            Self::EmailMessage => EMAIL,
            Self::ContentNote => &["Id", "Title", "TextPreview", "OwnerId", "CreatedDate"],
            Self::ContentVersion => &["Id", "Title", "ContentDocumentId"],
            Self::ContentDocumentLink => &["Id", "LinkedEntityId", "ContentDocumentId"],
            Self::User => &["Id", "Name", "Email", "IsActive", "Department"],
        }
    }
}

impl From<Sobject> for Frame {
    fn from(sobject: Sobject) -> Self {
        Self { object: sobject.word(), id: "Id", values: "", longest: LONG_TEXT }
    }
}

/// The unique field of tasks that we create.
pub(super) const KEY: &str = "Changeover_Key__c";

const OPPORTUNITY: &[&str] = &[
    "Id",
    "Name",
    "AccountId",
    "OwnerId",
    "StageName",
    "Type",
    "Amount",
    "CurrencyIsoCode",
    "Probability",
    "IsClosed",
    "IsWon",
    "IsDeleted",
    "CloseDate",
    "CreatedDate",
    "SystemModstamp",
    "Contract_Start_Date__c",
    "Contract_Term_Months__c",
    "Renewal_Date__c",
    "Billing_Frequency__c",
    "Target_Go_Live_Date__c",
    "Integrations_Needed__c",
    "Regulated_Data__c",
    "Primary_Competitor__c",
];

const ACCOUNT: &[&str] = &[
    "Id",
    "Name",
    "Industry",
    "BillingCountry",
    "Customer_Segment__c",
    "Customer_Language__c",
    "CSM__c",
    "SystemModstamp",
];

const TASK: &[&str] = &[
    "Id",
    "WhatId",
    "OwnerId",
    "Subject",
    "Description",
    "IsClosed",
    "TaskSubtype",
    "Type",
    "CallType",
    "ActivityDate",
    "CompletedDateTime",
    "CreatedDate",
    KEY,
];

const EVENT: &[&str] = &[
    "Id",
    "WhatId",
    "OwnerId",
    "Subject",
    "Description",
    "StartDateTime",
    "EndDateTime",
    "ActivityDate",
    "CreatedDate",
];

const EMAIL: &[&str] = &[
    "Id",
    "RelatedToId",
    "ActivityId",
    "CreatedById",
    "Subject",
    "TextBody",
    "Incoming",
    "Status",
    "MessageDate",
    "CreatedDate",
];

/// The name of a handoff field, as set-up makes it: `Handoff_Status_Reason__c`. Salesforce's names have no case.
pub(super) fn field_name(property: &Property) -> String {
    match property {
        Property::Csm => "Handoff_CSM__c".to_owned(),
        other => format!("Handoff_{}__c", capitals(other.word())),
    }
}

/// The name that the set-up gives to what fills a slot.
pub(super) fn set_up_name(slot: &Slot) -> String {
    match slot {
        Slot::Handoff(property) => field_name(property),
        Slot::Fact(Fact::AccountCsm) => "CSM__c".to_owned(),
        Slot::Fact(fact) => format!("{}__c", capitals(fact.word())),
    }
}

/// `status_reason` to `Status_Reason`.
fn capitals(words: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    words.split('_').map(capital).collect::<Vec<_>>().join("_")
}

/// The organisation's own names of the fields that the set-up would name otherwise.
#[derive(Debug, Default)]
pub(super) struct Named {
    opportunity: Aliases,
    account: Aliases,
}

impl Named {
    pub(super) fn of(names: &Names, fields: &[FieldKey]) -> Self {
        let of_holder = |holder| names.aliases(Slot::all(fields), holder, set_up_name);
        Self { opportunity: of_holder(Holder::Deal), account: of_holder(Holder::Account) }
    }

    /// The aliases of a kind of record; only opportunities and accounts have any.
    pub(super) fn aliases(&self, sobject: Sobject) -> &Aliases {
        static NONE: LazyLock<Aliases> = LazyLock::new(Aliases::new);
        match sobject {
            Sobject::Opportunity => &self.opportunity,
            Sobject::Account => &self.account,
            _ => &NONE,
        }
    }
}
