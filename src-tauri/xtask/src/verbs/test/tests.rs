use super::*;

fn chosen(names: &[&str]) -> Result<Vec<&'static str>, Failure> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    Ok(choose(&names)?.iter().map(|layer| layer.name).collect())
}

#[test]
fn without_a_name_all_layers_run_from_the_fastest_to_the_slowest() {
    assert_eq!(chosen(&[]), Ok(vec!["lint", "rooms", "journeys", "simulation", "crash", "ui", "window"]));
}

#[test]
fn named_layers_run_in_the_usual_order() {
    assert_eq!(chosen(&["window", "lint"]), Ok(vec!["lint", "window"]));
}

#[test]
fn an_unknown_layer_is_refused_by_name() {
    assert!(chosen(&["windows"]).is_err_and(|failure| failure.message().contains("`windows`")));
}
