//! The `consent` command as a script sees it: what it prints, and how it ends.

mod check;
mod decide;
mod demo;
mod fixture;
mod input;
mod ledger;
#[cfg(unix)]
mod readme;
mod receipt;
mod record;
mod usage;
mod views;
