//! Decisions at the edges: ties, ends of intervals, what grows and what does not.
