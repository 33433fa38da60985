//! `dev`: the front end from its development server, the shell built again when its sources change.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::browse::last_change;
use crate::failure::{Failure, about};
use crate::program::{end_politely, npm, start, step, workspace};
use crate::say;
use crate::setup::{front_end, packages};
use crate::workshop::Workshop;

const LOOK_EVERY: Duration = Duration::from_millis(500);
const SERVER_STARTS_WITHIN: Duration = Duration::from_secs(60);

pub fn act(workshop: &Workshop, arguments: &[String]) -> Result<(), Failure> {
    super::no_arguments("dev", arguments)?;
    packages::install(&[packages::BUILD])?;
    // The shell wants a built front end when it compiles, also where it loads from the server afterwards.
    front_end::build(workshop)?;
    let address = address(workshop)?;
    let mut server = start(&mut npm(workshop, &workshop.ui(), &["run", "dev"]))?;
    let result = answers(&address, &mut server).and_then(|()| keep_open(workshop));
    end_politely(&mut server);
    result
}

/// Opens the window, and opens it again with each change of the shell or the rooms, until the person closes it.
fn keep_open(workshop: &Workshop) -> Result<(), Failure> {
    let sources = ["src-tauri/src", "src-tauri/crates", "src-tauri/capabilities"].map(|name| workshop.root.join(name));
    loop {
        let built_from = last_change(&sources);
        if step("build the application", &mut build(workshop)).is_err() {
            say::line("it is built again when a source changes (Ctrl-C ends)");
            until_change(&sources, built_from, || false);
            continue;
        }
        let mut window = start(&mut Command::new(workshop.built("debug", "changeover")))?;
        if until_change(&sources, built_from, || matches!(window.try_wait(), Ok(Some(_)))) {
            say::line("a source has changed");
            end_politely(&mut window);
        } else {
            return Ok(());
        }
    }
}

fn build(workshop: &Workshop) -> Command {
    workspace(workshop, "build", &["--bin", "changeover", "--no-default-features"])
}

/// Waits; true when a source has changed, false when `over` came first.
fn until_change(sources: &[PathBuf], since: Option<SystemTime>, mut over: impl FnMut() -> bool) -> bool {
    loop {
        std::thread::sleep(LOOK_EVERY);
        if over() {
            return false;
        }
        if last_change(sources) > since {
            return true;
        }
    }
}

/// Where `tauri.conf.json` says that the development server listens.
fn address(workshop: &Workshop) -> Result<String, Failure> {
    let path = workshop.root.join("tauri.conf.json");
    let text = std::fs::read_to_string(&path).map_err(about(&path))?;
    host_and_port(&text).ok_or_else(|| Failure::new("tauri.conf.json: `build.devUrl` names no host and port"))
}

fn host_and_port(configuration: &str) -> Option<String> {
    let configuration: Value = serde_json::from_str(configuration).ok()?;
    let url = configuration["build"]["devUrl"].as_str()?;
    let address = url.split_once("://")?.1.split('/').next()?;
    address.contains(':').then(|| address.to_owned())
}

fn answers(address: &str, server: &mut Child) -> Result<(), Failure> {
    let started = Instant::now();
    while started.elapsed() < SERVER_STARTS_WITHIN {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(Failure::new(format!("the development server ended: {status}")));
        }
        let mut addresses = address.to_socket_addrs().into_iter().flatten();
        if addresses.any(|address| TcpStream::connect_timeout(&address, LOOK_EVERY).is_ok()) {
            return Ok(());
        }
        std::thread::sleep(LOOK_EVERY);
    }
    Err(Failure::new(format!("the development server does not answer at {address}")))
}

#[cfg(test)]
mod tests {
    use super::host_and_port;

    #[test]
    fn the_development_server_is_where_the_configuration_says() {
        let text = r#"{"build": {"devUrl": "http://localhost:1420/"}}"#;
        assert_eq!(host_and_port(text), Some("localhost:1420".to_owned()));
        assert_eq!(host_and_port(r#"{"build": {}}"#), None);
    }
}
