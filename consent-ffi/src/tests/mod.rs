//! What needs the inside: handles that are marked, and every function by its declaration in the header.

mod header;
mod misuse;
