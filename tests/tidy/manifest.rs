//! Reads from a `Cargo.toml` which crates it names, and in which role.

/// In which part of a manifest a dependency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Normal,
    Build,
    Dev,
}

/// What the tidy tests need to know of a crate.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    pub name: String,
    pub dependencies: Vec<(Role, String)>,
}

impl Manifest {
    /// `None` for a manifest without a package, such as that of a workspace alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut section, mut name, mut dependencies) = (String::new(), None, Vec::new());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(head) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = head.trim_matches(['[', ']']).to_owned();
                // `[dependencies.serde]` names the crate in its head.
                let table = section.rsplit_once('.').and_then(|(parent, crate_name)| Some((role(parent)?, crate_name)));
                dependencies.extend(table.map(|(role, crate_name)| (role, clean(crate_name))));
            } else if let Some((key, value)) = line.split_once('=') {
                let key = key.trim();
                if section == "package" && key == "name" {
                    name = Some(clean(value));
                } else if let Some(role) = role(&section) {
                    dependencies.push((role, real_name(key, value)));
                }
            }
        }
        Some(Self { name: name?, dependencies })
    }

    /// The crates of one role.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.dependencies.iter().filter(move |(of, _)| *of == role).map(|(_, name)| name.as_str())
    }
}

/// `dependencies`, also behind `target.'cfg(…)'.`; the workspace's own table only gives versions.
fn role(section: &str) -> Option<Role> {
    if section.starts_with("workspace") {
        return None;
    }
    match section.rsplit('.').next()? {
        "dependencies" => Some(Role::Normal),
        "build-dependencies" => Some(Role::Build),
        "dev-dependencies" => Some(Role::Dev),
        _ => None,
    }
}

/// The crate behind `sync.workspace = true` or `other = { package = "sync" }`.
fn real_name(key: &str, value: &str) -> String {
    match value.split_once("package") {
        Some((_, rest)) => rest.split('"').nth(1).map_or_else(|| clean(key), str::to_owned),
        None => clean(key.split('.').next().unwrap_or(key)),
    }
}

fn clean(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

#[test]
fn every_way_to_write_a_dependency_is_read() {
    let text = "[package]\nname = \"sync\"\n[dependencies]\n# a remark\ncrm.workspace = true\nserde = { version = \"1\" }\n\
        alias = { package = \"store\", path = \"../store\" }\n[target.'cfg(unix)'.dependencies]\nnix = \"1\"\n\
        [dependencies.vault]\nworkspace = true\n[dev-dependencies]\ntempfile = \"3\"\n[lints]\nworkspace = true\n";
    let manifest = Manifest::parse(text).unwrap();
    assert_eq!(manifest.name, "sync");
    assert_eq!(manifest.of(Role::Normal).collect::<Vec<_>>(), ["crm", "serde", "store", "nix", "vault"]);
    assert_eq!(manifest.of(Role::Dev).collect::<Vec<_>>(), ["tempfile"]);
}

#[test]
fn a_workspace_table_is_no_dependency() {
    let text =
        "[workspace.dependencies]\nserde = \"1\"\n[package]\nname = \"changeover\"\n[dependencies]\napp = \"1\"\n";
    assert_eq!(Manifest::parse(text).unwrap().dependencies, [(Role::Normal, "app".to_owned())]);
    assert_eq!(Manifest::parse("[workspace]\nmembers = []\n"), None);
}
