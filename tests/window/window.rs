//! The real window, driven by WebDriver.

use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than any screen takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(40);

/// Width and height of the window, in pixels.
const SIZE: (u32, u32) = (1280, 820);

pub struct Window {
    pub client: Client,
    driver: Child,
    data: PathBuf,
}

/// Where the window's practice CRM answers, as environment variables.
pub struct Practice<'a> {
    pub base_url: &'a str,
    pub token: &'a str,
}

impl Window {
    /// Starts the application on a data folder and waits until its first screen stands.
    pub async fn open(data: &Path, practice: Option<Practice<'_>>) -> Self {
        Self::open_with(data, practice, &[]).await
    }

    /// The same, with more in its environment. Other windows of other tests may stand beside it.
    pub async fn open_with(data: &Path, practice: Option<Practice<'_>>, more: &[(&str, OsString)]) -> Self {
        let more: Vec<_> = more.iter().cloned().chain([("CHANGEOVER_MANY", OsString::from("1"))]).collect();
        Self::open_alone(data, practice, &more).await
    }

    /// As a person opens it: a second start finds the window that is there.
    pub async fn open_alone(data: &Path, practice: Option<Practice<'_>>, more: &[(&str, OsString)]) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(variable("TAURI_DRIVER"));
        command
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .env("CHANGEOVER_DATA_DIR", data)
            .envs(more.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .process_group(0);
        if let Some(practice) = practice {
            command.env("CHANGEOVER_PRACTICE_URL", practice.base_url).env("CHANGEOVER_PRACTICE_TOKEN", practice.token);
        }
        let driver = command.spawn().expect("tauri-driver starts");
        let client = connect(port).await;
        client.set_window_rect(0, 0, SIZE.0, SIZE.1).await.expect("a window size");
        let window = Self { client, driver, data: data.to_owned() };
        window.find("nav-today").await;
        window
    }

    /// Waits until the first load is done and everything is sent.
    pub async fn loaded(&self) {
        let started = Instant::now();
        while self.call("list_handoffs", json!({"scope": "all", "limit": 1})).await["total"] == 0 {
            assert!(started.elapsed() < PATIENCE, "nothing was loaded");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        self.until(
            "return document.querySelector('[data-testid=sync-sentence]')?.innerText.includes('All in the CRM')",
        )
        .await;
    }

    /// From now on errors of the page are kept; see [`Window::errors`].
    pub async fn keep_errors(&self) {
        let body = "window.kept = [];
            const keep = (what) => window.kept.push(String(what?.stack ?? what));
            window.addEventListener('error', (event) => keep(event.error ?? event.message));
            window.addEventListener('unhandledrejection', (event) => keep(event.reason));";
        self.script(body).await;
    }

    /// What went wrong in the page since the last call.
    pub async fn errors(&self) -> Vec<String> {
        let kept = self.script("const kept = window.kept ?? []; window.kept = []; return kept").await;
        kept.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The element with this test id, once it is there.
    pub async fn find(&self, testid: &str) -> Element {
        self.css(&format!("[data-testid=\"{testid}\"]")).await
    }

    /// The first element that a selector finds, once it is there.
    pub async fn css(&self, selector: &str) -> Element {
        let started = Instant::now();
        loop {
            match self.client.find(Locator::Css(selector)).await {
                Ok(element) => return element,
                Err(error) if !error.is_no_such_element() || started.elapsed() > PATIENCE => {
                    panic!("`{selector}`: {error}\n{}", self.text().await)
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(60)).await,
            }
        }
    }

    /// Clicks the element with this test id, wherever on the page it is; tries again while it is being replaced.
    pub async fn click(&self, testid: &str) {
        let started = Instant::now();
        loop {
            let element = self.find(testid).await;
            let bring = "arguments[0].closest('details')?.setAttribute('open', ''); arguments[0].scrollIntoView({ block: 'center' }); arguments[0].click()";
            match self.client.execute(bring, vec![serde_json::to_value(&element).expect("a reference")]).await {
                Ok(_) => return,
                Err(error) if started.elapsed() > PATIENCE => panic!("`{testid}` can't be clicked: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(80)).await,
            }
        }
    }

    /// Replaces the text of an element.
    pub async fn write(&self, element: &Element, text: &str) {
        let started = Instant::now();
        while !self.select_all(element).await.is_empty() {
            assert!(started.elapsed() < PATIENCE, "the old text stays");
            element.send_keys(&char::from(Key::Backspace).to_string()).await.expect("it takes keys");
        }
        element.send_keys(text).await.expect("it takes text");
    }

    /// Selects what stands in an element, and says it. A section that has just opened may still take the focus away,
    /// and the selection with it.
    async fn select_all(&self, element: &Element) -> String {
        let body = "const [field] = arguments; field.closest('details')?.setAttribute('open', '');
            field.scrollIntoView({ block: 'center' }); field.focus(); field.select(); return field.value";
        let element = serde_json::to_value(element).expect("a reference");
        let value = self.client.execute(body, vec![element]).await.expect("it can be focused");
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Puts a text into a field in one go.
    pub async fn paste(&self, testid: &str, text: &str) {
        let body = "const field = document.querySelector(`[data-testid=${arguments[0]}]`);
            field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.client.execute(body, vec![json!(testid), json!(text)]).await.expect("it takes a text");
    }

    /// Everything that can be read in the window.
    pub async fn text(&self) -> String {
        self.script("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a function body in the page.
    pub async fn script(&self, body: &str) -> Value {
        self.client.execute(body, Vec::new()).await.expect("the script runs")
    }

    /// Waits until a function body gives something true.
    pub async fn until(&self, body: &str) -> Value {
        let started = Instant::now();
        loop {
            let value = self.script(body).await;
            if !matches!(value, Value::Null | Value::Bool(false)) {
                return value;
            }
            assert!(started.elapsed() < PATIENCE, "never true: {body}\n{}", self.text().await);
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Waits until this can be read somewhere.
    pub async fn until_text(&self, text: &str) {
        self.until(&format!("return document.body.innerText.includes({})", json!(text))).await;
    }

    /// Goes to a place such as `#/handoffs`.
    pub async fn go(&self, hash: &str) {
        self.script(&format!("location.hash = {}", json!(hash))).await;
    }

    /// Calls a command of the application, as the front end does; for what a test has to look up.
    pub async fn call(&self, command: &str, arguments: Value) -> Value {
        let body = "const done = arguments[arguments.length - 1];
            window.__TAURI_INTERNALS__.invoke(arguments[0], { workspace: '', arguments: arguments[1] })
              .then((value) => done({ value }), (error) => done({ error }));";
        let reply =
            self.client.execute_async(body, vec![json!(command), arguments]).await.expect("the command answers");
        assert!(reply.get("error").is_none(), "{command}: {reply}");
        reply["value"].clone()
    }

    /// Looks through somebody's eyes, by the menu at the foot.
    pub async fn view_as(&self, name: &str) {
        self.click("view-as").await;
        let search = self.css("#view-as input").await;
        search.send_keys(name).await.expect("the search takes text");
        self.until(&format!("return document.querySelector('#view-as').innerText.includes({})", json!(name))).await;
        search.send_keys(&char::from(Key::Enter).to_string()).await.expect("enter");
        let shown =
            format!("return document.querySelector('[data-testid=view-as]').innerText.includes({})", json!(name));
        self.until(&shown).await;
    }

    /// A picture of the window as the X server shows it. (The driver's own pictures never come once a screen like the
    /// wizard was shown.)
    pub async fn picture(&self, file: &Path) {
        let part = format!("0,0,{},{}", SIZE.0, SIZE.1);
        let taken = Command::new("scrot").args(["--overwrite", "--autoselect", &part]).arg(file).status();
        assert!(taken.is_ok_and(|status| status.success()), "no picture `{}`", file.display());
    }

    /// Pictures of what is shown, light and dark, in the folder that `CHANGEOVER_SHOTS_DIR` names; none without it.
    pub async fn pictures(&self, name: &str) {
        let Some(folder) = std::env::var_os("CHANGEOVER_SHOTS_DIR").map(PathBuf::from) else { return };
        for theme in ["dark", "light"] {
            self.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
            tokio::time::sleep(Duration::from_millis(400)).await;
            self.picture(&folder.join(format!("{name}-{theme}.png"))).await;
        }
    }

    /// Kills the application as the power would, and the driver with it.
    pub fn kill(self) {
        for process in applications(&self.data) {
            let _ = Command::new("kill").args(["-9", &process]).status();
        }
        drop(self);
    }

    /// Closes the window as a person would.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.driver.wait();
    }
}

async fn connect(port: u16) -> Client {
    let options = json!({"tauri:options": {"application": variable("CHANGEOVER_BINARY")}});
    let capabilities = options.as_object().cloned().unwrap_or_default();
    let started = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            Err(error) if started.elapsed() > PATIENCE => panic!("no session: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(150)).await,
        }
    }
}

/// The processes of the application that work on this data folder.
fn applications(data: &Path) -> Vec<String> {
    let binary = PathBuf::from(variable("CHANGEOVER_BINARY"));
    let wanted = format!("CHANGEOVER_DATA_DIR={}\0", data.display());
    let Ok(processes) = std::fs::read_dir("/proc") else { return Vec::new() };
    processes
        .flatten()
        .filter(|process| std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == binary))
        .filter(|process| {
            let environment = std::fs::read(process.path().join("environ")).unwrap_or_default();
            String::from_utf8_lossy(&environment).contains(&wanted)
        })
        .map(|process| process.file_name().to_string_lossy().into_owned())
        .collect()
}

pub fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("`{name}` is not set: run `cargo xtask test window`"))
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
