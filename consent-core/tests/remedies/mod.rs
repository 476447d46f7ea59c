//! Remedies: the acts are done for real on a copy, left out one by one, and compared with all that could be done.

mod brute;
mod deeds;
mod laws;
mod stories;
