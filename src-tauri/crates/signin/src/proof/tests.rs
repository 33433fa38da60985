use super::*;

#[test]
fn the_challenge_is_that_of_the_standard() {
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(challenge_of(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

#[test]
fn two_transactions_share_nothing_and_show_nothing() {
    let (one, other) = (Proof::new(), Proof::new());
    assert_ne!(one.state(), other.state());
    assert_ne!(one.verifier().reveal(), one.state());
    assert!((43..=128).contains(&one.verifier().reveal().len()));
    assert!(!format!("{one:?}").contains(one.verifier().reveal()));
}
