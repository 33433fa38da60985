//! What the workshop does inside a session: a notification daemon, the application, and a picture of its window.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::failure::{Failure, about};
use crate::program::{end_politely, start};
use crate::say;

/// How long a first start, with its first pull, may take until the picture stands still.
const PATIENCE: Duration = Duration::from_secs(90);
const BETWEEN_PICTURES: Duration = Duration::from_millis(700);
/// This many equal pictures in a row mean that the window has settled.
const STILL: usize = 3;
/// A drawn screen of the product makes a file many times the size of an empty one.
const DRAWN: u64 = 4;

/// Arguments: the picture's file or `-`, then the application and its arguments.
pub fn act(arguments: &[String]) -> Result<(), Failure> {
    let [picture, application, rest @ ..] = arguments else {
        return Err(Failure::new("a session was started without an application"));
    };
    let _notifications = Ending(start(&mut Command::new("dunst"))?);
    let empty = match picture.as_str() {
        "-" => None,
        file => Some(Camera::new(Path::new(file))?),
    };
    let mut window = Ending(start(Command::new(application).args(rest))?);
    match empty {
        Some(camera) => camera.take_when_still(&mut window.0),
        None => wait(&mut window.0),
    }
}

fn wait(window: &mut Child) -> Result<(), Failure> {
    match window.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("the application ended: {status}"))),
        Err(error) => Err(Failure::new(format!("the application: {error}"))),
    }
}

/// A process that ends when it goes out of scope.
struct Ending(Child);

impl Drop for Ending {
    fn drop(&mut self) {
        end_politely(&mut self.0);
    }
}

/// Takes pictures of the whole screen, and knows how large a picture of nothing is.
struct Camera {
    file: PathBuf,
    empty: u64,
}

impl Camera {
    fn new(file: &Path) -> Result<Self, Failure> {
        let mut camera = Self { file: file.to_owned(), empty: 0 };
        camera.empty = camera.take()?.len() as u64;
        Ok(camera)
    }

    fn take(&self) -> Result<Vec<u8>, Failure> {
        let mut scrot = Command::new("scrot");
        let done = scrot.arg("--overwrite").arg(&self.file).stdout(Stdio::null()).status();
        match done {
            Ok(status) if status.success() => std::fs::read(&self.file).map_err(about(&self.file)),
            _ => Err(Failure::new(format!("`scrot` could not write `{}`", self.file.display()))),
        }
    }

    fn take_when_still(&self, window: &mut Child) -> Result<(), Failure> {
        let started = Instant::now();
        let (mut last, mut equal) = (Vec::new(), 1);
        while started.elapsed() < PATIENCE {
            std::thread::sleep(BETWEEN_PICTURES);
            if let Ok(Some(status)) = window.try_wait() {
                return Err(Failure::new(format!("the application ended before its picture was taken: {status}")));
            }
            let picture = self.take()?;
            let drawn = picture.len() as u64 > DRAWN * self.empty;
            equal = if drawn && picture == last { equal + 1 } else { 1 };
            if equal == STILL {
                say::line(&format!("✓ a picture of the window: {}", self.file.display()));
                return Ok(());
            }
            last = picture;
        }
        Err(Failure::new(format!("the window did not come to rest in {} s", PATIENCE.as_secs()))
            .hint(format!("the last picture is in `{}`", self.file.display())))
    }
}
