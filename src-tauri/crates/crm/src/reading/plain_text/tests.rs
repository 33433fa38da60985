#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

#[test]
fn paragraphs_become_lines_and_tags_go() {
    let html = "<div><p>Wants <b>go-live</b> by 1&nbsp;March</p><ul><li>SSO</li><li>SAP &amp; Jira</li></ul></div>";
    assert_eq!(plain_text(html), "Wants go-live by 1 March\nSSO\nSAP & Jira");
}

#[test]
fn scripts_and_styles_leave_nothing_behind() {
    let html = "before<script>alert('</p>')</SCRIPT ><style>p{}</style><!-- hidden -->after";
    assert_eq!(plain_text(html), "beforeafter");
    assert_eq!(plain_text("a<script>never closed"), "a");
}

#[test]
fn a_tag_hidden_in_entities_stays_text() {
    assert_eq!(plain_text("&lt;img src=x onerror=alert(1)&gt;"), "<img src=x onerror=alert(1)>");
}

#[test]
fn comparison_signs_and_stray_ampersands_are_kept() {
    assert_eq!(plain_text("5 < 6 & 7 > 2 &c; AT&T <3"), "5 < 6 & 7 > 2 &c; AT&T <3");
}

#[test]
fn a_quoted_attribute_can_hold_the_end_of_a_tag() {
    assert_eq!(plain_text("<a title=\"a > b\" href='#'>link</a>"), "link");
    assert_eq!(plain_text("<a title=\"open>text"), "text");
}

#[test]
fn other_scripts_and_emoji_survive_and_control_characters_do_not() {
    assert_eq!(plain_text("<p>שלום 🎉\u{0}\u{1b}[31m &#128512; &#x41;</p>"), "שלום 🎉[31m 😀 A");
}

#[test]
fn rich_text_escapes_what_plain_text_resolves() {
    let text = "5 < 6 & \"x\"\n<b>second</b> line";
    assert_eq!(plain_text(&rich_text(text)), text);
}

proptest! {
    #[test]
    fn no_input_panics_or_leaves_a_control_character(text in any::<String>()) {
        let plain = plain_text(&text);
        prop_assert!(plain.chars().all(|character| !character.is_control() || character == '\n' || character == '\t'));
    }

    #[test]
    fn soup_of_markup_never_panics(text in "[<>&;/!a-z\"'\\- #x0-9é]{0,80}") {
        plain_text(&text);
    }
}
