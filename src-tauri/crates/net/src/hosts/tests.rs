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
fn this_machine_is_within_reach_only_where_that_was_said() {
    for address in ["http://127.0.0.1:4000", "http://localhost:4000", "http://[::1]:4000"] {
        assert!(origin_within(address, Reach::Vendors).is_err(), "{address}");
        assert_eq!(origin_within(address, Reach::VendorsAndLoopback).unwrap(), address);
    }
}
