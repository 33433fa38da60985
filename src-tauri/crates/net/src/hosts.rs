//! Which hosts may be spoken to.

use crate::failure::Failure;
use reqwest::Url;

/// Hosts beyond this machine. Everything else is refused before a connection is made.
const ALLOWED: &[&str] = &["api.hubapi.com"];

/// The origin of an allowed address.
///
/// # Errors
/// `Broken` where the text is no address, the host is not on the list, or the scheme is plain HTTP beyond this machine.
pub(crate) fn allowed_origin(text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).map_err(|_| Failure::broken("this is not an address of a CRM"))?;
    let plain_and_here = url.scheme() == "http" && is_loopback(&url);
    let secure_and_listed = url.scheme() == "https" && (is_loopback(&url) || is_listed(&url));
    if !(plain_and_here || secure_and_listed) || !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::broken("Changeover does not connect to this host"));
    }
    Ok(url)
}

/// True for this machine, by address or by its one reserved name.
pub(crate) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn is_listed(url: &Url) -> bool {
    url.port_or_known_default() == Some(443) && url.host_str().is_some_and(|host| ALLOWED.contains(&host))
}
