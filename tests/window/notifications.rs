//! A real notification daemon on the session's bus, of which we read what it was told.

use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The session has one daemon; tests that run side by side take it in turn.
static TURN: Mutex<()> = Mutex::new(());

pub struct Notifications {
    daemon: Child,
    input: ChildStdin,
    told: Arc<Mutex<Vec<Value>>>,
    _turn: MutexGuard<'static, ()>,
}

impl Notifications {
    /// Takes the bus name, once no other test has it; panics where another daemon has it.
    pub fn start() -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/window/notifications.py");
        let mut daemon = Command::new("/usr/bin/python3")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the notification daemon starts");
        let told = Arc::new(Mutex::new(Vec::new()));
        let output = BufReader::new(daemon.stdout.take().expect("its output"));
        let input = daemon.stdin.take().expect("its input");
        let list = Arc::clone(&told);
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if let Ok(value) = serde_json::from_str(&line) {
                    list.lock().unwrap().push(value);
                }
            }
        });
        let daemon = Self { daemon, input, told, _turn: turn };
        daemon.wait_for(|told| told["ready"] == true);
        daemon
    }

    /// All that was told until now.
    pub fn all(&self) -> Vec<Value> {
        self.told.lock().unwrap().iter().filter(|told| told["ready"] != true).cloned().collect()
    }

    /// The first notification that fits; waits for it.
    pub fn wait_for(&self, fits: impl Fn(&Value) -> bool) -> Value {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if let Some(found) = self.told.lock().unwrap().iter().find(|told| fits(told)) {
                return found.clone();
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no such notification; told were {:#?}", self.all());
    }

    /// Presses a button of a notification.
    pub fn press(&mut self, notification: &Value, action: &str) {
        writeln!(self.input, "{} {action}", notification["id"]).expect("the daemon listens");
    }
}

impl Drop for Notifications {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}
