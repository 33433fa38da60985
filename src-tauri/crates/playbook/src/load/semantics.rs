//! What a playbook must fulfil beyond its form.

use super::condition_flaws;
use super::flaw::{Flaw, flaw, steps};
use crate::model::{ClockKind, FieldCheck, Limit, Playbook, Requirement, Tier};
use std::collections::BTreeSet;

/// The first flaw in reading order of the checks; `None` for a sound playbook.
pub(super) fn first_flaw(playbook: &Playbook) -> Option<Flaw> {
    let checks: [fn(&Playbook) -> Option<Flaw>; 10] =
        [identity, sections, fields, field_checks, tiers, required_somewhere, clocks, conditions, variants, numbers];
    checks.iter().find_map(|check| check(playbook))
}

fn identity(playbook: &Playbook) -> Option<Flaw> {
    if playbook.version.trim().is_empty() {
        return flaw(
            steps!["version"],
            "the version is empty",
            "give every version a name of its own, such as `acme-3`",
        );
    }
    let code = &playbook.currency;
    if code.len() != 3 || !code.chars().all(|c| c.is_ascii_uppercase()) {
        return flaw(steps!["currency"], format!("`{code}` is no currency code"), "use three capitals, such as `USD`");
    }
    None
}

fn twice<'a>(list: &str, key: &str, keys: impl Iterator<Item = &'a str>) -> Option<Flaw> {
    let mut seen = BTreeSet::new();
    keys.enumerate().find(|(_, value)| !seen.insert(*value)).and_then(|(at, value)| {
        flaw(
            steps![list, at, key],
            format!("`{value}` is there twice"),
            "give one of them another key, or take it away",
        )
    })
}

fn sections(playbook: &Playbook) -> Option<Flaw> {
    twice("sections", "key", playbook.sections.iter().map(|section| section.key.as_str()))
        .or_else(|| twice("complexity", "key", playbook.complexity.iter().map(|rule| rule.key.as_str())))
        .or_else(|| twice("exemptions", "key", playbook.exemptions.iter().map(|rule| rule.key.as_str())))
        .or_else(|| twice("variants", "key", playbook.variants.iter().map(|rule| rule.key.as_str())))
        .or_else(|| twice("checklist", "key", playbook.checklist.iter().map(|rule| rule.key.as_str())))
        .or_else(|| twice("dimensions", "key", playbook.dimensions.iter().map(|rule| rule.key.as_str())))
        .or_else(|| {
            twice("return_reasons", "code", playbook.return_reasons.iter().map(|reason| reason.code.0.as_str()))
        })
}

fn fields(playbook: &Playbook) -> Option<Flaw> {
    if let Some(found) = twice("fields", "key", playbook.fields.iter().map(|field| field.key.as_str())) {
        return Some(found);
    }
    playbook.fields.iter().enumerate().find_map(|(at, field)| {
        if !playbook.sections.iter().any(|section| section.key == field.section) {
            let known = playbook.sections.iter().map(|section| section.key.as_str()).collect::<Vec<_>>().join(", ");
            return flaw(
                steps!["fields", at, "section"],
                format!("no section is called `{}`", field.section),
                format!("use one of {known}"),
            );
        }
        if field.weight > 3 {
            return flaw(steps!["fields", at, "weight"], format!("{} is no weight", field.weight), "use 0 to 3");
        }
        None
    })
}

fn field_checks(playbook: &Playbook) -> Option<Flaw> {
    let each = playbook
        .fields
        .iter()
        .enumerate()
        .flat_map(|(at, field)| field.checks.iter().enumerate().map(move |(n, check)| (at, n, check)));
    each.into_iter().find_map(|(at, n, check)| match check {
        FieldCheck::Mentions(key) | FieldCheck::NumberOrMentions(key) | FieldCheck::NamesAPersonOr(key)
            if !playbook.wording.vocabularies.contains_key(key) =>
        {
            flaw(
                steps!["fields", at, "checks", n],
                format!("no vocabulary is called `{key}`"),
                "add it to `wording.vocabularies`",
            )
        }
        _ => None,
    })
}

fn tiers(playbook: &Playbook) -> Option<Flaw> {
    for (at, wanted) in Tier::ALL.iter().enumerate() {
        let Some(rule) = playbook.tiers.get(at).filter(|rule| rule.tier == *wanted) else {
            return flaw(
                steps!["tiers"],
                format!("tier {} is not in its place", wanted.as_str()),
                "list the tiers A, S and W, in this order",
            );
        };
        let lower = at.checked_sub(1).and_then(|below| playbook.tiers.get(below));
        let expected = lower.map_or(Some(0.0), |rule| rule.below);
        if expected != Some(rule.from) {
            let remedy = "let each tier start where the one before it ends, and the first at 0";
            return flaw(steps!["tiers", at, "from"], "there is a gap or an overlap between tiers", remedy);
        }
        if rule.below.is_some_and(|below| below <= rule.from) || (rule.below.is_none() != (at == 2)) {
            return flaw(
                steps!["tiers", at],
                "the tier holds no values, or has no end",
                "give all but the last tier a `below` above its `from`",
            );
        }
    }
    (playbook.tiers.len() > 3)
        .then(|| flaw(steps!["tiers", 3_usize], "there are more than three tiers", "list A, S and W once each"))
        .flatten()
}

fn required_somewhere(playbook: &Playbook) -> Option<Flaw> {
    let requires = |tier: Tier| {
        playbook.fields.iter().any(|field| field.requirement.of(tier) == Requirement::Required && field.weight > 0)
    };
    let tier = Tier::ALL.into_iter().find(|tier| !requires(*tier))?;
    flaw(
        steps!["fields"],
        format!("tier {} requires no field with a weight", tier.as_str()),
        "require at least one field in each tier",
    )
}

fn clocks(playbook: &Playbook) -> Option<Flaw> {
    if let Some(found) = twice("clocks", "clock", playbook.clocks.iter().map(|rule| rule.clock.as_str())) {
        return Some(found);
    }
    playbook.clocks.iter().enumerate().find_map(|(at, rule)| {
        if let Some(tier) = Tier::ALL.into_iter().find(|tier| rule.limit_in(*tier).is_none()) {
            let reason = format!("the clock `{}` has no limit in tier {}", rule.clock.as_str(), tier.as_str());
            return flaw(
                steps!["clocks", at],
                reason,
                "add `limit`, for example {\"business_days\": 1}, or \"none\" where it shall not run",
            );
        }
        let own_date = Tier::ALL.into_iter().any(|tier| rule.limit_in(tier) == Some(Limit::OwnDate));
        if own_date && rule.clock != ClockKind::Gap {
            return flaw(
                steps!["clocks", at],
                "only a gap has a date of its own",
                "give this clock a limit in hours or days",
            );
        }
        None
    })
}

fn conditions(playbook: &Playbook) -> Option<Flaw> {
    let triggers = [
        ("upcoming", Some(&playbook.triggers.upcoming)),
        ("early_introduction", playbook.triggers.early_introduction.as_ref()),
    ];
    let triggers = triggers.into_iter().filter_map(|(key, condition)| Some((steps!["triggers", key], condition?)));
    let complexity =
        playbook.complexity.iter().enumerate().map(|(at, rule)| (steps!["complexity", at, "when"], &rule.when));
    let exemptions =
        playbook.exemptions.iter().enumerate().map(|(at, rule)| (steps!["exemptions", at, "when"], &rule.when));
    let variants = playbook.variants.iter().enumerate().map(|(at, rule)| (steps!["variants", at, "when"], &rule.when));
    triggers
        .chain(complexity)
        .chain(exemptions)
        .chain(variants)
        .find_map(|(path, condition)| condition_flaws::first(playbook, path, condition))
}

fn variants(playbook: &Playbook) -> Option<Flaw> {
    playbook.variants.iter().enumerate().find_map(|(at, variant)| {
        let named = |key: &str, list: &[domain::FieldKey]| {
            list.iter().enumerate().find_map(|(n, field)| match playbook.field(field) {
                None => flaw(
                    steps!["variants", at, key, n],
                    format!("no field is called `{field}`"),
                    "use the key of a field in `fields`",
                ),
                Some(rule) if key == "not_required" && rule.is_promises() => {
                    flaw(steps!["variants", at, key, n], "promises always stay required", "take it away")
                }
                Some(_) => None,
            })
        };
        named("not_required", &variant.not_required)
            .or_else(|| named("requires_only", variant.requires_only.as_deref().unwrap_or_default()))
    })
}

fn numbers(playbook: &Playbook) -> Option<Flaw> {
    let bands = &playbook.bands;
    if !(0.0 < bands.gaps_from && bands.gaps_from < bands.ready_from && bands.ready_from <= 100.0) {
        return flaw(
            steps!["bands"],
            "the bands are not in order",
            "let `gaps_from` lie above 0 and below `ready_from`, and that at most at 100",
        );
    }
    if !(0.0 < playbook.escalation.nudge_at && playbook.escalation.nudge_at < 1.0) {
        return flaw(
            steps!["escalation", "nudge_at"],
            "a nudge comes between start and deadline",
            "use a share such as 0.75",
        );
    }
    let weights = &playbook.assignment.headroom;
    let all = [weights.volume, weights.recurring_value, weights.renewals, weights.risk];
    if all.iter().any(|weight| *weight < 0.0) || all.iter().sum::<f64>() <= 0.0 {
        return flaw(
            steps!["assignment", "headroom"],
            "the weights add up to nothing",
            "use shares such as 35, 25, 25 and 15",
        );
    }
    None
}
