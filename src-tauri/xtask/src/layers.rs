//! The layers of `test`, from the fastest to the slowest.

use crate::failure::Failure;
use crate::record::Record;
use crate::workshop::Workshop;

mod crash;
mod journeys;
mod judges;
mod lint;
mod rooms;
mod simulation;
mod ui;
pub mod window;

/// One kind of test, with the set-up that it needs.
pub struct Layer {
    pub name: &'static str,
    pub line: &'static str,
    pub act: fn(&Workshop, &mut Record) -> Result<(), Failure>,
}

pub const LAYERS: [Layer; 7] = [
    Layer { name: "lint", line: "format, lints, tidiness, contract", act: lint::act },
    Layer { name: "rooms", line: "each crate alone, and the judges of the practice CRM", act: rooms::act },
    Layer { name: "journeys", line: "the app room against the practice CRM", act: journeys::act },
    Layer { name: "simulation", line: "many laptops, one CRM, seeded faults, planted mistakes", act: simulation::act },
    Layer { name: "crash", line: "a real process, killed at every write", act: crash::act },
    Layer { name: "ui", line: "the front end in Vitest and in Chromium", act: ui::act },
    Layer { name: "window", line: "the real application under a virtual display", act: window::act },
];
