//! The Merkle tree, its proofs and the signed forms, against published vectors and against their definitions.

mod naive;
mod tree;

#[cfg(feature = "ed25519")]
mod carried;
#[cfg(feature = "ed25519")]
mod checkpoints;
#[cfg(feature = "ed25519")]
mod keys;
#[cfg(feature = "ed25519")]
mod notes;
