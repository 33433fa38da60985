//! Terms of a deal: type, contract, what stands against it.

use super::output::Output;
use super::row::RowView;
use crate::csv::attribute::Attribute;
use crate::csv::issue::IssueCode;
use crate::csv::words::{cut, loose};
use domain::{Billing, Deal, DealType};

/// Fills the terms of `deal`.
pub fn fill(deal: &mut Deal, row: &RowView<'_>, output: &mut Output) {
    deal.contract.term_months = row.count(Attribute::DealTerm, output);
    deal.contract.billing = read_word(row, Attribute::DealBilling, billing_named, output);
    deal.deal_type = read_word(row, Attribute::DealKind, type_named, output).unwrap_or(DealType::New);
    deal.competitor = row.text(Attribute::DealCompetitor, output);
    deal.integrations = row.text(Attribute::DealIntegrations, output);
}

fn read_word<T>(
    row: &RowView<'_>,
    attribute: Attribute,
    read: fn(&str) -> Option<T>,
    output: &mut Output,
) -> Option<T> {
    let word = row.cell(attribute)?;
    let meaning = read(&loose(word));
    if meaning.is_none() {
        let reason = format!("`{word}` is not known as “{}”: left out", attribute.label());
        row.report(output, Some(attribute), IssueCode::UnknownWord, word, cut(&reason, 200));
    }
    meaning
}

fn billing_named(word: &str) -> Option<Billing> {
    match word {
        "monthly" | "month" | "permonth" => Some(Billing::Monthly),
        "quarterly" | "quarter" => Some(Billing::Quarterly),
        "annually" | "annual" | "yearly" | "year" | "peryear" => Some(Billing::Annually),
        "upfront" | "prepaid" | "onetime" | "once" => Some(Billing::Upfront),
        _ => None,
    }
}

fn type_named(word: &str) -> Option<DealType> {
    let has = |part: &str| word.contains(part);
    if has("renew") {
        Some(DealType::Renewal)
    } else if has("partner") || has("channel") || has("resell") {
        Some(DealType::Partner)
    } else if ["expan", "upsell", "upgrade", "existing", "addon", "crosssell", "growth", "replacement"]
        .iter()
        .any(|part| has(part))
    {
        Some(DealType::Expansion)
    } else if has("new") || has("neu") || has("initial") {
        Some(DealType::New)
    } else {
        None
    }
}
