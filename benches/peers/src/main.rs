//! The whole table: the engine, the limit, plain Rust, SQLite, and the policy engines, in one run.
//!
//! `cargo xtask bench` runs it.
#![forbid(unsafe_code)]

mod casbin;
mod cedar;
mod facts;
mod regorus;

use consent_benches::Result;
use consent_benches::contender::Contender;
use consent_benches::workload::World;

fn main() -> Result<()> {
    consent_benches::table::run(std::env::args().skip(1), peers)
}

fn peers(world: &World) -> Result<Vec<Box<dyn Contender>>> {
    Ok(vec![Box::new(regorus::Regorus::new(world)?), Box::new(cedar::Cedar::new(world)?), Box::new(casbin::Casbin::new(world)?)])
}
