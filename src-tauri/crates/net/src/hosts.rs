//! Which hosts may be spoken to.

#[cfg(test)]
mod tests;

use crate::failure::Failure;
use reqwest::Url;

/// The vendors' own hosts.
const VENDORS: &[&str] = &["api.hubapi.com", "app.hubspot.com", "login.salesforce.com", "test.salesforce.com"];
/// What each customer's own host ends with; one name stands before it. Source: My Domain URL formats.
const MY_DOMAINS: &[&str] = &[
    ".my.salesforce.com",
    ".sandbox.my.salesforce.com",
    ".develop.my.salesforce.com",
    ".scratch.my.salesforce.com",
    ".trailblaze.my.salesforce.com",
    ".demo.my.salesforce.com",
    ".patch.my.salesforce.com",
    ".free.my.salesforce.com",
];

/// What the hosts end with from which HubSpot hands out private files, each under an address that ends soon.
const FILES: &[&str] = &[
    ".hubspot.com",
    ".hubspot.net",
    ".hubspotusercontent-na1.net",
    ".hubspotusercontent-na2.net",
    ".hubspotusercontent-na3.net",
    ".hubspotusercontent-eu1.net",
    ".hubspotusercontent-ap1.net",
    ".hubspotusercontent00.net",
    ".hubspotusercontent10.net",
    ".hubspotusercontent20.net",
    ".hubspotusercontent30.net",
    ".hubspotusercontent40.net",
];

/// Which hosts a workspace may speak to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The vendors' hosts, over HTTPS.
    Vendors,
    /// These and this machine: practice, or a profile that allows it.
    VendorsAndLoopback,
}

/// The origin of an address that a CRM or a profile told us, such as `https://acme.my.salesforce.com`.
///
/// # Errors
/// `Broken` where the text is no address, the host is not within reach, or the scheme is plain HTTP beyond this machine.
pub fn origin_within(text: &str, reach: Reach) -> Result<String, Failure> {
    let url = allowed_origin(text)?;
    if reach == Reach::Vendors && is_loopback(&url) {
        return Err(refused());
    }
    Ok(url.origin().ascii_serialization())
}

/// The origin of an allowed address.
///
/// # Errors
/// `Broken` where the text is no address, the host is not on the list, or the scheme is plain HTTP beyond this machine.
pub(crate) fn allowed_origin(text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).map_err(|_| Failure::broken("this is not an address of a CRM"))?;
    let plain_and_here = url.scheme() == "http" && is_loopback(&url);
    let secure_and_listed = url.scheme() == "https" && (is_loopback(&url) || is_listed(&url));
    if !(plain_and_here || secure_and_listed) || !url.username().is_empty() || url.password().is_some() {
        return Err(refused());
    }
    Ok(url)
}

/// The address of a file that the CRM at an origin told us: on the vendor's hosts for files, or here where the CRM is here.
///
/// # Errors
/// `Broken` for any other.
pub(crate) fn file_address(text: &str, crm: &Url) -> Result<Url, Failure> {
    let url = Url::parse(text).map_err(|_| Failure::broken("this is not an address of a file"))?;
    let host = url.host_str().unwrap_or_default();
    let is_on_files = FILES.iter().any(|ending| host.ends_with(ending));
    let is_listed = url.scheme() == "https" && url.port_or_known_default() == Some(443) && is_on_files;
    let is_named = !url.username().is_empty() || url.password().is_some();
    let both_here = is_loopback(crm) && is_loopback(&url);
    if is_named || !(is_listed || both_here) {
        return Err(refused());
    }
    Ok(url)
}

fn refused() -> Failure {
    Failure::broken("Changeover does not connect to this host")
}

/// True for this machine, by address or by its one reserved name.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_listed(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    url.port_or_known_default() == Some(443) && (VENDORS.contains(&host) || is_my_domain(host))
}

fn is_my_domain(host: &str) -> bool {
    let own = |ending: &&str| host.strip_suffix(*ending);
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    MY_DOMAINS.iter().filter_map(own).any(is_name)
}
