//! Prints the contract between the application and the window as TypeScript; `cargo xtask contract` keeps it.

#[allow(clippy::print_stdout, reason = "its output is what it is for")]
fn main() {
    print!("{}", app::contract::typescript());
}
