#![allow(clippy::unwrap_used)]
use super::*;

fn wish(arguments: &[&str]) -> Result<Wish, Failure> {
    read(&arguments.iter().map(|&argument| argument.to_owned()).collect::<Vec<_>>())
}

#[test]
fn a_screenshot_asks_for_a_virtual_display() {
    let wish = wish(&["--screenshot", "/tmp/window.png"]).unwrap();
    assert!(wish.virtual_display);
    assert_eq!(wish.screenshot, Some(PathBuf::from("/tmp/window.png")));
}

#[test]
fn what_the_workshop_does_not_know_goes_to_the_application() {
    let wish = wish(&["--workspace", "acme", "--data-dir", "/tmp/data", "--", "--virtual-display"]).unwrap();
    assert!(!wish.virtual_display);
    let arguments = application_arguments(&wish);
    assert_eq!(arguments, ["--data-dir", "/tmp/data", "--workspace", "acme", "--virtual-display"]);
}

#[test]
fn a_flag_without_its_value_is_refused() {
    assert!(wish(&["--data-dir"]).is_err_and(|failure| failure.message().contains("`--data-dir`")));
}
