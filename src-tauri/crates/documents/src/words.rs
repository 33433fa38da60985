//! Values as rows of plain text: what both formats have in common.

use domain::{Criterion, FieldValue, Promise, PromiseOutcome, Sentiment, Stakeholder, StakeholderRole, Validation};

/// A value as a reader sees it.
pub enum Shown<'a> {
    Paragraphs(Vec<&'a str>),
    Items(Vec<&'a str>),
    Table {
        head: &'static [&'static str],
        rows: Vec<Vec<String>>,
    },
    /// The explicit "none".
    None,
}

/// Gives each shape of value the form that it is read in.
pub fn shown(value: &FieldValue) -> Shown<'_> {
    match value {
        FieldValue::Text(text) => {
            Shown::Paragraphs(text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).collect())
        }
        FieldValue::ExplicitNone => Shown::None,
        FieldValue::Items(items) => {
            Shown::Items(items.iter().map(|item| item.trim()).filter(|item| !item.is_empty()).collect())
        }
        FieldValue::Stakeholders(people) => {
            Shown::Table { head: &["Name", "Role", "Feeling", "Note"], rows: people.iter().map(stakeholder).collect() }
        }
        FieldValue::Promises(promises) => Shown::Table {
            head: &["Promise", "Owner", "Due", "Source", "Outcome"],
            rows: promises.iter().map(promise).collect(),
        },
        FieldValue::Criteria(criteria) => Shown::Table {
            head: &["Metric", "Target", "By", "Who says so"],
            rows: criteria.iter().map(criterion).collect(),
        },
    }
}

fn stakeholder(person: &Stakeholder) -> Vec<String> {
    let roles = person.roles.iter().map(|role| role_word(*role)).collect::<Vec<_>>().join(", ");
    vec![person.name.clone(), roles, feeling(person.sentiment).to_owned(), person.note.clone()]
}

fn promise(promise: &Promise) -> Vec<String> {
    let due = promise.due.map(|due| due.format("%-d %b %Y").to_string()).unwrap_or_default();
    vec![promise.what.clone(), promise.owner.clone(), due, promise.source.clone(), outcome(promise.outcome).to_owned()]
}

fn criterion(criterion: &Criterion) -> Vec<String> {
    let by = criterion.by.map(|by| by.format("%-d %b %Y").to_string()).unwrap_or_default();
    let validation = match criterion.validation {
        Validation::CustomerValidated => "customer-validated",
        Validation::SalesAssumed => "sales-assumed",
    };
    vec![criterion.metric.clone(), criterion.target.clone(), by, validation.to_owned()]
}

fn role_word(role: StakeholderRole) -> &'static str {
    match role {
        StakeholderRole::Champion => "champion",
        StakeholderRole::DecisionMaker => "decision-maker",
        StakeholderRole::ExecutiveSponsor => "executive sponsor",
        StakeholderRole::TechnicalContact => "technical contact",
        StakeholderRole::PostSaleOwner => "post-sale owner",
        StakeholderRole::Billing => "billing",
        StakeholderRole::EndUserLead => "end-user lead",
        StakeholderRole::Detractor => "detractor",
    }
}

fn feeling(sentiment: Sentiment) -> &'static str {
    match sentiment {
        Sentiment::Supporter => "supporter",
        Sentiment::Neutral => "neutral",
        Sentiment::Sceptic => "sceptic",
        Sentiment::Unknown => "unknown",
    }
}

fn outcome(outcome: PromiseOutcome) -> &'static str {
    match outcome {
        PromiseOutcome::Open => "open",
        PromiseOutcome::Kept => "kept",
        PromiseOutcome::Renegotiated => "renegotiated",
        PromiseOutcome::Withdrawn => "withdrawn",
    }
}
