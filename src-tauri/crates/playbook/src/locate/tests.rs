use super::{Step, locate, path_text};

const TEXT: &str = "{\n  \"a\": [1, {\"b\": \"x\"}],\n  \"c\": {\"d\": null}\n}";

#[test]
fn a_value_is_found_by_line_and_column() {
    let key = |text: &str| Step::Key(text.to_owned());
    assert_eq!(locate(TEXT, &[key("a"), Step::At(1), key("b")]), (2, 18));
    assert_eq!(locate(TEXT, &[key("c"), key("d")]), (3, 14));
    assert_eq!(path_text(&[key("a"), Step::At(1), key("b")]), "a[1].b");
}

#[test]
fn a_path_that_ends_early_points_at_the_parent() {
    assert_eq!(locate(TEXT, &[Step::Key("a".into()), Step::At(7)]), (2, 8));
    assert_eq!(locate("", &[]), (1, 1));
}
