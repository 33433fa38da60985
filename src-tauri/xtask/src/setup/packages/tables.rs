//! Which packages serve what, by family.

use super::{Package, Sign, package};

/// What the shell links to.
pub const BUILD: &[Package] = &[
    package("build-essential", "gcc", "base-devel", Sign::Program("cc")),
    package("pkg-config", "pkgconf-pkg-config", "pkgconf", Sign::Program("pkg-config")),
    package("libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1", Sign::Library("webkit2gtk-4.1")),
    package(
        "libayatana-appindicator3-dev",
        "libayatana-appindicator-gtk3-devel",
        "libayatana-appindicator",
        Sign::Library("ayatana-appindicator3-0.1"),
    ),
    package("librsvg2-dev", "librsvg2-devel", "librsvg", Sign::Library("librsvg-2.0")),
    package("xdg-utils", "xdg-utils", "xdg-utils", Sign::Program("xdg-open")),
];

/// What a session without a screen is made of.
pub const DISPLAY: &[Package] = &[
    package("xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", Sign::Program("xvfb-run")),
    package("xauth", "xorg-x11-xauth", "xorg-xauth", Sign::Program("xauth")),
    package("dbus", "dbus-daemon", "dbus", Sign::Program("dbus-run-session")),
    package("gnome-keyring", "gnome-keyring", "gnome-keyring", Sign::Program("gnome-keyring-daemon")),
    package("fonts-dejavu-core", "dejavu-sans-fonts", "ttf-dejavu", Sign::None),
];

/// A notification daemon and a camera, for `run --virtual-display`.
pub const ONLOOKER: &[Package] = &[
    package("dunst", "dunst", "dunst", Sign::Program("dunst")),
    package("scrot", "scrot", "scrot", Sign::Program("scrot")),
];

/// A browser for the front end's tests and for the sign-in of the window tests.
pub const BROWSER: &[Package] = &[package("chromium", "chromium", "chromium", Sign::Program("chromium"))];

/// What the window tests drive and listen to, beside `DISPLAY` and `BROWSER`.
pub const DRIVE: &[Package] = &[
    package("webkit2gtk-driver", "webkit2gtk4.1-devel", "webkit2gtk-4.1", Sign::Program("WebKitWebDriver")),
    package("python3-dbus", "python3-dbus", "python-dbus", Sign::Python("dbus")),
    package("python3-gi", "python3-gobject", "python-gobject", Sign::Python("gi")),
];

/// Python's virtual environments, for the judges of the practice CRM.
pub const PYTHON: &[Package] = &[package("python3-venv", "python3", "python", Sign::Python("ensurepip"))];

/// A second toolchain with the sources of its standard library, a cross compiler, and Wine. Debian's names only.
pub const PLATFORMS: &[Package] = &[
    package("rustc-web", "rustc-web", "rustc-web", Sign::None),
    package("cargo-web", "cargo-web", "cargo-web", Sign::None),
    package("rust-web-src", "rust-web-src", "rust-web-src", Sign::None),
    package("gcc-mingw-w64-x86-64", "gcc-mingw-w64-x86-64", "gcc-mingw-w64-x86-64", Sign::None),
    package("wine", "wine", "wine", Sign::None),
];
