#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Text {
    text: String,
}

fn say(text: &str) -> Text {
    Text { text: text.to_owned() }
}

/// A register with what its copy has seen.
#[derive(Debug, Clone, Default, PartialEq)]
struct Copy {
    register: Register<Text>,
    seen: Seen,
}

impl Copy {
    fn write(&mut self, dot: &Dot, text: &str) {
        self.register.write(dot, say(text), |_| true);
        self.seen.add(dot);
    }

    fn merge(&self, other: &Self) -> Self {
        let register = self.register.merge(&self.seen, &other.register, &other.seen);
        let mut seen = self.seen.clone();
        seen.join(&other.seen);
        Self { register, seen }
    }

    fn texts(&self) -> Vec<&str> {
        self.register.versions.iter().map(|version| version.what.text.as_str()).collect()
    }
}

#[test]
fn a_write_replaces_what_was_seen_and_two_at_once_are_both_kept() {
    let mut ada = Copy::default();
    ada.write(&Dot::new("ada", 1), "May");
    let mut bo = ada.clone();
    ada.write(&Dot::new("ada", 2), "June");
    bo.write(&Dot::new("bo", 1), "July");
    let mut both = ada.merge(&bo);
    assert_eq!(both.texts(), ["June", "July"]);
    both.write(&Dot::new("ada", 3), "June or July");
    assert_eq!(both.merge(&bo).merge(&ada).texts(), ["June or July"]);
}

#[test]
fn a_version_that_the_author_did_not_see_stays_beside_the_write() {
    let mut ada = Copy::default();
    ada.write(&Dot::new("bo", 1), "July");
    ada.register.write(&Dot::new("ada", 1), say("June"), |seen| seen.what.text == "May");
    assert_eq!(ada.texts(), ["June", "July"]);
}

#[test]
fn what_one_copy_replaced_does_not_come_back_from_another() {
    let mut ada = Copy::default();
    ada.write(&Dot::new("ada", 1), "May");
    let old = ada.clone();
    ada.write(&Dot::new("ada", 2), "");
    assert_eq!(ada.merge(&old).texts(), [""]);
    assert_eq!(old.merge(&ada).texts(), [""]);
}

#[test]
fn a_register_reads_back_as_it_was_written() {
    let mut ada = Copy::default();
    ada.write(&Dot::new("ada", 1), "May");
    let json = serde_json::to_string(&ada.register).unwrap();
    assert_eq!(json, r#"[{"dot":{"by":"ada","n":1},"text":"May"}]"#);
    assert_eq!(serde_json::from_str::<Register<Text>>(&json).unwrap(), ada.register);
    assert_eq!(serde_json::to_string(&ada.seen).unwrap(), r#"{"ada":1}"#);
}

/// What one of three copies does next.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, String),
    /// The first takes over what the second has.
    Take(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let write = (0..3_usize, "[a-c]").prop_map(|(who, text)| Step::Write(who, text));
    let take = (0..3_usize, 0..3_usize).prop_map(|(who, from)| Step::Take(who, from));
    prop::collection::vec(prop_oneof![write, take], 0..20)
}

/// Three copies after some steps.
fn world(steps: &[Step]) -> Vec<Copy> {
    let mut copies = vec![Copy::default(); 3];
    let mut counters = [0_u64; 3];
    for step in steps {
        match step {
            Step::Write(who, text) => {
                counters[*who] += 1;
                copies[*who].write(&Dot::new(&format!("r{who}"), counters[*who]), text);
            }
            Step::Take(who, from) => copies[*who] = copies[*who].merge(&copies[*from]),
        }
    }
    copies
}

proptest! {
    #[test]
    fn merging_is_commutative_associative_and_idempotent(steps in steps()) {
        let copies = world(&steps);
        let (a, b, c) = (&copies[0], &copies[1], &copies[2]);
        prop_assert_eq!(a.merge(b), b.merge(a));
        prop_assert_eq!(a.merge(b).merge(c), a.merge(&b.merge(c)));
        prop_assert_eq!(&a.merge(a), a);
        prop_assert_eq!(a.merge(b).merge(b), a.merge(b));
    }

    #[test]
    fn a_write_that_nobody_replaced_is_there_in_the_end(steps in steps()) {
        let copies = world(&steps);
        let all = copies.iter().fold(Copy::default(), |all, copy| all.merge(copy));
        for dot in copies.iter().flat_map(|copy| &copy.register.versions).map(|version| &version.dot) {
            let replaced = copies.iter().any(|other| other.seen.has(dot) && !other.register.holds(dot));
            prop_assert_eq!(all.register.holds(dot), !replaced);
        }
    }
}

#[test]
fn of_two_writes_under_one_name_every_copy_keeps_the_same() {
    let (mut ada, mut bo) = (Copy::default(), Copy::default());
    ada.write(&Dot::new("copied", 1), "May");
    bo.write(&Dot::new("copied", 1), "June");
    assert_eq!(ada.merge(&bo).texts(), ["May"]);
    assert_eq!(bo.merge(&ada).texts(), ["May"]);
}
