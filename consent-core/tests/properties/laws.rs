//! The laws of §7, each by itself.
