//! The means of `cargo xtask platforms`.

pub mod macos;
pub mod toolchain;
pub mod windows;
