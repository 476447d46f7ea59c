//! The views agree with the decision, use by use.

