//! `simulate`: tells the stories of many seeds, and of a failing one its shortest form and how to tell it again.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use simulation::{Settings, run_seed, shrink};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let number = |name: &str| {
        let mut args = std::env::args().skip_while(|arg| arg != name);
        args.nth(1).and_then(|value| value.parse::<u64>().ok())
    };
    let (start, seeds) = (number("--seed-start").unwrap_or(1), number("--seeds").unwrap_or(1_000));
    let settings = Settings {
        laptops: number("--laptops").and_then(|laptops| usize::try_from(laptops).ok()),
        on_disk: std::env::args().any(|arg| arg == "--sqlite"),
        bug: None,
    };
    let began = Instant::now();
    let mut gates = 0;
    for seed in start..start + seeds {
        let (story, outcome) = run_seed(seed, settings);
        gates += outcome.gates;
        if let Some(broken) = outcome.broken.first() {
            let short = shrink(&story, broken, settings);
            println!("seed {seed} breaks a promise\n  {broken}\n\n{short}");
            for broken in simulation::run_story(&short, settings).broken {
                println!("  {broken}");
            }
            println!("\ntell it again: cargo xtask simulate --seed-start {seed} --seeds 1");
            return ExitCode::FAILURE;
        }
    }
    println!("{seeds} seeds from {start}, {gates} gates, {:.1} s", began.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}
