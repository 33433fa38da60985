//! The practice CRM on its own: `practice --port P --seed S --deals N --state FILE --now RFC3339`.

use std::io::Write;
use std::process::ExitCode;

use practice::{Options, start};

const USAGE: &str =
    "usage: practice [--port P] [--seed S] [--deals N] [--state FILE] [--now RFC3339] [--no-rate-limits]";

#[tokio::main]
async fn main() -> ExitCode {
    let options = match parse(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(reason) => return fail(&format!("{reason}\n{USAGE}")),
    };
    let running = match start(options).await {
        Ok(running) => running,
        Err(error) => return fail(&error.to_string()),
    };
    let lines = format!(
        "base_url={}\ntoken={}\nlimited_token={}\n",
        running.base_url(),
        running.token(),
        running.limited_token()
    );
    let mut out = std::io::stdout().lock();
    if out.write_all(lines.as_bytes()).and_then(|()| out.flush()).is_err() {
        return ExitCode::FAILURE;
    }
    drop(out);
    until_told_to_stop().await;
    running.stop().await;
    ExitCode::SUCCESS
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(name) = arguments.next() {
        if name == "--no-rate-limits" {
            options.rate_limits = false;
            continue;
        }
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        let wrong = || format!("{name} can't be {value}");
        match name.as_str() {
            "--port" => options.port = value.parse().map_err(|_| wrong())?,
            "--seed" => options.seed = value.parse().map_err(|_| wrong())?,
            "--deals" => options.deals = value.parse().map_err(|_| wrong())?,
            "--state" => options.state_file = Some(value.into()),
            "--now" => options.now = Some(value.parse().map_err(|_| wrong())?),
            _ => return Err(format!("{name} is no option")),
        }
    }
    Ok(options)
}

/// Waits for Ctrl-C, or on Unix for the signal that ends a spawned server.
async fn until_told_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _told = tokio::signal::ctrl_c().await;
}

fn fail(message: &str) -> ExitCode {
    // Nothing can be done when even stderr is closed.
    let _written = writeln!(std::io::stderr(), "practice: {message}");
    ExitCode::FAILURE
}
