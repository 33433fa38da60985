//! What each file is for.

use crate::csv::attribute::FileRole;
use crate::csv::mapping::role_score;
use crate::csv::profile::FileProfile;
use crate::csv::words::{header_words, loose};
use std::collections::HashSet;

/// Below this a file is not recognised.
const RECOGNISED: f32 = 3.5;
/// What the file's own name counts.
const NAME_COUNTS: f32 = 1.5;
/// A score that leaves no doubt.
const SURE: f32 = 8.0;

/// A role with its reason.
pub struct Decision {
    pub role: FileRole,
    pub confidence: f32,
    pub reason: String,
}

/// The role of each file, in order.
pub fn decide(profiles: &[FileProfile]) -> Vec<Decision> {
    profiles.iter().map(|profile| dictionary(profile, profiles).unwrap_or_else(|| recognise(profile))).collect()
}

fn ignored(reason: String, confidence: f32) -> Decision {
    Decision { role: FileRole::Ignored, confidence, reason }
}

fn recognise(profile: &FileProfile) -> Decision {
    if !profile.is_usable() {
        let problem = profile.problems.iter().find(|problem| problem.blocks);
        return ignored(problem.map_or_else(|| "it can't be read".to_owned(), |problem| problem.message.clone()), 1.0);
    }
    let roles = [FileRole::Deals, FileRole::Accounts, FileRole::People, FileRole::Products];
    let scored = roles.map(|role| {
        let (score, headers) = role_score(&profile.columns, role);
        (score + name_hint(&profile.name, role), role, headers)
    });
    let best = scored.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    match best {
        Some((score, role, headers)) if score >= RECOGNISED && !headers.is_empty() => Decision {
            role,
            confidence: (score / SURE).min(1.0),
            reason: format!("it has the columns {}", listed(&headers)),
        },
        _ => ignored("its columns are not those of deals, accounts, products or people".to_owned(), 0.5),
    }
}

fn listed(headers: &[String]) -> String {
    headers.iter().map(|header| format!("`{header}`")).collect::<Vec<_>>().join(", ")
}

fn name_hint(name: &str, role: FileRole) -> f32 {
    let hints: &[&str] = match role {
        FileRole::Deals => &["deal", "opportunit", "pipeline"],
        FileRole::Accounts => &["account", "compan", "customer", "client"],
        FileRole::Products => &["product", "pricebook", "catalog"],
        FileRole::People => &["team", "user", "owner", "people", "reps", "agents"],
        FileRole::Ignored => &[],
    };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let hinted = header_words(stem).iter().any(|word| hints.iter().any(|hint| word.starts_with(hint)));
    if hinted { NAME_COUNTS } else { 0.0 }
}

/// A file whose cells are the column names of another describes the data, and holds none.
fn dictionary(profile: &FileProfile, profiles: &[FileProfile]) -> Option<Decision> {
    if profile.layout.is_none() || profile.rows > 1000 {
        return None;
    }
    let values = profile.columns.iter().flat_map(|column| column.values.iter().map(|value| value.value.as_str()));
    let skipped = profile.skipped.iter().flat_map(|lines| lines.text.iter().map(String::as_str));
    let words: HashSet<String> = values.chain(skipped).map(loose).collect();
    let names_columns_of = |other: &&FileProfile| {
        let named = other.columns.iter().filter(|column| words.contains(&loose(&column.header))).count();
        other.path != profile.path && other.columns.len() >= 3 && named * 10 >= other.columns.len() * 8
    };
    let described: Vec<&str> = profiles.iter().filter(names_columns_of).map(|other| other.name.as_str()).collect();
    let reason =
        format!("its cells are the column names of {}: it describes the data and holds none", described.join(", "));
    (!described.is_empty()).then(|| ignored(reason, 0.95))
}
