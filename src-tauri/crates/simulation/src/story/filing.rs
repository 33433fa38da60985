//! The part of a story in which a record runs out of room.

use super::{Dice, Plot, Step};
use crate::fault::Fault;
use chrono::TimeDelta;

impl Dice {
    /// In every fourth story the CRM takes short records only: so many characters.
    pub(super) fn room(&mut self) -> Option<usize> {
        let rooms = [1_500, 2_000, 2_500];
        let room = rooms[self.below(rooms.len())];
        (self.below(4) == 0).then_some(room)
    }

    /// Half of these stories end with a laptop that edits one field until events must move, and is killed, or meets a fault,
    /// on the way of their file.
    pub(super) fn filing(&mut self, plot: &Plot) -> Vec<Step> {
        if self.below(2) == 0 {
            return Vec::new();
        }
        let (laptop, deal, field) = (self.below(plot.laptops), self.below(plot.deals), self.below(2));
        let mut steps = vec![Step::GoOn(laptop, 400), Step::Round(laptop), Step::GoOn(laptop, 400)];
        for _ in 0..2 + self.below(4) {
            steps.extend([Step::Edit { laptop, deal, field }, Step::PersonGoesOn(laptop, 40)]);
        }
        let gates = 1 + u32::try_from(self.below(4)).unwrap_or_default();
        steps.extend([Step::Wait(TimeDelta::minutes(2)), Step::Round(laptop), Step::UpToFile(laptop, gates)]);
        let fault = Fault::ALL[self.below(Fault::ALL.len())];
        steps.push(self.either(Step::Kill(laptop), Step::GoesWrong(laptop, fault)));
        steps
    }
}
