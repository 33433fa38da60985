//! Who receives the account: the CSM who is there, else hard filters and a method, else a named person.

mod filters;
mod scores;
#[cfg(test)]
mod tests;

use crate::assessment::Assignment;
use crate::model::AssignmentMethod;
use crate::roster::RosterPerson;
use crate::situation::Situation;
use domain::{PersonId, Role};

/// The CSM of a deal, with reasons. `named` is the one whom the CRM or an event names already.
pub(crate) fn assign(situation: &Situation<'_>, named: Option<&PersonId>, annual_value: Option<f64>) -> Assignment {
    if let Some(kept) = kept(situation, named) {
        return kept;
    }
    if situation.roster.roles_guessed {
        return named_by_the_playbook(situation);
    }
    let mut filtered = Vec::new();
    let mut passed: Vec<&RosterPerson> = Vec::new();
    for csm in situation.roster.with_role(Role::Csm) {
        match filters::reason_against(situation, csm) {
            Some(reason) => filtered.push((csm.id.clone(), reason)),
            None => passed.push(csm),
        }
    }
    let scores = scores::ranked(situation, &passed, annual_value);
    match scores.first() {
        Some((csm, _, arithmetic)) => {
            let why = format!(
                "{} of {}: {arithmetic}",
                method_words(situation.playbook.assignment.method),
                count(passed.len())
            );
            Assignment { csm: Some(csm.clone()), why, filtered, scores, fallback: false }
        }
        None => fallback(situation, filtered),
    }
}

fn method_words(method: AssignmentMethod) -> &'static str {
    match method {
        AssignmentMethod::FewestAccounts => "Fewest open accounts",
        AssignmentMethod::WeightedHeadroom => "Most headroom",
        AssignmentMethod::RoundRobin => "Longest without a new account",
    }
}

fn count(candidates: usize) -> String {
    if candidates == 1 { "the only candidate".to_owned() } else { format!("{candidates} candidates") }
}

/// The CSM who is there already: on the deal, else on the account where the roster still knows them.
fn kept(situation: &Situation<'_>, named: Option<&PersonId>) -> Option<Assignment> {
    let keep = |csm: &PersonId, why: String| Assignment {
        csm: Some(csm.clone()),
        why,
        filtered: Vec::new(),
        scores: Vec::new(),
        fallback: false,
    };
    if let Some(csm) = named {
        return Some(keep(csm, "Is named already".to_owned()));
    }
    let account = situation.context.account.as_ref()?;
    let csm = account.csm_id.as_ref()?;
    let role = situation.roster.role_of(csm)?;
    (role == Role::Csm || situation.roster.roles_guessed)
        .then(|| keep(csm, format!("Is the CSM of {} already", account.name)))
}

/// What every laptop says alike where roles are guessed: the playbook's fallback, else nobody.
fn named_by_the_playbook(situation: &Situation<'_>) -> Assignment {
    let csm = situation.playbook.assignment.fallback.clone();
    let why = match &csm {
        Some(csm) => format!("The CRM names no CSM; {} decides", situation.roster.name_of(csm)),
        None => "The CRM names no CSM: set one on the account or the deal".to_owned(),
    };
    Assignment { csm, why, filtered: Vec::new(), scores: Vec::new(), fallback: true }
}

/// The playbook's fallback, else the CS manager, else VP CS, else anyone of CS: never nobody, where the roster has anyone.
fn fallback(situation: &Situation<'_>, filtered: Vec<(PersonId, String)>) -> Assignment {
    let roster = situation.roster;
    let by_role =
        || [Role::CsManager, Role::VpCs, Role::Csm].into_iter().find_map(|role| roster.with_role(role).next());
    let named = situation.playbook.assignment.fallback.as_ref();
    let csm = named
        .or_else(|| by_role().map(|person| &person.id))
        .or_else(|| roster.people.first().map(|person| &person.id))
        .cloned();
    let why = match &csm {
        Some(csm) if filtered.is_empty() => format!("The roster has no CSM; {} decides", roster.name_of(csm)),
        Some(csm) => format!("Nobody passed the filters; {} decides", roster.name_of(csm)),
        None => "The roster is empty".to_owned(),
    };
    Assignment { csm, why, filtered, scores: Vec::new(), fallback: true }
}
