//! The Merkle tree, its proofs and the signed forms, against published vectors and against their definitions.

mod naive;
mod tree;
