//! `run`: from a fresh clone to the open window.

use std::path::PathBuf;

use crate::failure::{Failure, about};
use crate::program::{program, step, workspace};
use crate::say;
use crate::session::{INSIDE, Session};
use crate::setup::system::System;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

/// What a person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wish {
    virtual_display: bool,
    screenshot: Option<PathBuf>,
    data_folder: Option<PathBuf>,
    for_the_application: Vec<String>,
}

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    let wish = read(arguments)?;
    if !wish.virtual_display {
        display_is_there()?;
    }
    let shown: &[_] = if wish.virtual_display { &[packages::DISPLAY, packages::ONLOOKER] } else { &[] };
    packages::install(&[&[packages::BUILD], shown].concat())?;
    front_end::build(workshop)?;
    step("build the application", &mut workspace(workshop, "build", &["--bin", "changeover"]))?;
    if wish.virtual_display { open_in_session(workshop, &wish) } else { open(workshop, &wish) }
}

fn read(arguments: &[String]) -> Result<Wish, Failure> {
    let mut wish = Wish::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = |name: &str| {
            let value = rest.next().ok_or_else(|| Failure::new(format!("`--{name}` needs a value")))?;
            std::path::absolute(value).map_err(about(value.as_ref()))
        };
        match argument.as_str() {
            "--virtual-display" => wish.virtual_display = true,
            "--screenshot" => wish.screenshot = Some(value("screenshot")?),
            "--data-dir" => wish.data_folder = Some(value("data-dir")?),
            "--" => wish.for_the_application.extend(rest.by_ref().cloned()),
            other => wish.for_the_application.push(other.to_owned()),
        }
    }
    // A picture is taken of a screen that shows nothing else.
    wish.virtual_display |= wish.screenshot.is_some();
    Ok(wish)
}

fn display_is_there() -> Result<(), Failure> {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if matches!(System::this(), System::MacOs | System::Windows) || set("DISPLAY") || set("WAYLAND_DISPLAY") {
        return Ok(());
    }
    Err(Failure::new("there is no display: neither `DISPLAY` nor `WAYLAND_DISPLAY` is set").hint(
        "`cargo xtask run --virtual-display` opens the window on a display of its own; `--screenshot FILE` shows it",
    ))
}

fn open(workshop: &Workshop, wish: &Wish) -> Result<(), Failure> {
    let mut application = program(workshop, workshop.built("debug", "changeover"));
    step("the window is open", application.args(application_arguments(wish)))
}

fn open_in_session(workshop: &Workshop, wish: &Wish) -> Result<(), Failure> {
    let own = std::env::current_exe().map_err(|error| Failure::new(format!("the workshop's own file: {error}")))?;
    if wish.data_folder.is_none() {
        say::line("the virtual session's data are temporary: `--data-dir DIR` keeps them");
    }
    let session = Session::open()?;
    let picture = wish.screenshot.clone().unwrap_or_else(|| PathBuf::from("-"));
    let mut inner = program(workshop, own);
    inner.arg(INSIDE).arg(picture).arg(workshop.built("debug", "changeover")).args(application_arguments(wish));
    step("the window is open on a virtual display", &mut session.around(&inner))
}

fn application_arguments(wish: &Wish) -> Vec<String> {
    let folder = wish.data_folder.iter().map(|folder| folder.to_string_lossy().into_owned());
    let folder = folder.flat_map(|folder| ["--data-dir".to_owned(), folder]);
    folder.chain(wish.for_the_application.iter().cloned()).collect()
}

#[cfg(test)]
mod tests;
