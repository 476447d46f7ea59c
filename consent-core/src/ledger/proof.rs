#![allow(missing_docs, missing_debug_implementations)]
use super::{note::Note, tree::InclusionProof};
pub struct TreeProof {
    pub a: InclusionProof,
    pub b: Note,
}
impl TreeProof {
    pub fn new(a: InclusionProof, b: Note) -> Self {
        Self { a, b }
    }
}
