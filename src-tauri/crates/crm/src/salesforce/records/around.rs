//! What hangs on an opportunity: account, contacts in their roles, product lines.

use crate::reading::{Raw, words};
use domain::{Account, BuyingRole, Contact, ContactOnDeal, ProductLine};

/// The account in a record.
pub(in crate::salesforce) fn account(raw: &Raw<'_>) -> Account {
    Account {
        id: raw.id.as_str().into(),
        name: raw.line("Name").unwrap_or_default(),
        industry: raw.line("Industry"),
        country: raw.line("BillingCountry"),
        language: raw.line("Customer_Language__c").map(|code| code.to_lowercase()),
        segment: raw.word("Customer_Segment__c", words::segment),
        csm_id: raw.line("CSM__c").map(Into::into),
        modified_at: raw.moment("SystemModstamp"),
    }
}

/// The person behind a contact role, whom Salesforce keeps beside it.
pub(in crate::salesforce) fn contact(raw: &Raw<'_>) -> Option<ContactOnDeal> {
    let id = raw.line("ContactId")?;
    let email = raw.line("Contact.Email");
    let name = raw.line("Contact.Name").or_else(|| email.clone()).unwrap_or_default();
    let roles = raw.line("Role").map(|role| vec![buying_role(&role)]).unwrap_or_default();
    let contact = Contact { id: id.into(), name, email, title: raw.line("Contact.Title"), roles };
    Some(ContactOnDeal { contact, primary: raw.flag("IsPrimary") })
}

/// Admins word the roles themselves; the words of Salesforce's own list and common ones are known.
fn buying_role(role: &str) -> BuyingRole {
    let word = role.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    if says(&["champion"]) {
        BuyingRole::Champion
    } else if says(&["decision"]) {
        BuyingRole::DecisionMaker
    } else if says(&["sponsor"]) {
        BuyingRole::ExecutiveSponsor
    } else if says(&["economic", "budget"]) {
        BuyingRole::BudgetHolder
    } else if says(&["user"]) {
        BuyingRole::EndUser
    } else if says(&["influencer", "evaluator"]) {
        BuyingRole::Influencer
    } else if says(&["blocker"]) {
        BuyingRole::Blocker
    } else if says(&["legal", "compliance"]) {
        BuyingRole::Legal
    } else if says(&["technical", "it "]) {
        BuyingRole::Technical
    } else {
        BuyingRole::Other
    }
}

/// The product in a line; its total is Salesforce's, else price times quantity.
pub(in crate::salesforce) fn line(raw: &Raw<'_>) -> ProductLine {
    let quantity = raw.number("Quantity");
    let priced = || Some(raw.number("UnitPrice")? * quantity.unwrap_or(1.0));
    ProductLine {
        id: raw.id.as_str().into(),
        name: raw.line("Product2.Name").or_else(|| raw.line("Name")).unwrap_or_default(),
        family: raw.line("Product2.Family"),
        quantity,
        amount: raw.number("TotalPrice").or_else(priced),
        recurring_months: recurring_months(raw),
    }
}

/// `P12M`, `P1Y` or a number of months.
fn recurring_months(raw: &Raw<'_>) -> Option<u32> {
    let field = "Billing_Period__c";
    let period = raw.line(field)?;
    let inner = period.strip_prefix('P').unwrap_or(&period);
    let months = match (inner.strip_suffix('M'), inner.strip_suffix('Y')) {
        (Some(months), _) => months.parse().ok(),
        (_, Some(years)) => years.parse::<u32>().ok().and_then(|years| years.checked_mul(12)),
        _ => inner.parse().ok(),
    };
    let months = months.filter(|months| (1..=1200).contains(months));
    if months.is_none() {
        raw.flaw(field, "is not a number of months; taken as one-off");
    }
    months
}
