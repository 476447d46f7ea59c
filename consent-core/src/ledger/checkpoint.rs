#![allow(missing_docs, missing_debug_implementations)]
use super::note::*;
use crate::error::Result;
use crate::id::Digest;
pub struct Checkpoint {
    pub size: u64,
    pub root: Digest,
}
impl Checkpoint {
    pub fn new(_o: &str, size: u64, root: Digest) -> Result<Self> {
        Ok(Self { size, root })
    }
    pub fn sign(&self, _s: &[&dyn Signer]) -> Result<Note> {
        Ok(Note { text: String::new() })
    }
    pub fn parse(_t: &str) -> Result<Self> {
        Self::new("", 0, Digest::of(b""))
    }
}
