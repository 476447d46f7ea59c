#![allow(missing_docs, missing_debug_implementations)]
use crate::error::Result;
#[derive(Clone, Debug)]
pub struct Note {
    pub text: String,
}
pub trait Signer {
    fn sign(&self, m: &[u8]) -> Result<Vec<u8>>;
}
