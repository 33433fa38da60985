use super::*;

#[test]
fn every_verb_is_found_by_its_name_and_says_what_it_does() {
    for verb in &VERBS {
        assert!(find(verb.name).is_some_and(|found| found.usage == verb.usage));
        assert!(verb.usage.starts_with(verb.name) && verb.line.len() > 10, "{}", verb.name);
    }
    assert!(find("fly").is_none());
}

#[test]
fn an_argument_too_many_is_refused_by_name() {
    let refused = no_arguments("dev", &["--fast".to_owned()]);
    assert!(refused.is_err_and(|failure| failure.message().contains("`--fast`")));
}
