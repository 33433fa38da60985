//! One seed from its first step to its verdict.

use crate::oracle::Broken;
use crate::settings::Settings;
use crate::story::Story;
use crate::world::World;
use std::hash::Hasher;

/// What came of a story.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub broken: Vec<Broken>,
    /// The same for the same story.
    pub trace: u64,
    /// How many gates were passed.
    pub gates: u64,
}

/// Tells the story of a seed.
pub fn run_seed(seed: u64, settings: Settings) -> (Story, Outcome) {
    let story = Story::of(seed, settings.laptops);
    let outcome = run_story(&story, settings);
    (story, outcome)
}

/// Tells a story.
#[expect(clippy::expect_used, reason = "without a runtime there is no story")]
pub fn run_story(story: &Story, settings: Settings) -> Outcome {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    runtime.block_on(async {
        let mut world = World::new(story, settings).await;
        for step in &story.steps {
            world.take(step).await;
        }
        let broken = world.rest(story).await.err().unwrap_or_default();
        Outcome { broken, trace: world.trace.finish(), gates: world.passed }
    })
}
