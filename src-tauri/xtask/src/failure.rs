//! What went wrong, and what a person can do about it.

/// A message without a full stop, and a hint that leads on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The message alone, for a summary that names the failure again.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Prints the failure to standard error.
    pub fn tell(&self) {
        eprintln!("error: {}", self.message);
        if let Some(hint) = &self.hint {
            eprintln!("hint: {hint}");
        }
    }
}

/// Names the file or folder that an input/output error is about.
pub fn about(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Failure + '_ {
    move |error| Failure::new(format!("`{}`: {error}", path.display()))
}
