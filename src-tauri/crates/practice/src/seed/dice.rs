//! Deterministic chance: the same seed rolls the same company on every machine.

use rand::Rng;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// A stream of decisions.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a seed and a purpose; streams of different purposes don't disturb each other.
    pub fn new(seed: u64, purpose: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ purpose))
    }

    /// A number from 0 up to, not including, `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        let number = if n == 0 { 0 } else { self.0.next_u64() % n };
        usize::try_from(number).unwrap_or_default()
    }

    /// A number between both ends, ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or_default() + 1;
        low + i64::try_from(self.0.next_u64() % span).unwrap_or_default()
    }

    /// True with a probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let number = (self.0.next_u64() >> 11) as f64;
        number / 9_007_199_254_740_992.0
    }

    /// One of several things.
    pub fn pick<'a, T: ?Sized>(&mut self, things: &'a [&'a T]) -> &'a T {
        things[self.below(things.len())]
    }

    /// One of several things, by reference.
    pub fn one_of<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// Some different things, in a random order.
    pub fn some<'a, T: ?Sized>(&mut self, things: &'a [&'a T], count: usize) -> Vec<&'a T> {
        let mut left: Vec<&T> = things.to_vec();
        self.shuffle(&mut left);
        left.truncate(count);
        left
    }

    /// Puts things into a random order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }
}
