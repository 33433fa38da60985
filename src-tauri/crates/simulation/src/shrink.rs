//! A story that fails, without the steps that do not matter.

use crate::oracle::Broken;
use crate::run::run_story;
use crate::settings::Settings;
use crate::story::Story;

/// The shortest story found that breaks the same promise.
pub fn shrink(story: &Story, broken: &Broken, settings: Settings) -> Story {
    let fails = |story: &Story| run_story(story, settings).broken.iter().any(|found| found.promise == broken.promise);
    let mut shortest = story.clone();
    let mut piece = shortest.steps.len().div_ceil(2);
    while piece > 0 {
        let mut from = 0;
        while from < shortest.steps.len() {
            let mut shorter = shortest.clone();
            shorter.steps.drain(from..(from + piece).min(shorter.steps.len()));
            if fails(&shorter) {
                shortest = shorter;
            } else {
                from += piece;
            }
        }
        piece /= 2;
    }
    shortest
}
