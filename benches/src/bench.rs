//! The table without the policy engines: `cargo run --release -p consent-benches --bin bench -- [--quick] [--subjects N …]`.
//!
//! `cargo xtask bench` runs the whole, from `benches/peers`.

use consent_benches::table;

fn main() -> consent_benches::Result<()> {
    table::run(std::env::args().skip(1), |_| Ok(Vec::new()))
}
