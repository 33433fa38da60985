use super::proposed_name;
use domain::Person;

fn with(email: &str) -> Person {
    Person { id: "1".into(), user_id: None, name: String::new(), email: email.into(), teams: Vec::new(), active: true }
}

#[test]
fn a_workspace_is_named_after_the_customer_where_something_tells_the_name() {
    let named = |host: &str, email: &str| proposed_name(host, Some(&with(email)));
    assert_eq!(named("acme.my.salesforce.com", "jo@else.example").as_deref(), Some("Acme"));
    assert_eq!(named("acme--uat.sandbox.my.salesforce.com", "").as_deref(), Some("Acme--uat"));
    assert_eq!(named("api.hubapi.com", "jo@fieldway.example").as_deref(), Some("Fieldway"));
    assert_eq!(named("api.hubapi.com", "jo@mail.fieldway.co.uk"), None);
    assert_eq!(named("api.hubapi.com", "no address"), None);
    assert_eq!(proposed_name("api.hubapi.com", None), None);
}
