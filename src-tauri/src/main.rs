//! The desktop application.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match changeover::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            changeover::complain(&error);
            ExitCode::FAILURE
        }
    }
}
