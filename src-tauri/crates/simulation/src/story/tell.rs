//! A story in plain words.

use super::{FIELDS, STAGES, STATUSES, Step, Story};
use crate::org;
use crate::time::at;
use std::fmt;

impl fmt::Display for Story {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (laptop, person) in self.people.iter().enumerate() {
            writeln!(formatter, "laptop {} belongs to {}", laptop + 1, name(*person))?;
        }
        writeln!(formatter, "it begins on {}", at(self.beginning))?;
        if let Some(room) = self.room {
            writeln!(formatter, "the CRM takes records of {room} characters")?;
        }
        for (number, step) in self.steps.iter().enumerate() {
            writeln!(formatter, "{:>4}. {step}", number + 1)?;
        }
        Ok(())
    }
}

fn name(person: usize) -> String {
    org::people().get(person).map(|person| person.name.clone()).unwrap_or_default()
}

impl fmt::Display for Step {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let l = |laptop: &usize| format!("laptop {}", laptop + 1);
        let d = |deal: &usize| format!("deal d{}", deal + 1);
        let f = |field: &usize| FIELDS.get(*field).copied().unwrap_or_default();
        match self {
            Self::Wait(span) => write!(to, "{} s pass", span.num_seconds()),
            Self::Round(laptop) => write!(to, "{} begins a round", l(laptop)),
            Self::GoOn(laptop, gates) => write!(to, "{} goes on past {gates} gates", l(laptop)),
            Self::UpToWrite(laptop, writes) => write!(to, "{} goes on up to its write number {writes}", l(laptop)),
            Self::UpToFile(laptop, gates) => write!(to, "{} goes on up to gate {gates} of its files", l(laptop)),
            Self::GoesWrong(laptop, fault) => write!(to, "{}: {fault}", l(laptop)),
            Self::PersonGoesOn(laptop, gates) => write!(to, "the person at {} goes on past {gates} gates", l(laptop)),
            Self::PersonFails(laptop, fault) => write!(to, "the person at {}: {fault}", l(laptop)),
            Self::Kill(laptop) => write!(to, "{} is killed and started again", l(laptop)),
            Self::Edit { laptop, deal, field } => write!(to, "{}: edits `{}` of {}", l(laptop), f(field), d(deal)),
            Self::AddRow { laptop, deal } => write!(to, "{}: adds a promise to {}", l(laptop), d(deal)),
            Self::EditRow { laptop, deal, row } => {
                write!(to, "{}: edits promise {} of {}", l(laptop), row + 1, d(deal))
            }
            Self::RemoveRow { laptop, deal, row } => {
                write!(to, "{}: removes promise {} of {}", l(laptop), row + 1, d(deal))
            }
            Self::Decide { laptop, deal } => write!(to, "{}: decides a conflict of {}", l(laptop), d(deal)),
            Self::Undo { laptop, deal } => write!(to, "{}: takes the last edit of {} back", l(laptop), d(deal)),
            Self::Redo { laptop, deal } => write!(to, "{}: makes an edit of {} again", l(laptop), d(deal)),
            Self::Submit { laptop, deal } => write!(to, "{}: submits {}", l(laptop), d(deal)),
            Self::TypeInCrm { user, deal, field } => {
                write!(to, "{} types into `{}` of {} in the CRM", name(*user), f(field), d(deal))
            }
            Self::Status { user, deal, status } => {
                write!(to, "{} sets the status of {} to `{}` in the CRM", name(*user), d(deal), STATUSES[*status % 2])
            }
            Self::Stage { user, deal, stage } => {
                write!(to, "{} moves {} to the stage `{}`", name(*user), d(deal), STAGES[*stage % 3])
            }
            Self::Reassign { deal, owner } => write!(to, "{} is given to {}", d(deal), name(*owner)),
            Self::Delete { deal } => write!(to, "{} is deleted in the CRM", d(deal)),
            Self::Merge { deal, into } => write!(to, "{} is merged into {}", d(deal), d(into)),
            Self::Schema { removed: true } => write!(to, "an admin removes `{}` from the CRM", FIELDS[0]),
            Self::Schema { removed: false } => write!(to, "an admin puts `{}` back", FIELDS[0]),
            Self::Lag(changes) => write!(to, "the CRM's index lags {changes} changes behind"),
            Self::Unplug(laptop) => write!(to, "{} goes offline", l(laptop)),
            Self::Plug(laptop) => write!(to, "{} is online again", l(laptop)),
            Self::SignOut(laptop) => write!(to, "the sign-in of {} is revoked", l(laptop)),
            Self::GiveUp(laptop) => write!(to, "the person at {} discards what was not sent", l(laptop)),
            Self::SignIn(laptop) => write!(to, "somebody signs in on {}", l(laptop)),
            Self::SetClock(laptop, wrong) => {
                write!(to, "the clock of {} is {} min wrong", l(laptop), wrong.num_minutes())
            }
            Self::LoseCache(laptop) => write!(to, "the cache of {} is damaged", l(laptop)),
            Self::RecoverJournal(laptop) => write!(to, "the journal of {} is recovered under another name", l(laptop)),
            Self::Update(laptop) => write!(to, "{} gets a newer version of the application", l(laptop)),
        }
    }
}
