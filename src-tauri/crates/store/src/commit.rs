//! Every place where the store commits, by name, and the one function that does it.
//!
//! A test stops the process at any of them, just before or just after; see `failpoints` in the manifest. Without that
//! feature the names are gone when the program is built.

use crate::fault::Fault;
use sqlx::{Sqlite, SqliteConnection, Transaction};
use std::ops::{Deref, DerefMut};

/// One list for the names and for those who walk over all of them.
macro_rules! commits {
    ($($name:ident => $text:literal,)*) => {
        /// A commit, named after the file and what it writes there.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Commit {
            $($name,)*
        }

        #[cfg(feature = "failpoints")]
        impl Commit {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)*];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

commits! {
    CacheSchema => "cache.schema",
    Page => "cache.page",
    Rows => "cache.rows",
    RemovedRows => "cache.removed_rows",
    Unjudged => "cache.unjudged",
    Judged => "cache.judged",
    JournalSchema => "journal.schema",
    WrittenBy => "journal.written_by",
    Identity => "journal.identity",
    EventId => "journal.event_id",
    Record => "journal.record",
    Step => "journal.step",
    StepOvertaken => "journal.step_overtaken",
    Entry => "journal.entry",
    Claimed => "journal.claimed",
    Sent => "journal.sent",
    Stuck => "journal.stuck",
    Retry => "journal.retry",
    Unstuck => "journal.unstuck",
    Discarded => "journal.discarded",
    Recovered => "journal.recovered",
    Alarm => "journal.alarm",
    Alarms => "journal.alarms",
    HandedOver => "journal.handed_over",
    Seen => "journal.seen",
    Setting => "journal.setting",
    RemovedSetting => "journal.removed_setting",
    Issues => "journal.issues",
    RemovedIssues => "journal.removed_issues",
    SyncLog => "journal.sync_log",
}

impl Commit {
    /// Where a test may stop the process: before the commit, and once it is done.
    pub(crate) fn reach(self, moment: Moment) {
        #[cfg(feature = "failpoints")]
        fail::fail_point!(&self.place(moment));
        #[cfg(not(feature = "failpoints"))]
        let _ = moment;
    }

    /// Such as `before:journal.record`.
    #[cfg(feature = "failpoints")]
    pub(crate) fn place(self, moment: Moment) -> String {
        let moment = match moment {
            Moment::Before => "before",
            Moment::After => "after",
        };
        format!("{moment}:{}", self.name())
    }
}

/// On which side of a commit.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment {
    Before,
    After,
}

#[cfg(feature = "failpoints")]
impl Moment {
    pub(crate) const ALL: [Self; 2] = [Self::Before, Self::After];
}

/// A write under way; dropped without a commit, it never happened.
///
/// Invariant: it gives its connection away, but not its transaction, so that nobody commits without a name.
pub(crate) struct Writing(Transaction<'static, Sqlite>);

impl Writing {
    pub(crate) fn of(transaction: Transaction<'static, Sqlite>) -> Self {
        Self(transaction)
    }

    pub(crate) async fn commit(self, what: Commit) -> Result<(), Fault> {
        what.reach(Moment::Before);
        self.0.commit().await?;
        what.reach(Moment::After);
        Ok(())
    }
}

impl Deref for Writing {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.0
    }
}

impl DerefMut for Writing {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}
