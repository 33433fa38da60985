//! A tiny HTTP client: one connection for each request, so that a cut connection is seen as such.

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    /// The body as it came.
    pub text: String,
    /// The body as JSON, null where it is none.
    pub body: Value,
}

impl Answer {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

/// Talks to one server with one token.
#[derive(Clone)]
pub struct Client {
    pub address: String,
    /// What the `Host` header says; the address, for an honest client.
    pub host: String,
    pub token: String,
}

impl Client {
    /// A client for a running practice CRM.
    pub fn of(running: &practice::Running) -> Self {
        let address = running.base_url().trim_start_matches("http://");
        Self { address: address.to_owned(), host: address.to_owned(), token: running.token().to_owned() }
    }

    /// Sends a request with extra header lines; `None` when no answer came.
    pub async fn try_send(&self, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
        let headers = format!("content-type: application/json\r\n{headers}");
        self.try_typed(method, path, &headers, body).await
    }

    /// The same where the headers say the type of the body.
    async fn try_typed(&self, method: &str, path: &str, headers: &str, body: &str) -> Option<Answer> {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let (host, token, length) = (&self.host, &self.token, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {token}\r\n\
             content-length: {length}\r\nconnection: close\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.ok()?;
        let text = String::from_utf8(answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n")?;
        Some(Answer {
            status: head.split(' ').nth(1)?.parse().ok()?,
            head: head.to_owned(),
            body: serde_json::from_str(body).unwrap_or(Value::Null),
            text: body.to_owned(),
        })
    }

    /// Sends a request that must be answered.
    pub async fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        let text = if body.is_null() { String::new() } else { body.to_string() };
        self.try_send(method, path, "", &text).await.expect("an answer")
    }

    /// Sends a form, as a browser or a token request does.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.try_send("POST", path, "", &body).await.expect("an answer")
    }

    /// Uploads a private file.
    pub async fn upload(&self, name: &str, content: &str) -> Answer {
        let part = |what: &str, text: &str| format!("--b\r\nContent-Disposition: form-data; {what}\r\n\r\n{text}\r\n");
        let file = part(&format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/json"), content);
        let options = part("name=\"options\"", "{\"access\":\"PRIVATE\"}");
        let body = format!("{file}{}{options}--b--\r\n", part("name=\"folderPath\"", "/x"));
        let headers = "content-type: multipart/form-data; boundary=b\r\n";
        self.try_typed("POST", "/files/v3/files", headers, &body).await.expect("an answer")
    }

    /// `GET`
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &Value::Null).await
    }

    /// `POST`
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, &body).await
    }
}
