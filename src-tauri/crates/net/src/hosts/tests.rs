#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

#[test]
fn a_customers_own_host_is_allowed_and_a_host_that_looks_like_it_is_not() {
    for address in [
        "https://acme.my.salesforce.com",
        "https://acme--uat.sandbox.my.salesforce.com",
        "https://acme-dev-ed.develop.my.salesforce.com",
        "https://acme.scratch.my.salesforce.com",
        "https://login.salesforce.com",
        "https://test.salesforce.com/",
        "https://api.hubapi.com",
    ] {
        assert_eq!(origin_within(address, Reach::Vendors).unwrap(), address.trim_end_matches('/'));
    }
    for address in [
        "https://my.salesforce.com.evil.test",
        "https://evil.test/.my.salesforce.com",
        "https://.my.salesforce.com",
        "https://a.b.my.salesforce.com",
        "https://evilmy.salesforce.com",
        "http://acme.my.salesforce.com",
        "https://acme.my.salesforce.com:8443",
        "https://acme.my.salesforce.com@evil.test",
    ] {
        assert!(origin_within(address, Reach::VendorsAndLoopback).is_err(), "{address}");
    }
}

#[test]
fn a_file_comes_from_the_vendors_hosts_for_files_and_from_here_where_the_crm_is_here() {
    let [crm, here] = ["https://api.hubapi.com", "http://127.0.0.1:4000"].map(|origin| Url::parse(origin).unwrap());
    for address in [
        "https://cdn2.hubspot.net/hubfs/1/a.json?Signature=x",
        "https://4711.fs1.hubspotusercontent-eu1.net/hubfs/4711/a.json",
    ] {
        assert!(file_address(address, &crm).is_ok(), "{address}");
    }
    assert!(file_address("http://127.0.0.1:4001/hubfs/1/2?Expires=3", &here).is_ok());
    for address in [
        "http://cdn2.hubspot.net/hubfs/1/a.json",
        "https://cdn2.hubspot.net:8443/a",
        "https://hubspot.net.evil.test/a",
        "https://evilhubspot.net/a",
        "https://me@cdn2.hubspot.net/a",
        "http://127.0.0.1:4001/hubfs/1/2",
        "file:///etc/passwd",
    ] {
        assert!(file_address(address, &crm).is_err(), "{address}");
    }
}

#[test]
fn this_machine_is_within_reach_only_where_that_was_said() {
    for address in ["http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"] {
        assert!(origin_within(address, Reach::Vendors).is_err(), "{address}");
        assert_eq!(origin_within(address, Reach::VendorsAndLoopback).unwrap(), address);
    }
}
