//! Commands that the workshop starts: the same surroundings for each, output that streams, an exit code that counts.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::count::Count;
use crate::failure::Failure;
use crate::say;
use crate::workshop::{TARGET_VARIABLE, Workshop};

/// A program in the repository's root, freed of what `cargo run` put into the environment for the workshop alone.
pub fn program(workshop: &Workshop, name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(&workshop.root).env(TARGET_VARIABLE, &workshop.target);
    for (variable, _) in std::env::vars_os() {
        let text = variable.to_string_lossy();
        if matches!(
            text.as_ref(),
            "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME" | "OUT_DIR"
        ) || text.starts_with("CARGO_PKG_")
        {
            command.env_remove(&variable);
        }
    }
    command
}

/// `cargo` with arguments.
pub fn cargo(workshop: &Workshop, arguments: &[&str]) -> Command {
    let mut command = program(workshop, "cargo");
    command.args(arguments);
    command
}

/// Cargo over the whole workspace, narrowed by its arguments to single targets: a package alone would have features
/// of its own, and everything that it shares with the others would be compiled a second time.
pub fn workspace(workshop: &Workshop, verb: &str, arguments: &[&str]) -> Command {
    let mut command = cargo(workshop, &[verb, "--workspace"]);
    command.args(arguments);
    command
}

/// `npm` with arguments, in a folder of the repository.
pub fn npm(workshop: &Workshop, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = program(workshop, if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.args(arguments).current_dir(folder);
    command
}

/// The program's full path, if the `PATH` has it.
pub fn which(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
}

/// Runs a command as a step of its own; its output goes straight to the terminal, progress bars included.
pub fn step(title: &str, command: &mut Command) -> Result<(), Failure> {
    say::begin(title);
    let started = Instant::now();
    let status = command.status().map_err(|error| did_not_start(command, &error))?;
    say::end(title, status.success(), started.elapsed());
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{title}: {}", ending(status)))) }
}

/// Starts a command and leaves it running.
pub fn start(command: &mut Command) -> Result<Child, Failure> {
    command.spawn().map_err(|error| did_not_start(command, &error))
}

/// Asks a process to end, and waits until it has. `npm` hands such a signal on to the server that it started; a
/// hard end would leave that server behind.
pub fn end_politely(child: &mut Child) {
    let mut ask = Command::new(if cfg!(windows) { "taskkill" } else { "kill" });
    ask.args(if cfg!(windows) { &["/T", "/F", "/PID"][..] } else { &["-TERM"] }).arg(child.id().to_string());
    if !ask.status().is_ok_and(|status| status.success()) {
        let _ = child.kill();
    }
    let _ = child.wait();
}

/// Runs a command quietly and hands over what it wrote to standard output.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command.stderr(Stdio::inherit()).output();
    let done = done.map_err(|error| did_not_start(command, &error))?;
    if !done.status.success() {
        return Err(Failure::new(format!("`{}`: {}", name_of(command), ending(done.status))));
    }
    String::from_utf8(done.stdout).map_err(|_| Failure::new(format!("`{}` wrote no UTF-8", name_of(command))))
}

/// How a watched command ended: what its test runner counted, and in what time.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    pub success: bool,
    pub count: Count,
    pub took: Duration,
}

/// How long a process that a command left behind may hold its output open.
const GRACE: Duration = Duration::from_secs(3);

/// Runs a command, streams its output line by line, and reads the counts of test runners from it.
pub fn watch(command: &mut Command) -> Result<Watched, Failure> {
    let started = Instant::now();
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if colour {
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(command)?;
    let lines = lines_of(&mut child);
    let mut count = Count::default();
    let status = relay(&lines, &mut child, &mut count).map_err(|error| did_not_start(command, &error))?;
    Ok(Watched { success: status.success(), count, took: started.elapsed() })
}

/// Both streams of a child, line by line, until it and all that inherited them have closed them.
fn lines_of(child: &mut Child) -> Receiver<String> {
    let (sender, lines) = std::sync::mpsc::channel();
    let out = child.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>);
    let err = child.stderr.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>);
    for stream in out.into_iter().chain(err) {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for bytes in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                let text = String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_owned();
                if sender.send(text).is_err() {
                    return;
                }
            }
        });
    }
    lines
}

fn relay(lines: &Receiver<String>, child: &mut Child, count: &mut Count) -> std::io::Result<ExitStatus> {
    let mut ended_at = None;
    loop {
        match lines.recv_timeout(GRACE / 10) {
            Ok(line) => {
                say::line(&line);
                count.read(&line);
            }
            Err(RecvTimeoutError::Disconnected) => return child.wait(),
            Err(RecvTimeoutError::Timeout) => {
                let Some(status) = child.try_wait()? else {
                    continue;
                };
                if ended_at.get_or_insert_with(Instant::now).elapsed() > GRACE {
                    say::line("a process that it left behind still holds its output");
                    return Ok(status);
                }
            }
        }
    }
}

fn did_not_start(command: &Command, error: &std::io::Error) -> Failure {
    let failure = Failure::new(format!("`{}` did not start: {error}", name_of(command)));
    match error.kind() {
        std::io::ErrorKind::NotFound => failure.hint("install it, or put it on the `PATH`"),
        _ => failure,
    }
}

fn name_of(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

fn ending(status: ExitStatus) -> String {
    status.code().map_or_else(|| "ended by a signal".to_owned(), |code| format!("exit code {code}"))
}

#[cfg(test)]
mod tests;
