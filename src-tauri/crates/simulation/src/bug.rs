//! Mistakes planted on purpose, so that it is known that they would be found.

use std::fmt;

/// A planted mistake, put between the real code and what surrounds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bug {
    /// The canary: what was told to be saved is not.
    NothingIsSaved,
    /// An entry whose try failed is taken off the outbox.
    FailedTryCountsAsSent,
    /// An entry that was being sent when the process ended is taken off the outbox.
    CutOffCountsAsSent,
    /// An entry is taken off the outbox before it is sent.
    SentWhenClaimed,
    /// What tells of a record is sent before the record.
    NoteBeforeRecord,
    /// A record is saved without the entry that sends it.
    RecordWithoutEntry,
    /// Record and entry are saved one after the other.
    EntryInASecondWrite,
    LastWriteWins,
    FirstWriteWins,
    /// What was written at once is decided when it is saved.
    DecidesSilently,
    /// An edit is taken to know all that the CRM will ever say.
    KnowsTheFuture,
    /// A journal that was damaged or copied counts on under its old name.
    OldNameAfterRecovery,
    /// The cursor is moved before its page is saved.
    CursorBeforePage,
    /// Deals are taken to be judged before they are.
    JudgedTooSoon,
    /// Of several alarms only the first is recorded.
    OneAlarmAtATime,
    /// An alarm is told and not marked.
    ToldAndNotMarked,
    /// What was missed is only in the list.
    MissedAndNotTold,
    /// An alarm is told, and no other laptop hears of it.
    ToldInSilence,
    /// An edit is taken back on the screen, and nowhere else.
    UndoneOnTheScreenOnly,
    /// What people type in the CRM is not looked at.
    BlindToTheCrm,
    /// Of a field's history only the last word is known.
    ShortMemory,
    /// Parts of a newer application are lost on the way.
    DropsUnknownParts,
    /// Events are lost on the way.
    DropsEvents,
    /// Each try has a key of its own.
    KeyPerTry,
    /// Fields that nobody touched are written, too.
    WritesEverything,
    /// The first page is taken for the last one.
    FirstPageOnly,
    /// What a lagging index tells is taken for new.
    OldIsNew,
    /// The laptop's own clock counts.
    TrustsItsOwnClock,
    /// A step does not say that its clock was not confirmed.
    BelievesAnyClock,
    /// Events leave a record for a file that was not read back.
    FileIsNotReadBack,
}

impl Bug {
    pub const ALL: [Self; 30] = [
        Self::NothingIsSaved,
        Self::FailedTryCountsAsSent,
        Self::CutOffCountsAsSent,
        Self::SentWhenClaimed,
        Self::NoteBeforeRecord,
        Self::RecordWithoutEntry,
        Self::EntryInASecondWrite,
        Self::LastWriteWins,
        Self::FirstWriteWins,
        Self::DecidesSilently,
        Self::KnowsTheFuture,
        Self::OldNameAfterRecovery,
        Self::CursorBeforePage,
        Self::JudgedTooSoon,
        Self::OneAlarmAtATime,
        Self::ToldAndNotMarked,
        Self::MissedAndNotTold,
        Self::ToldInSilence,
        Self::UndoneOnTheScreenOnly,
        Self::BlindToTheCrm,
        Self::ShortMemory,
        Self::DropsUnknownParts,
        Self::DropsEvents,
        Self::KeyPerTry,
        Self::WritesEverything,
        Self::FirstPageOnly,
        Self::OldIsNew,
        Self::TrustsItsOwnClock,
        Self::BelievesAnyClock,
        Self::FileIsNotReadBack,
    ];
}

impl fmt::Display for Bug {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self:?}")
    }
}
