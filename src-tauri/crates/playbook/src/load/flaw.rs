//! One flaw of a playbook, and how it is written down.

use crate::locate::Step;

/// A rule that makes no sense.
pub(super) struct Flaw {
    pub path: Vec<Step>,
    pub reason: String,
    pub remedy: String,
}

macro_rules! steps {
    ($($step:expr),* $(,)?) => { vec![$($crate::locate::Step::from($step)),*] };
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(at: usize) -> Self {
        Self::At(at)
    }
}

/// A flaw in the making.
pub(super) fn flaw(path: Vec<Step>, reason: impl Into<String>, remedy: impl Into<String>) -> Option<Flaw> {
    Some(Flaw { path, reason: reason.into(), remedy: remedy.into() })
}

pub(super) use steps;
