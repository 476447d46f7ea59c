//! Everything malformed is a typed error with its place, never a default.
