//! `simulate`: tells the stories of many seeds, and of a failing one its shortest form and how to tell it again.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod ask;
mod report;

use ask::Ask;
use report::Report;
use simulation::{Broken, Story, WeekAsk, run_seed, run_story, run_week, shrink};
use std::process::ExitCode;

/// Every hundredth story is told twice, and must leave the same trace.
const TWICE: u64 = 100;
/// So often the report is written, and progress said.
const OFTEN: u64 = 1_000;

fn main() -> ExitCode {
    let asked = Ask::of(std::env::args().skip(1)).and_then(|ask| Ok((Report::resumed(&ask)?, ask)));
    let (report, ask) = match asked {
        Ok(asked) => asked,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    if ask.week { week(&ask) } else { stories(&ask, report) }
}

/// A week of two hundred laptops; its figures, also as the report.
fn week(ask: &Ask) -> ExitCode {
    let week = run_week(WeekAsk { seed: ask.start, ..WeekAsk::default() });
    println!("{week}");
    let kept = ask.report.as_ref().map(|file| std::fs::write(file, week.to_string()));
    if let Some(Err(error)) = kept {
        eprintln!("the report can't be written: {error}");
        return ExitCode::from(2);
    }
    if week.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn stories(ask: &Ask, mut report: Report) -> ExitCode {
    while report.next < ask.end() {
        let seed = report.next;
        if let Some((story, broken)) = tell(seed, ask, &mut report) {
            report.failed(seed, &broken);
            say_broken(seed, ask, &story, &broken);
            return ExitCode::FAILURE;
        }
        report.next += 1;
        if report.next.is_multiple_of(OFTEN) || report.next == ask.end() {
            report.keep();
            println!("{report}");
        }
    }
    ExitCode::SUCCESS
}

/// Tells one story; what it breaks, if anything.
fn tell(seed: u64, ask: &Ask, report: &mut Report) -> Option<(Story, Broken)> {
    let (story, outcome) = run_seed(seed, ask.settings);
    report.gates += outcome.gates;
    if let Some(broken) = outcome.broken.into_iter().next() {
        return Some((story, broken));
    }
    if seed.is_multiple_of(TWICE) && !ask.settings.on_disk {
        report.twice += 1;
        let again = run_story(&story, ask.settings);
        if again.trace != outcome.trace {
            return Some((story, Broken::of("one story leaves one trace", "the second telling differs")));
        }
    }
    None
}

fn say_broken(seed: u64, ask: &Ask, story: &Story, broken: &Broken) {
    let short = shrink(story, broken, ask.settings);
    println!("seed {seed} breaks a promise\n  {broken}\n\n{short}");
    for broken in run_story(&short, ask.settings).broken {
        println!("  {broken}");
    }
    println!("\ntell it again: cargo xtask simulate --seed-start {seed} --seeds 1{}", ask.rest());
}
