//! What the store does, by what a person or the CRM made it do. A row says what was there before, and which commits are
//! in the log that is cut.

use super::steps::Step::{self, *};
use crate::database::DataFile::{self, Cache, Journal};

pub struct Scenario {
    pub name: &'static str,
    /// The file whose log is cut; the other one is whole.
    pub file: DataFile,
    pub before: &'static [Step],
    pub steps: &'static [Step],
}

const fn journal(name: &'static str, before: &'static [Step], steps: &'static [Step]) -> Scenario {
    Scenario { name, file: Journal, before, steps }
}

const fn cache(name: &'static str, before: &'static [Step], steps: &'static [Step]) -> Scenario {
    Scenario { name, file: Cache, before, steps }
}

const ONE: Step = Edit("risks", "one", 1);
const TWO: Step = Edit("risks", "two", 2);

pub const EDITS: &[Scenario] = &[
    journal("the first edit", &[], &[ONE]),
    journal("a second edit renews the push that waits", &[ONE], &[TWO, Edit("why_bought", "price", 3)]),
    journal("an edit with note, task and alarms", &[ONE], &[EditAndMore(12)]),
    journal("a text of many pages", &[ONE], &[LongEdit(24), TWO]),
    journal("somebody else's text meets ours", &[ONE], &[Theirs("risks", "theirs", 9), TWO]),
    journal("undo", &[ONE, TWO], &[Undo(3), Undo(4)]),
    journal("redo", &[ONE, TWO, Undo(3), Undo(4)], &[Redo(5), Redo(6)]),
    journal("a new edit ends the redo", &[ONE, TWO, Undo(3)], &[Edit("risks", "three", 4)]),
    journal("an undo that was overtaken", &[ONE, Theirs("risks", "theirs", 9)], &[UndoOvertaken(10)]),
    journal("numbers of events between edits", &[ONE], &[EventId, TWO, EventId, EventId]),
];

pub const SENDING: &[Scenario] = &[
    journal("an entry of its own", &[], &[Enqueue("note"), Enqueue("other note")]),
    journal("a push is claimed and sent", &[ONE], &[Claim, Sent]),
    journal("an edit while its push is being sent", &[ONE, TWO], &[Claim, Edit("risks", "three", 3), Sent]),
    journal("a push that has to wait", &[ONE], &[Claim, Retry]),
    journal("a push that comes back finds a later one", &[ONE], &[Claim, TWO, Retry]),
    journal("a push that needs a person", &[ONE], &[Claim, Stuck]),
    journal("a stuck push is tried again", &[ONE, Claim, Stuck], &[Unstick, Claim, Sent]),
    journal("a stuck push is renewed by an edit", &[ONE, Claim, Stuck], &[TWO]),
    journal("an entry is given up", &[ONE, Enqueue("note")], &[Discard]),
    journal("a push that was cut off", &[ONE], &[Claim, Recover]),
];

pub const REST: &[Scenario] = &[
    journal("alarms of a first load", &[], &[Alarms(40), Alarm(41)]),
    journal("an alarm is handed over", &[Alarms(3)], &[HandOver, HandOver]),
    journal("alarms are seen", &[Alarms(6)], &[See, SeeAll]),
    journal("settings", &[Set("viewer", 1)], &[Set("viewer", 2), Set("offset", 3), Unset("viewer")]),
    journal("issues of an import", &[Issues(5)], &[Issues(120), ClearIssues]),
    journal("the sync log", &[Log("Online")], &[Log("1 change sent"), Log("Offline")]),
    journal(
        "a whole day",
        &[Alarms(2)],
        &[HandOver, EditAndMore(1), Claim, TWO, Sent, Undo(5), Claim, Stuck, See, EventId, Unstick, Log("Sent")],
    ),
];

pub const CACHE: &[Scenario] = &[
    cache("a page with its cursor", &[], &[Page(1)]),
    cache("page after page", &[Page(1)], &[Page(2), Page(3)]),
    cache("a deal is archived", &[Page(1)], &[Archive("d11"), CursorAlone]),
    cache("a call is deleted in the CRM", &[Page(1)], &[RemoveCall("call:d12")]),
    cache("the history of a status", &[Page(1)], &[Statuses(3), Statuses(4)]),
    cache("rows of the list", &[Page(1)], &[Rows(6, "s"), Rows(6, "m"), RemoveRow(2)]),
    cache("deals are marked and judged", &[Page(1)], &[MarkUnjudged, Rows(2, "s"), TakeMarksOff]),
    cache("an edit whose row follows", &[Page(1), ONE, Rows(3, "s")], &[Rows(4, "m")]),
];
