//! A browser for tests: it asks plainly, follows nothing, and fills the form of a consent page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came back.
pub(crate) struct Seen {
    pub status: u16,
    pub location: Option<String>,
    pub text: String,
}

pub(crate) async fn get(address: &str) -> Seen {
    ask("GET", address, "").await
}

/// Answers a consent page for the first person on it. Gives the address that the page leads back to.
pub(crate) async fn decide(address: &str, decision: &str) -> String {
    let page = get(address).await.text;
    let between = |from: &str, to: &str| page.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let origin = address.split('/').take(3).collect::<Vec<_>>().join("/");
    let action = format!("{origin}{}", between("action=\"", "\""));
    let form = form_urlencoded::Serializer::new(String::new())
        .append_pair("ticket", &between("name=\"ticket\" value=\"", "\""))
        .append_pair("user", &between("option value=\"", "\""))
        .append_pair("decision", decision)
        .finish();
    ask("POST", &action, &form).await.location.expect("a way back")
}

async fn ask(method: &str, address: &str, body: &str) -> Seen {
    let rest = address.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let header = |name: &str| {
        let found = text.lines().find(|line| line.to_lowercase().starts_with(name))?;
        Some(found[name.len()..].trim().to_owned())
    };
    Seen { status: text[9..12].parse().unwrap(), location: header("location:"), text: text.clone() }
}
