//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// What a CRM sends is many small texts, which come and go: a first load is a tenth faster with it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match changeover::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            changeover::complain(&error);
            ExitCode::FAILURE
        }
    }
}
