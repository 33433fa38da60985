//! What hangs on a deal: company, contacts, line items.

use crate::reading::{Raw, words};
use domain::{Account, BuyingRole, Contact, ProductLine};

/// The account in a company record.
pub(in crate::hubspot) fn account(raw: &Raw<'_>) -> Account {
    Account {
        id: raw.id.as_str().into(),
        name: raw.line("name").unwrap_or_default(),
        industry: raw.line("industry"),
        country: raw.line("country"),
        language: raw.line("customer_language").map(|code| code.to_lowercase()),
        segment: raw.word("customer_segment", words::segment),
        csm_id: raw.line("csm_owner_id").map(Into::into),
        modified_at: raw.moment("hs_lastmodifieddate").or_else(|| raw.stamp("updatedAt")),
    }
}

/// The person in a contact record; one without a name goes by the mail address.
pub(in crate::hubspot) fn contact(raw: &Raw<'_>) -> Contact {
    let email = raw.line("email");
    let names = [raw.line("firstname"), raw.line("lastname")];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = if name.is_empty() { email.clone().unwrap_or_default() } else { name };
    let roles = raw.parts("hs_buying_role").iter().map(|role| buying_role(role)).collect();
    Contact { id: raw.id.as_str().into(), name, email, title: raw.line("jobtitle"), roles }
}

fn buying_role(word: &str) -> BuyingRole {
    match word {
        "CHAMPION" => BuyingRole::Champion,
        "DECISION_MAKER" => BuyingRole::DecisionMaker,
        "EXECUTIVE_SPONSOR" => BuyingRole::ExecutiveSponsor,
        "BUDGET_HOLDER" => BuyingRole::BudgetHolder,
        "END_USER" => BuyingRole::EndUser,
        "INFLUENCER" => BuyingRole::Influencer,
        "BLOCKER" => BuyingRole::Blocker,
        "LEGAL_AND_COMPLIANCE" => BuyingRole::Legal,
        _ => BuyingRole::Other,
    }
}

/// The product in a line item; its total is the amount, else price times quantity.
pub(in crate::hubspot) fn line(raw: &Raw<'_>) -> ProductLine {
    let quantity = raw.number("quantity");
    let priced = || Some(raw.number("price")? * quantity.unwrap_or(1.0));
    ProductLine {
        id: raw.id.as_str().into(),
        name: raw.line("name").unwrap_or_default(),
        family: raw.line("product_family"),
        quantity,
        amount: raw.number("amount").or_else(priced),
        recurring_months: recurring_months(raw),
    }
}

/// `P12M` and `P1Y` as months.
fn recurring_months(raw: &Raw<'_>) -> Option<u32> {
    let property = "hs_recurring_billing_period";
    let period = raw.line(property)?;
    let months =
        period.strip_prefix('P').and_then(|rest| match rest.split_at_checked(rest.len().saturating_sub(1))? {
            (count, "M") => count.parse::<u32>().ok(),
            (count, "Y") => count.parse::<u32>().ok()?.checked_mul(12),
            _ => None,
        });
    let months = months.filter(|months| (1..=1200).contains(months));
    if months.is_none() {
        raw.flaw(property, "is not a number of months; taken as one-off");
    }
    months
}
