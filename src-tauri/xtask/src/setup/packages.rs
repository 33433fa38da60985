//! The operating system's packages: what is missing, said first, then installed where that can be done.

use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::program::{step, which};
use crate::say;
use crate::setup::system::System;

/// How to see without a package manager that something is there.
#[derive(Clone, Copy)]
enum Sign {
    Program(&'static str),
    Library(&'static str),
    Python(&'static str),
    /// No sign: only Debian's own list can tell.
    None,
}

/// One package, with its name in each family.
pub struct Package {
    debian: &'static str,
    fedora: &'static str,
    arch: &'static str,
    sign: Sign,
}

const fn package(debian: &'static str, fedora: &'static str, arch: &'static str, sign: Sign) -> Package {
    Package { debian, fedora, arch, sign }
}

mod tables;
pub use tables::*;

/// Installs what is missing of these packages, or names it and stops where that is not ours to do.
pub fn install(groups: &[&[Package]]) -> Result<(), Failure> {
    let wanted: Vec<&Package> = groups.iter().copied().flatten().collect();
    let system = System::this();
    match system {
        System::Debian => install_on_debian(&missing_on_debian(&wanted)?),
        System::MacOs | System::Windows => desktop_is_ready(system),
        _ => name_missing(system, &wanted),
    }
}

/// Like [`install`], for what is only to be had on Debian and its like.
pub fn install_only_on_debian(packages: &[Package]) -> Result<(), Failure> {
    if System::this() == System::Debian {
        return install(&[packages]);
    }
    let names: Vec<&str> = packages.iter().map(|package| package.debian).collect();
    Err(Failure::new("this verb needs Debian 12 or its like").hint(format!("it uses {}", names.join(" "))))
}

fn missing_on_debian(wanted: &[&Package]) -> Result<Vec<&'static str>, Failure> {
    let names: Vec<&'static str> = wanted.iter().map(|package| package.debian).collect();
    let asked = Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
        .args(&names)
        .stderr(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("`dpkg-query` did not start: {error}")))?;
    let installed = String::from_utf8_lossy(&asked.stdout);
    Ok(not_installed(&names, &installed))
}

fn not_installed(names: &[&'static str], listing: &str) -> Vec<&'static str> {
    let has = |name: &str| listing.lines().any(|line| line.strip_suffix(" installed") == Some(name));
    names.iter().copied().filter(|name| !has(name)).collect()
}

fn install_on_debian(names: &[&str]) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let list = names.join(" ");
    say::line(&format!("missing from this machine, now installed with apt-get: {list}"));
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], names].concat())
}

fn apt_get(arguments: &[&str]) -> Result<(), Failure> {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else if which("sudo").is_some() {
        let mut sudo = Command::new("sudo");
        sudo.arg("apt-get");
        sudo
    } else {
        let line = arguments.join(" ");
        return Err(Failure::new("system packages are missing, and there is no `sudo` to install them with")
            .hint(format!("as root: apt-get {line}")));
    };
    command.arg("--quiet").args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    step(&format!("apt-get {}", arguments[0]), &mut command)
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|done| done.stdout.trim_ascii() == b"0")
}

fn name_missing(system: System, wanted: &[&Package]) -> Result<(), Failure> {
    let missing: Vec<&str> =
        wanted.iter().filter(|package| !package.sign.is_seen()).map(|package| package.name_on(system)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    let hint = match system {
        System::Fedora => format!("dnf install {list}"),
        System::Arch => format!("pacman -S {list}"),
        _ => format!("install what your system calls these (Debian's names): {list}"),
    };
    Err(Failure::new(format!("missing from this machine: {list}")).hint(hint))
}

fn desktop_is_ready(system: System) -> Result<(), Failure> {
    let (sign, missing, hint) = match system {
        System::MacOs => (
            Command::new("xcode-select").arg("-p").output().is_ok_and(|done| done.status.success()),
            "the Xcode command line tools are missing",
            "xcode-select --install",
        ),
        _ => (
            webview2_is_registered(),
            "the WebView2 runtime is missing",
            "install Microsoft's Evergreen WebView2 runtime and the C++ build tools of Visual Studio",
        ),
    };
    if sign { Ok(()) } else { Err(Failure::new(missing).hint(hint)) }
}

/// WebView2 registers itself under this id, for the machine or for one user.
fn webview2_is_registered() -> bool {
    const CLIENT: &str = r"Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    let keys = [format!(r"HKLM\SOFTWARE\WOW6432Node\{CLIENT}"), format!(r"HKCU\Software\{CLIENT}")];
    keys.iter().any(|key| {
        Command::new("reg").args(["query", key, "/v", "pv"]).output().is_ok_and(|done| done.status.success())
    })
}

impl Package {
    fn name_on(&self, system: System) -> &'static str {
        match system {
            System::Fedora => self.fedora,
            System::Arch => self.arch,
            _ => self.debian,
        }
    }
}

impl Sign {
    fn is_seen(self) -> bool {
        let succeeds = |program: &str, arguments: [&str; 2]| {
            let mut command = Command::new(program);
            command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|status| status.success())
        };
        match self {
            Self::Program(name) => which(name).is_some(),
            Self::Library(name) => succeeds("pkg-config", ["--exists", name]),
            Self::Python(module) => succeeds("/usr/bin/python3", ["-c", &format!("import {module}")]),
            Self::None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::not_installed;

    #[test]
    fn only_what_is_fully_installed_counts_as_there() {
        let listing = "xvfb installed\nxauth config-files\n";
        assert_eq!(not_installed(&["xvfb", "xauth", "dunst"], listing), ["xauth", "dunst"]);
    }
}
