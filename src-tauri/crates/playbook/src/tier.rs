//! Which tier a deal is in, with the arithmetic.
//!
//! The verdict is of the deal as it is given, with the rates of the roster as given. "Rate and tier freeze at close" is
//! kept by whoever stores the first verdict after close: the CRM gives no history of amounts and lines.

#[cfg(test)]
mod tests;

use crate::assessment::{TierFlag, TierVerdict};
use crate::condition::Facts;
use crate::model::{Playbook, Tier};
use crate::roster::Roster;
use crate::text::{figure, plain};
use domain::{Deal, DealContext};

/// Months that count where the term is not known.
const ASSUMED_TERM: u32 = 12;

/// The annual value in the playbook's currency, with its arithmetic.
struct AnnualValue {
    value: Option<f64>,
    steps: Vec<String>,
    flags: Vec<TierFlag>,
}

/// The annual value of a deal in the playbook's currency; `None` without an amount or a rate.
pub fn annual_value(playbook: &Playbook, roster: &Roster, context: &DealContext) -> Option<f64> {
    measured(playbook, roster, context).value
}

/// The tier: by annual value, raised by complexity.
pub(crate) fn verdict(playbook: &Playbook, roster: &Roster, facts: &Facts<'_>) -> TierVerdict {
    let AnnualValue { value, mut steps, flags } = measured(playbook, roster, facts.context);
    let facts = Facts { annual_value: value, ..*facts };
    let by_value = value.map_or(Tier::S, |value| by_value(playbook, value, &mut steps));
    let reasons: Vec<&str> =
        playbook.complexity.iter().filter(|rule| rule.when.holds(&facts)).map(|rule| rule.because.as_str()).collect();
    let tier = if reasons.is_empty() { by_value } else { by_value.raised() };
    if tier != by_value {
        steps.push(format!("Raised by one tier to {}: {}", named(playbook, tier), reasons.join("; ")));
    }
    TierVerdict { tier, annual_value: value, currency: playbook.currency.clone(), steps, flags }
}

fn by_value(playbook: &Playbook, value: f64, steps: &mut Vec<String>) -> Tier {
    let Some(rule) = playbook.tiers.iter().rev().find(|rule| value >= rule.from).or(playbook.tiers.first()) else {
        return Tier::S;
    };
    let bounds = match rule.below {
        Some(below) if rule.from > 0.0 => format!("from {} to below {}", figure(rule.from), figure(below)),
        Some(below) => format!("below {}", figure(below)),
        None => format!("from {} up", figure(rule.from)),
    };
    steps.push(format!("{} {} a year is {bounds}: {}", figure(value), playbook.currency, named(playbook, rule.tier)));
    rule.tier
}

fn named(playbook: &Playbook, tier: Tier) -> String {
    playbook
        .tier(tier)
        .map_or_else(|| format!("tier {}", tier.as_str()), |rule| format!("tier {} ({})", tier.as_str(), rule.name))
}

fn measured(playbook: &Playbook, roster: &Roster, context: &DealContext) -> AnnualValue {
    let deal = &context.deal;
    let mut flags = Vec::new();
    let mut steps = Vec::new();
    let Some(total) = recurring_total(context, &mut flags) else {
        steps.push(format!("The deal has no amount: it counts as {}", named(playbook, Tier::S)));
        return AnnualValue { value: None, steps, flags: vec![TierFlag::MissingAmount] };
    };
    let currency = currency_of(deal, playbook);
    let months = term_months(context, &mut flags);
    let annual = to_cents(total / f64::from(months) * 12.0);
    let assumed =
        if flags.contains(&TierFlag::UnknownTerm) { " (the term is not known, 12 months are assumed)" } else { "" };
    let what = if flags.contains(&TierFlag::NoRecurringLine) { "Amount" } else { "Recurring total" };
    steps.push(format!(
        "{what} {} {currency} over {months} months{assumed} is {} {currency} a year",
        figure(total),
        figure(annual)
    ));
    if *currency == playbook.currency {
        return AnnualValue { value: Some(annual), steps, flags };
    }
    let Some(rate) = roster.exchange_rates.get(&currency).copied().filter(|rate| rate.is_finite() && *rate > 0.0)
    else {
        steps.push(format!("The roster has no rate for {currency}: the deal counts as {}", named(playbook, Tier::S)));
        flags.push(TierFlag::MissingRate);
        return AnnualValue { value: None, steps, flags };
    };
    let value = to_cents(annual * rate);
    steps.push(format!("{} {currency} × {} = {} {}", figure(annual), plain(rate), figure(value), playbook.currency));
    AnnualValue { value: Some(value), steps, flags }
}

/// Thresholds are met to the cent, whatever the rounding of the arithmetic.
fn to_cents(amount: f64) -> f64 {
    (amount * 100.0).round() / 100.0
}

fn currency_of(deal: &Deal, playbook: &Playbook) -> String {
    let code = deal.currency.as_deref().map(str::trim).filter(|code| !code.is_empty());
    code.map_or_else(|| playbook.currency.clone(), str::to_ascii_uppercase)
}

/// The sum of the recurring lines; without any, the deal's amount.
fn recurring_total(context: &DealContext, flags: &mut Vec<TierFlag>) -> Option<f64> {
    let recurring = context.lines.iter().filter(|line| line.recurring_months.is_some()).filter_map(|line| line.amount);
    let (mut total, mut any) = (0.0, false);
    for amount in recurring.filter(|amount| amount.is_finite()) {
        total += amount;
        any = true;
    }
    if any {
        return Some(total);
    }
    flags.push(TierFlag::NoRecurringLine);
    context.deal.amount.filter(|amount| amount.is_finite())
}

/// The contract's term, else the longest line's, else 12.
fn term_months(context: &DealContext, flags: &mut Vec<TierFlag>) -> u32 {
    let of_lines = || context.lines.iter().filter_map(|line| line.recurring_months).max();
    let known =
        context.deal.contract.term_months.filter(|months| *months > 0).or_else(of_lines).filter(|months| *months > 0);
    known.unwrap_or_else(|| {
        flags.push(TierFlag::UnknownTerm);
        ASSUMED_TERM
    })
}
