//! The order among those who pass the filters.

use crate::model::AssignmentMethod;
use crate::roster::RosterPerson;
use crate::situation::{CsmLoad, Situation};
use crate::text::plain;
use domain::PersonId;

/// Best first: id, score (0 to 100 for headroom), arithmetic. Equal scores go to fewer open accounts, then by id, so
/// that every laptop names the same person.
pub(super) fn ranked(
    situation: &Situation<'_>,
    passed: &[&RosterPerson],
    annual_value: Option<f64>,
) -> Vec<(PersonId, f64, String)> {
    let loads: Vec<CsmLoad> = passed.iter().map(|csm| situation.workload.of(&csm.id)).collect();
    let mut order: Vec<(usize, f64, String)> = (0..passed.len())
        .map(|at| {
            let (score, arithmetic) = score(situation, passed[at], &loads, loads[at], annual_value.unwrap_or_default());
            (at, score, arithmetic)
        })
        .collect();
    order.sort_by(|(a, a_score, _), (b, b_score, _)| {
        let ties = || (loads[*a].open_accounts, &passed[*a].id).cmp(&(loads[*b].open_accounts, &passed[*b].id));
        b_score.total_cmp(a_score).then_with(ties)
    });
    order.into_iter().map(|(at, score, arithmetic)| (passed[at].id.clone(), score, arithmetic)).collect()
}

fn score(
    situation: &Situation<'_>,
    csm: &RosterPerson,
    all: &[CsmLoad],
    load: CsmLoad,
    annual_value: f64,
) -> (f64, String) {
    let rules = &situation.playbook.assignment;
    match rules.method {
        AssignmentMethod::FewestAccounts => {
            (-f64::from(load.open_accounts), format!("{} open accounts", load.open_accounts))
        }
        AssignmentMethod::RoundRobin => match load.last_assigned_at {
            Some(at) => (-(at.timestamp() as f64), format!("last new account on {}", at.date_naive())),
            None => (0.0, "no new account yet".to_owned()),
        },
        AssignmentMethod::WeightedHeadroom => {
            let capacity = csm.capacity.unwrap_or(rules.default_capacity).max(1);
            let most = |pick: fn(&CsmLoad) -> f64| all.iter().map(pick).fold(0.0, f64::max);
            let weights = &rules.headroom;
            let parts = [
                (weights.volume, 1.0 - f64::from(load.open_accounts) / f64::from(capacity)),
                (weights.recurring_value, room(load.recurring_value, most(|load| load.recurring_value) + annual_value)),
                (weights.renewals, room(load.renewals_soon.into(), most(|load| load.renewals_soon.into()))),
                (weights.risk, room(load.at_risk.into(), most(|load| load.at_risk.into()))),
            ];
            let possible: f64 = parts.iter().map(|(weight, _)| weight).sum();
            let score =
                parts.iter().map(|(weight, share)| weight * share.clamp(0.0, 1.0)).sum::<f64>() / possible * 100.0;
            (score, headroom_words(score, &parts))
        }
    }
}

/// How much room is left beside the fullest candidate.
fn room(load: f64, most: f64) -> f64 {
    if most > 0.0 { 1.0 - load / most } else { 1.0 }
}

fn headroom_words(score: f64, parts: &[(f64, f64); 4]) -> String {
    let one = |(weight, share): &(f64, f64)| {
        format!("{} × {} %", plain(*weight), plain((share.clamp(0.0, 1.0) * 100.0).round()))
    };
    let [volume, value, renewals, risk] = parts;
    let terms = format!(
        "volume {}, recurring value {}, renewals {}, risk {}",
        one(volume),
        one(value),
        one(renewals),
        one(risk)
    );
    format!("{terms} = {}", plain((score * 10.0).round() / 10.0))
}
