use super::RecordId;

#[test]
fn an_id_comes_back_from_15_and_from_18_characters() {
    for number in [0, 1, 61, 62, 21_000_000_417, 13_537_086_546_263_551] {
        let id = RecordId::new("006", number);
        assert_eq!(RecordId::parse(&id.short()), Some(id));
        assert_eq!(RecordId::parse(&id.to_string()), Some(id));
    }
}

#[test]
fn a_spreadsheet_that_loses_the_case_of_18_characters_loses_nothing() {
    let id = RecordId::new("00Q", 21_000_000_417);
    assert_eq!(RecordId::parse(&id.to_string().to_lowercase()), Some(id));
    assert_eq!(RecordId::parse(&id.to_string().to_uppercase()), Some(id));
}

/// The example in the vendor's own description of the suffix.
#[test]
fn the_suffix_says_which_characters_are_capitals() {
    assert_eq!(super::capitals(b"a0Bcd"), 0b00100);
    assert_eq!(char::from(super::SUFFIX[super::capitals(b"ABCDE")]), '5');
}

#[test]
fn what_is_no_id_is_none() {
    for text in ["", "006", "006gL0000", "006xx000000000A", "006gL000000000!", "006gL000000000AAA1"] {
        assert_eq!(RecordId::parse(text), None, "{text}");
    }
}
