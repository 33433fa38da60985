//! Every write to the CRM, by name.
//!
//! A test stops the process just before any of them, or just after the CRM has answered; see `failpoints` in the manifest.

/// What is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Write {
    Record,
    Note,
    Task,
    File,
}

/// Makes the write.
pub(crate) async fn make<T>(write: Write, call: impl Future<Output = T>) -> T {
    reach("before", write);
    let answer = call.await;
    reach("after", write);
    answer
}

fn reach(moment: &str, write: Write) {
    #[cfg(feature = "failpoints")]
    fail::fail_point!(&write.place(moment));
    #[cfg(not(feature = "failpoints"))]
    let _ = (moment, write);
}

#[cfg(feature = "failpoints")]
impl Write {
    fn place(self, moment: &str) -> String {
        let what = match self {
            Self::Record => "record",
            Self::Note => "note",
            Self::Task => "task",
            Self::File => "file",
        };
        format!("{moment}:crm.{what}")
    }
}

/// The places where a test can stop the process, such as `before:crm.note`.
#[cfg(feature = "failpoints")]
pub fn failpoints() -> Vec<String> {
    let places = |write: Write| ["before", "after"].map(|moment| write.place(moment));
    [Write::Record, Write::Note, Write::Task, Write::File].into_iter().flat_map(places).collect()
}
