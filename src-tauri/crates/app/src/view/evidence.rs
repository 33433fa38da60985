//! Activities that speak to a field: the passage that does, and the words by which it was found.

use crate::judge::Judged;
use crate::process::Process;
use crate::wire::wizard::EvidenceItem;
use domain::Activity;
use playbook::FieldRule;

/// So many are shown.
const MOST: usize = 20;
/// Characters of an activity that are looked at and shown.
const LOOKED_AT: usize = 4_000;

/// The evidence for a field: most matching words first, then the latest.
pub fn evidence(process: &Process, judged: &Judged, rule: &FieldRule) -> Vec<EvidenceItem> {
    let mut found: Vec<(usize, EvidenceItem)> = judged
        .context
        .activities
        .iter()
        .filter_map(|activity| item(process, activity, rule))
        .map(|item| (item.words.len(), item))
        .collect();
    found.sort_by(|(one_words, one), (other_words, other)| (other_words, other.at).cmp(&(one_words, one.at)));
    found.into_iter().take(MOST).map(|(_, item)| item).collect()
}

/// How many activities speak to a field.
pub fn count(judged: &Judged, rule: &FieldRule) -> u32 {
    let speaking = judged
        .context
        .activities
        .iter()
        .filter(|activity| ours_aside(activity) && best_passage(&text_of(activity), rule).is_some());
    u32::try_from(speaking.count().min(MOST)).unwrap_or(0)
}

fn item(process: &Process, activity: &Activity, rule: &FieldRule) -> Option<EvidenceItem> {
    if !ours_aside(activity) {
        return None;
    }
    let text = text_of(activity);
    let (passage, words) = best_passage(&text, rule)?;
    Some(EvidenceItem {
        activity: activity.id.0.clone(),
        kind: activity.kind,
        direction: activity.direction,
        at: activity.at,
        by: activity.owner_id.as_ref().map(|id| process.roster.name_of(id).to_owned()),
        subject: activity.subject.clone(),
        passage,
        words,
        text,
    })
}

/// What Changeover wrote itself is no evidence.
fn ours_aside(activity: &Activity) -> bool {
    activity.made_by_us.is_none()
}

fn text_of(activity: &Activity) -> String {
    activity.body.chars().take(LOOKED_AT).collect()
}

/// The sentence with most of the field's words; `None` where no word occurs.
fn best_passage(text: &str, rule: &FieldRule) -> Option<(String, Vec<String>)> {
    sentences(text)
        .map(|sentence| (sentence, words_in(sentence, rule)))
        .filter(|(_, words)| !words.is_empty())
        .max_by_key(|(sentence, words)| (words.len(), std::cmp::Reverse(sentence.len())))
        .map(|(sentence, words)| (sentence.to_owned(), words))
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n']).map(str::trim).filter(|sentence| sentence.len() > 2)
}

/// The words of the sentence that begin with one of the field's evidence words, as written.
fn words_in(sentence: &str, rule: &FieldRule) -> Vec<String> {
    let lower = sentence.to_lowercase();
    let in_it = |wanted: &&String| {
        let wanted = wanted.to_lowercase();
        lower.match_indices(&wanted).any(|(at, _)| !lower[..at].ends_with(char::is_alphanumeric))
    };
    rule.evidence_words.iter().filter(in_it).cloned().collect()
}
