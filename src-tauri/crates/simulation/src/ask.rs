//! What was asked on the command line.

use simulation::Settings;
use std::path::PathBuf;

#[derive(Debug, Default)]
pub struct Ask {
    pub start: u64,
    pub seeds: u64,
    pub settings: Settings,
    pub report: Option<PathBuf>,
    /// A week of two hundred laptops on one quota, instead of stories.
    pub week: bool,
}

impl Ask {
    /// Reads the arguments.
    ///
    /// # Errors
    /// A sentence that names the argument that is not understood.
    pub fn of(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut ask = Self { start: 1, seeds: 5_000, ..Self::default() };
        while let Some(name) = arguments.next() {
            if name == "--sqlite" {
                ask.settings.on_disk = true;
                continue;
            }
            if name == "--week" {
                ask.week = true;
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("`{name}` needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("`{name}` needs a number, not `{value}`"));
            match name.as_str() {
                "--seeds" => ask.seeds = number()?,
                "--seed-start" => ask.start = number()?,
                "--laptops" => ask.settings.laptops = Some(laptops(number()?)?),
                "--report" => ask.report = Some(value.into()),
                _ => {
                    return Err(format!(
                        "`{name}` is no argument: there are --seeds N --seed-start S --laptops K --report FILE --sqlite --week"
                    ));
                }
            }
        }
        Ok(ask)
    }

    /// The seed after the last one.
    pub fn end(&self) -> u64 {
        self.start + self.seeds
    }

    /// What has to be said again to tell one seed in the same world.
    pub fn rest(&self) -> String {
        let laptops = self.settings.laptops.map(|laptops| format!(" --laptops {laptops}")).unwrap_or_default();
        let files = if self.settings.on_disk { " --sqlite" } else { "" };
        format!("{laptops}{files}")
    }
}

fn laptops(number: u64) -> Result<usize, String> {
    usize::try_from(number).ok().filter(|laptops| (1..=5).contains(laptops)).ok_or_else(|| "1 to 5 laptops".to_owned())
}
