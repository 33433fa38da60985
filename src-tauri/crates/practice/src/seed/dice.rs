//! Deterministic chance: the same seed rolls the same company on every machine.

/// A stream of decisions.
///
/// SplitMix64 (Steele, Lea, Flood 2014): tiny, fast without optimisation, and the same for ever, which a seeded
/// company needs more than it needs secrets.
pub struct Dice(u64);

impl Dice {
    /// The stream of a seed and a purpose; streams of different purposes don't disturb each other.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut dice = Self(seed ^ purpose.wrapping_mul(0xd1b5_4a32_d192_ed03));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        let number = if n == 0 { 0 } else { self.next() % n };
        usize::try_from(number).unwrap_or_default()
    }

    /// A number between both ends, ends included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low).unwrap_or_default() + 1;
        low + i64::try_from(self.next() % span).unwrap_or_default()
    }

    /// True with a probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number from 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let number = (self.next() >> 11) as f64;
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
    pub fn some<T: Copy>(&mut self, things: &[T], count: usize) -> Vec<T> {
        let mut left: Vec<T> = things.to_vec();
        for place in 0..count.min(left.len()) {
            let other = place + self.below(left.len() - place);
            left.swap(place, other);
        }
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
