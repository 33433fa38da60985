//! A real process, killed with no warning at every place where something is written.
//!
//! ```text
//! this process: the practice CRM ◀──HTTP── a child: the whole application, a person's day, line by line on its output
//!                    │                        │ stops before or after one commit, or one write to the CRM
//!                    │                        ▼ killed
//!                    │                     a second child on the same folder: finishes the day
//!                    ▼
//! all that was acknowledged is in the CRM, once; and this laptop shows what a new laptop would
//! ```
//!
//! Each place is met many times in a day: the process dies at the first, the middle and the last. `CRASH_ONLY=journal.sent`
//! tries those places alone whose name has this in it.

mod aftermath;
mod child;
mod ledger;
mod person;
mod places;
mod story;

use crate::bench::Office;
use child::{Child, Day, Ending, Stop};
use ledger::Ledger;
use places::{NEVER_MET, every_place, times};
use practice::Options;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// So many lives side by side: each waits most of the time, because the application keeps to the CRM's quota.
const SIDE_BY_SIDE: usize = 32;

async fn company() -> Office {
    Office::start(Options { deals: 8, rate_limits: false, ..Options::default() }).await
}

/// How often each place is met in a day in which nothing happens.
async fn undisturbed(day: Day) -> BTreeMap<String, usize> {
    let office = company().await;
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    let ending = Child::start(&office, folder.path(), day, None).follow(&mut ledger).await;
    assert_eq!(ending, Ending::Finished, "{ledger:?}");
    aftermath::check(&office, folder.path(), day, &ledger).await;
    ledger.met
}

/// What is met on the days, each place on the first day that comes to it.
async fn met_on_all_days() -> BTreeMap<String, (Day, usize)> {
    let mut met = BTreeMap::new();
    for day in Day::ALL {
        for (place, often) in undisturbed(day).await {
            met.entry(place).or_insert((day, often));
        }
    }
    met
}

/// One day with one kill. Returns why it is not well.
async fn one_life(stop: &Stop) {
    let office = company().await;
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::default();
    let ending = Child::start(&office, folder.path(), stop.day, Some(stop)).follow(&mut ledger).await;
    assert_eq!(ending, Ending::Killed, "{stop:?}: the place was not met again");
    aftermath::nothing_is_lost(folder.path(), &ledger).await;
    let ending = Child::start(&office, folder.path(), stop.day, None).follow(&mut ledger).await;
    assert_eq!(ending, Ending::Finished, "{stop:?}: {ledger:?}");
    aftermath::check(&office, folder.path(), stop.day, &ledger).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[allow(clippy::print_stderr, reason = "which places were met is for a person who looks at the output")]
async fn a_process_that_is_killed_at_any_write_loses_nothing_and_sends_nothing_twice() {
    let started = Instant::now();
    let met = met_on_all_days().await;
    let never: Vec<String> = every_place().into_iter().filter(|place| !met.contains_key(place)).collect();
    let excused: Vec<&str> = NEVER_MET.iter().map(|(place, _)| *place).collect();
    let unexcused: Vec<&String> = never.iter().filter(|place| !excused.contains(&places::write(place))).collect();
    assert!(unexcused.is_empty(), "the day never comes to {unexcused:?}");
    let needless: Vec<_> = met.keys().filter(|place| excused.contains(&places::write(place))).collect();
    assert!(needless.is_empty(), "met, and excused all the same: {needless:?}");

    let wanted = std::env::var("CRASH_ONLY").unwrap_or_default();
    let stops: Vec<Stop> = met.iter().flat_map(|(place, (day, often))| times(*day, place, *often)).collect();
    let stops: Vec<Stop> = stops.into_iter().filter(|stop| stop.place.contains(&wanted)).collect();
    let (kills, queue) = (stops.len(), Arc::new(Mutex::new(stops)));
    let failed = Arc::new(Mutex::new(Vec::new()));
    let lives = (0..SIDE_BY_SIDE).map(|_| live(Arc::clone(&queue), Arc::clone(&failed)));
    let mut all = tokio::task::JoinSet::new();
    lives.for_each(|lives| drop(all.spawn(lives)));
    while let Some(ended) = all.join_next().await {
        ended.unwrap();
    }
    for (place, (day, often)) in &met {
        eprintln!("{often:>4} × {place}, {} day", day.name());
    }
    eprintln!("{} places, {kills} kills in {} s", met.len(), started.elapsed().as_secs());
    let failed = failed.lock().unwrap();
    assert!(failed.is_empty(), "{} of {kills}:\n{}", failed.len(), failed.join("\n"));
}

/// Takes one kill after the other; one that goes wrong does not keep the others from being tried.
async fn live(queue: Arc<Mutex<Vec<Stop>>>, failed: Arc<Mutex<Vec<String>>>) {
    loop {
        let Some(stop) = queue.lock().unwrap().pop() else { return };
        let mut alone = tokio::task::JoinSet::new();
        let (place, time) = (stop.place.clone(), stop.time);
        alone.spawn(async move { one_life(&stop).await });
        if let Some(Err(error)) = alone.join_next().await {
            let why = error.into_panic();
            let why = why.downcast_ref::<String>().cloned().unwrap_or_else(|| "panicked".to_owned());
            failed.lock().unwrap().push(format!("{place}, time {time}: {why}"));
        }
    }
}
