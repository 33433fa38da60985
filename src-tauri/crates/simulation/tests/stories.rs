//! Stories of many seeds keep every promise; stories with a planted mistake do not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)]

use simulation::{Bug, Settings, run_seed, shrink};

/// As many as `SIMULATE_SEEDS` says, from `SIMULATE_START` on.
fn seeds() -> std::ops::Range<u64> {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let start = number("SIMULATE_START", 1);
    start..start + number("SIMULATE_SEEDS", 200)
}

#[test]
fn every_story_keeps_every_promise() {
    for seed in seeds() {
        let (story, outcome) = run_seed(seed, Settings::default());
        if let Some(broken) = outcome.broken.first() {
            let short = shrink(&story, broken, Settings::default());
            panic!("seed {seed}: {broken}\n\n{short}");
        }
    }
}

#[test]
fn one_story_leaves_one_trace() {
    for seed in seeds().step_by(100) {
        let (one, other) = (run_seed(seed, Settings::default()).1, run_seed(seed, Settings::default()).1);
        assert_eq!((one.trace, one.gates), (other.trace, other.gates), "seed {seed}");
    }
}

#[test]
fn stories_on_real_files_keep_every_promise() {
    let settings = Settings { on_disk: true, ..Settings::default() };
    for seed in 1..=12 {
        let broken = run_seed(seed, settings).1.broken;
        assert!(broken.is_empty(), "seed {seed}: {broken:?}");
    }
}

#[test]
#[ignore = "minutes; the layer `simulation` runs it with fast code"]
fn every_planted_mistake_is_found() {
    const ENOUGH: u64 = 60_000;
    let mut overlooked = Vec::new();
    for bug in Bug::ALL {
        let settings = Settings { bug: Some(bug), ..Settings::default() };
        let broken = |seed, settings| run_seed(seed, settings).1.broken.into_iter().next();
        // What is broken without the mistake, too, is not found because of it.
        let by_it = |seed| broken(seed, settings).filter(|_| broken(seed, Settings::default()).is_none());
        let found = (1..=ENOUGH).find_map(|seed| Some((seed, by_it(seed)?)));
        match found {
            Some((seed, broken)) => println!("{bug:<22} seed {seed:>5}  {}", broken.promise),
            None => overlooked.push(bug),
        }
    }
    assert!(overlooked.is_empty(), "not found in {ENOUGH} seeds: {overlooked:?}");
}

/// A suite that can't fail proves nothing: the canary must be found by the first seed in which anybody writes.
#[test]
fn the_canary_is_found_at_once() {
    let settings = Settings { bug: Some(Bug::NothingIsSaved), ..Settings::default() };
    assert!((1..=5).any(|seed| !run_seed(seed, settings).1.broken.is_empty()));
}
