//! Long work over all subjects can be watched, and cancelled by its watcher.

use core::ops::ControlFlow;

use crate::error::{Error, Result};

/// How far long work over all subjects has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Subject keys looked at.
    pub done: u64,
    /// Subject keys in all.
    pub total: u64,
}

/// Whom long work tells now and then how far it has come; `Break` cancels it.
pub(super) type Watcher<'a> = &'a mut dyn FnMut(Progress) -> ControlFlow<()>;

/// Long work over so many subjects, and who watches it.
pub(super) struct Watched<'a> {
    pub(super) watcher: Option<Watcher<'a>>,
    pub(super) total: u64,
    /// After how many subjects the watcher hears again.
    pub(super) stride: u64,
}

impl Watched<'_> {
    /// Says that so many subjects have been looked at.
    ///
    /// # Errors
    /// `cancelled` when the watcher said so.
    pub(super) fn tell(&mut self, done: u64) -> Result<()> {
        let due = done.is_multiple_of(self.stride) || done == self.total;
        if let Some(watch) = self.watcher.as_mut().filter(|_| due)
            && watch(Progress { done, total: self.total }) == ControlFlow::Break(())
        {
            return Err(Error::new("cancelled", "expected to finish the work, found that it was cancelled; nothing is returned"));
        }
        Ok(())
    }
}
