#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use serde_json::{Value, json};

fn acme() -> Profile {
    Profile {
        name: "Acme".to_owned(),
        crm: Vendor::HubSpot,
        login: "https://app.hubspot.com".to_owned(),
        client_id: "6f1d".to_owned(),
        ports: vec![1717, 1718],
        loopback: false,
        playbook: Some(PlaybookSource { source: "acme/playbook".to_owned(), signers: vec!["key-1".to_owned()] }),
        fields: BTreeMap::new(),
    }
}

fn sealed() -> ProfileFile {
    ProfileFile::new(acme(), Some((&Secret::new("s3cret-of-the-app"), &Secret::new("four words nobody guesses"))))
        .unwrap()
}

fn changed(change: impl Fn(&mut Value)) -> Result<ProfileFile, ProfileError> {
    let mut value: Value = serde_json::from_slice(&sealed().write()).unwrap();
    change(&mut value);
    ProfileFile::read(&serde_json::to_vec(&value).unwrap())
}

#[test]
fn what_an_admin_writes_a_rep_reads() {
    let read = ProfileFile::read(&sealed().write()).unwrap();
    assert_eq!(read.profile, acme());
    let secret = read.unseal(&Secret::new("four words nobody guesses")).unwrap().unwrap();
    assert_eq!(secret.reveal(), "s3cret-of-the-app");
    let plain = ProfileFile::new(acme(), None).unwrap();
    assert_eq!(ProfileFile::read(&plain.write()).unwrap().unseal(&Secret::new("x")), Ok(None));
}

#[test]
fn the_secret_is_in_no_byte_of_the_file_and_two_files_have_two_boxes() {
    let (one, other) = (sealed().write(), sealed().write());
    assert!(!String::from_utf8_lossy(&one).contains("s3cret"));
    assert_ne!(one, other);
    assert!(!format!("{:?}", sealed()).contains("s3cret"));
}

#[test]
fn another_passphrase_opens_nothing_and_a_short_one_closes_nothing() {
    assert_eq!(sealed().unseal(&Secret::new("four words everybody guesses")), Err(ProfileError::WrongPassphrase));
    let short = ProfileFile::new(acme(), Some((&Secret::new("s"), &Secret::new("short"))));
    assert_eq!(short.unwrap_err(), ProfileError::ShortPassphrase { least: 12 });
}

#[test]
fn a_file_that_was_changed_is_refused() {
    let damaged = ProfileError::Damaged;
    assert_eq!(changed(|file| file["profile"]["client_id"] = json!("other")).unwrap_err(), damaged);
    assert_eq!(changed(|file| file["profile"]["extra"] = json!(1)).unwrap_err(), damaged);
    assert_eq!(changed(|file| file["checksum"] = json!("")).unwrap_err(), damaged);
    assert_eq!(changed(|file| file["secret"]["text"] = json!("AAAA")).unwrap_err(), damaged);
}

#[test]
fn a_box_that_was_moved_into_another_profile_does_not_open() {
    let mut forged = sealed();
    forged.profile.client_id = "attacker".to_owned();
    let read = ProfileFile::read(&forged.write()).unwrap();
    assert_eq!(read.unseal(&Secret::new("four words nobody guesses")), Err(ProfileError::WrongPassphrase));
}

#[test]
fn fields_of_the_company_travel_in_a_profile_that_an_older_application_refuses() {
    let plain = serde_json::from_slice::<Value>(&sealed().write()).unwrap();
    assert_eq!(plain["version"], json!(1), "what an older application can read is written as it knows it");
    assert_eq!(plain["profile"].get("fields"), None);
    let fields = BTreeMap::from([("risks".to_owned(), "Deal_Risks__c".to_owned())]);
    let own = Profile { fields, ..acme() };
    let written = ProfileFile::new(own.clone(), None).unwrap().write();
    assert_eq!(serde_json::from_slice::<Value>(&written).unwrap()["version"], json!(2));
    assert_eq!(ProfileFile::read(&written).unwrap().profile, own);
}

#[test]
fn a_newer_profile_and_what_is_none_are_told_apart() {
    assert_eq!(changed(|file| file["version"] = json!(3)).unwrap_err(), ProfileError::Newer { version: 3 });
    for other in ["", "{}", "[]", "PK\u{3}\u{4}", "{\"format\":\"x\"}"] {
        assert_eq!(ProfileFile::read(other.as_bytes()).unwrap_err(), ProfileError::NotAProfile, "{other}");
    }
    assert_eq!(ProfileFile::read(&vec![b' '; LONGEST + 1]).unwrap_err(), ProfileError::NotAProfile);
}

#[test]
fn a_profile_leads_to_the_vendors_hosts_and_to_this_machine_only_where_it_says_so() {
    let leads = |login: &str, loopback| {
        ProfileFile::new(Profile { login: login.to_owned(), loopback, ..acme() }, None).map(|_| ())
    };
    let foreign = Err(ProfileError::ForeignHost { vendor: "HubSpot" });
    assert_eq!(leads("https://evil.test", true), foreign);
    assert_eq!(leads("http://127.0.0.1:4000", false), foreign);
    assert_eq!(leads("http://127.0.0.1:4000", true), Ok(()));
}

#[test]
fn a_link_says_what_the_file_says() {
    let link = sealed().link();
    let read = ProfileFile::read_link(&format!(" {link}/\n")).unwrap();
    assert_eq!(read.profile, acme());
    assert!(read.is_sealed());
    assert!(!link.contains("s3cret"));
    assert!(link.len() < 2000, "{} characters are too many for a link", link.len());
    assert!(link.chars().all(|letter| letter.is_ascii_alphanumeric() || ":/-_".contains(letter)), "{link}");
}

#[test]
fn a_link_that_was_cut_off_or_leads_elsewhere_is_refused() {
    let link = sealed().link();
    let refused = |link: &str| ProfileFile::read_link(link).unwrap_err();
    for odd in [
        "changeover://profile/",
        "changeover://handoff/1",
        "https://example.com",
        "changeover://profile/%%",
        &link[..99],
    ] {
        assert_eq!(refused(odd), ProfileError::NotALink, "{odd}");
    }
    assert_eq!(refused(&format!("changeover://profile/{}", "A".repeat(100_000))), ProfileError::NotALink);
    let elsewhere =
        ProfileFile { profile: Profile { login: "https://hubspot.evil.example".to_owned(), ..acme() }, sealed: None };
    assert_eq!(refused(&elsewhere.link()), ProfileError::ForeignHost { vendor: "HubSpot" });
}
