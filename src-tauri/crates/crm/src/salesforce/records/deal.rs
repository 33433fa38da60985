//! An opportunity.

use crate::port::Property;
use crate::reading::{Raw, words};
use crate::salesforce::names::field_name;
use domain::{Contract, Deal, DealType, FieldKey};
use std::collections::BTreeMap;

/// The one pipeline: Salesforce has one list of stages for the whole organisation.
pub(in crate::salesforce) const PIPELINE: &str = "Opportunity";

/// The deal in a record, without its time of close, which its history tells.
pub(in crate::salesforce) fn deal(raw: &Raw<'_>, flat: &FlatNames) -> Deal {
    let mut deal = Deal::named(raw.id.as_str(), raw.line("Name").unwrap_or_default());
    deal.account_id = raw.line("AccountId").map(Into::into);
    deal.owner_id = raw.line("OwnerId").map(Into::into);
    deal.csm_id = raw.line(&field_name(&Property::Csm)).map(Into::into);
    deal.pipeline_id = Some(PIPELINE.into());
    deal.stage_name = raw.line("StageName").unwrap_or_default();
    deal.stage_id = Some(deal.stage_name.as_str()).filter(|stage| !stage.is_empty()).map(Into::into);
    deal.deal_type = deal_type(raw);
    deal.amount = raw.number("Amount");
    deal.currency = raw.line("CurrencyIsoCode").map(|code| code.to_uppercase());
    deal.is_won = raw.flag("IsWon");
    deal.is_closed = raw.flag("IsClosed") || deal.is_won;
    deal.probability = chance(raw, &deal);
    deal.close_date = raw.date("CloseDate");
    deal.created_at = raw.moment("CreatedDate");
    deal.modified_at = raw.moment("SystemModstamp");
    deal.contract = contract(raw);
    deal.target_go_live = raw.date("Target_Go_Live_Date__c");
    deal.integrations = raw.long("Integrations_Needed__c");
    deal.regulated_data = raw.flag("Regulated_Data__c");
    deal.competitor = raw.line("Primary_Competitor__c");
    deal.first_value_at = raw.moment(&field_name(&Property::FirstValueDate));
    deal.flat_fields = flat.read(raw);
    deal.handoff_status = raw.line(&field_name(&Property::Status));
    deal.record_json = raw.long(&field_name(&Property::Record));
    deal
}

/// Percent there, a share here; certain only where it is won.
fn chance(raw: &Raw<'_>, deal: &Deal) -> f64 {
    if deal.is_won {
        return 1.0;
    }
    (raw.number("Probability").unwrap_or_default() / 100.0).clamp(0.0, 0.99)
}

/// Admins word the types of opportunities themselves; the words that they are made of tell enough.
fn deal_type(raw: &Raw<'_>) -> DealType {
    let known = |word: &str| {
        let says = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        if says(&["renew"]) {
            Some(DealType::Renewal)
        } else if says(&["existing", "upsell", "upgrade", "expansion", "add-on", "cross"]) {
            Some(DealType::Expansion)
        } else if says(&["partner", "reseller"]) {
            Some(DealType::Partner)
        } else {
            says(&["new"]).then_some(DealType::New)
        }
    };
    raw.word("Type", known).unwrap_or(DealType::New)
}

fn contract(raw: &Raw<'_>) -> Contract {
    Contract {
        start: raw.date("Contract_Start_Date__c"),
        term_months: raw.count("Contract_Term_Months__c"),
        renewal: raw.date("Renewal_Date__c"),
        billing: raw.word("Billing_Frequency__c", words::billing),
    }
}

/// The flat fields of a handoff, and where each is read: made once for many records.
pub(in crate::salesforce) struct FlatNames(Vec<(FieldKey, String)>);

impl FlatNames {
    pub(in crate::salesforce) fn of(fields: &[FieldKey]) -> Self {
        let own = fields.iter().filter(|key| Property::STATE.iter().all(|state| state.word() != key.as_str()));
        Self(own.map(|key| (key.clone(), field_name(&Property::Field(key.clone())))).collect())
    }

    fn read(&self, raw: &Raw<'_>) -> BTreeMap<FieldKey, String> {
        self.0.iter().filter_map(|(key, name)| Some((key.clone(), raw.long(name)?))).collect()
    }
}

/// The text of a handoff property; a whole number without its fraction, as it was written.
pub(in crate::salesforce) fn property_text(raw: &Raw<'_>, property: &Property) -> Option<String> {
    let text = raw.long(&field_name(property))?;
    match property {
        Property::Completeness | Property::Quality => Some(
            text.parse::<f64>()
                .ok()
                .filter(|number| number.fract() == 0.0)
                .map_or(text, |number| format!("{number:.0}")),
        ),
        _ => Some(text),
    }
}
