use super::*;

fn ask(words: &str) -> Result<(u64, u64), Failure> {
    asked(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

#[test]
fn a_soak_goes_on_where_it_is_told_to() {
    assert!(ask("").is_ok_and(|asked| asked == (1, 100)));
    assert!(ask("--start 41 --kills 20").is_ok_and(|asked| asked == (41, 20)));
}

#[test]
fn what_a_soak_cannot_read_is_named() {
    for words in ["--kills", "--kills many", "--fast 1"] {
        let first = words.split_whitespace().next().unwrap_or_default();
        assert!(ask(words).is_err_and(|failure| failure.message().contains(first)), "{words}");
    }
}
