//! The playbook in sentences.

use crate::wire::playbook::Chapter;
use playbook::model::{AssignmentMethod, ClockRule, Limit, Moment, Party};
use playbook::{Playbook, Tier};

/// Chapter by chapter, as a process owner would explain it.
pub fn chapters(playbook: &Playbook) -> Vec<Chapter> {
    vec![
        chapter("When a handoff begins", begins(playbook)),
        chapter("Tiers", tiers(playbook)),
        chapter("Variants and exemptions", variants(playbook)),
        chapter("Clocks", playbook.clocks.iter().map(clock).collect()),
        chapter("Escalation", escalation(playbook)),
        chapter("Assignment", assignment(playbook)),
        chapter("Quality", quality(playbook)),
        chapter("Return reasons", playbook.return_reasons.iter().map(|reason| reason.label.clone()).collect()),
    ]
}

fn chapter(title: &str, sentences: Vec<String>) -> Chapter {
    Chapter { title: title.to_owned(), sentences }
}

fn begins(playbook: &Playbook) -> Vec<String> {
    let triggers = &playbook.triggers;
    vec![
        format!("An open deal is an upcoming handoff when {}", triggers.upcoming.sentence()),
        "A won deal is due".to_owned(),
        format!(
            "A close that is first seen more than {} days later, or one of more than {} in an hour by one person, waits to be sorted and fires nothing",
            triggers.stale_close_days, triggers.closes_in_an_hour
        ),
    ]
}

fn tiers(playbook: &Playbook) -> Vec<String> {
    let currency = &playbook.currency;
    let mut sentences: Vec<String> = playbook
        .tiers
        .iter()
        .map(|rule| {
            let below = rule.below.map_or_else(String::new, |below| format!(" to below {}", grouped(below)));
            format!(
                "{} {}: from {}{below} {currency} a year; {}",
                rule.tier.as_str(),
                rule.name,
                grouped(rule.from),
                rule.handoff
            )
        })
        .collect();
    sentences.extend(playbook.complexity.iter().map(|one| format!("Raised by one tier: {}", one.because)));
    sentences
}

/// `25,000`
fn grouped(amount: f64) -> String {
    let digits = format!("{amount:.0}");
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|part| std::str::from_utf8(part).ok()).collect();
    groups.join(",")
}

fn variants(playbook: &Playbook) -> Vec<String> {
    let exempt = playbook.exemptions.iter().map(|exemption| exemption.because.clone());
    let lighter = playbook.variants.iter().map(|variant| {
        let reminder = variant.reminder.as_ref().map_or_else(String::new, |reminder| format!(". {reminder}"));
        format!("{}: when {}{reminder}", variant.name, variant.when.sentence())
    });
    lighter.chain(exempt).collect()
}

/// `Review: from the submission until the review; 1 business day, owed by the CSM`
fn clock(rule: &ClockRule) -> String {
    let who = match rule.owed_by {
        Party::Rep => "owed by the rep",
        Party::Csm => "owed by the CSM",
        Party::GapOwner => "owed by the owner of the gap",
    };
    let limits: Vec<String> = Tier::ALL
        .iter()
        .filter_map(|tier| Some(format!("{} {}", tier.as_str(), limit(rule.limit_in(*tier)?))))
        .collect();
    let same = rule.limit_by_tier.is_empty();
    let words = if same { rule.limit.map_or_else(|| "no limit".to_owned(), limit) } else { limits.join(", ") };
    let bound = rule
        .no_later_than
        .as_ref()
        .map(|bound| format!(", and never later than {} after {}", limit(bound.limit), moment(bound.after)));
    format!(
        "{}: from {} until {}; {words}, {who}{}{}",
        rule.label,
        moment(rule.starts),
        moment(rule.stops),
        bound.unwrap_or_default(),
        if rule.only_while_awake { ", while their laptop is awake and online" } else { "" }
    )
}

fn limit(limit: Limit) -> String {
    match limit {
        Limit::Minutes(n) => format!("{n} minutes"),
        Limit::Hours(n) => format!("{n} hours"),
        Limit::BusinessHours(n) => format!("{n} business hours"),
        Limit::BusinessDays(1) => "1 business day".to_owned(),
        Limit::BusinessDays(n) => format!("{n} business days"),
        Limit::OwnDate => "its own date".to_owned(),
        Limit::None => "none".to_owned(),
    }
}

fn moment(moment: Moment) -> &'static str {
    match moment {
        Moment::Closed => "close",
        Moment::Submitted => "the submission",
        Moment::Reviewed => "the review",
        Moment::Returned => "the return",
        Moment::Accepted => "the acceptance",
        Moment::Opened => "the CSM has it open",
        Moment::FirstTouch => "the first touch",
        Moment::KickoffHeld => "the kickoff",
        Moment::GapFilled => "the gap is filled",
    }
}

fn escalation(playbook: &Playbook) -> Vec<String> {
    let rules = &playbook.escalation;
    let letters = |tiers: &[Tier]| tiers.iter().map(|tier| tier.as_str()).collect::<Vec<_>>().join(", ");
    vec![
        format!("At {:.0} % of the time the owner of the step is nudged", rules.nudge_at * 100.0),
        "When it runs out, the owner and the counterpart are told".to_owned(),
        format!(
            "{} later both managers are told; in tier {} once a day",
            limit(Limit::BusinessDays(rules.managers_after_business_days)),
            letters(&rules.manager_digest)
        ),
        format!(
            "{} later VP Sales and VP CS are told; alone in tier {}, otherwise once a day",
            limit(Limit::BusinessDays(rules.executives_after_business_days)),
            letters(&rules.executive_alert)
        ),
    ]
}

fn assignment(playbook: &Playbook) -> Vec<String> {
    let method = match playbook.assignment.method {
        AssignmentMethod::FewestAccounts => "the one with the fewest open accounts",
        AssignmentMethod::WeightedHeadroom => "the one with the most headroom",
        AssignmentMethod::RoundRobin => "the one whose turn it is",
    };
    vec![
        "The CSM who has the account keeps it".to_owned(),
        "Otherwise CSMs are left out by segment, region, language, product, leave and capacity".to_owned(),
        format!("Of those who are left it goes to {method}"),
        "Where nobody is left, the CS manager decides; it never ends with nobody".to_owned(),
    ]
}

fn quality(playbook: &Playbook) -> Vec<String> {
    let bands = &playbook.bands;
    vec![
        format!("{} and more: ready", bands.ready_from),
        format!("{} to below {}: gaps, the CSM asks within one business day", bands.gaps_from, bands.ready_from),
        format!("Below {}: blocked, submitting needs a manager's release", bands.gaps_from),
    ]
}
