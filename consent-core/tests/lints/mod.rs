//! The shipped law and the checks of a catalogue.

mod base;
mod one;
mod profiles;
mod two;
