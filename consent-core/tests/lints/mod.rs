//! The shipped law and the checks of a catalogue.

mod profiles;
