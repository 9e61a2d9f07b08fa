//! Whether a guest's channel can still be used, and if not, since what.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::fork::ForkGuard;
use crate::{Lost, ProtocolError};

const OPEN: u8 = 0;

/// Why a channel ended.
#[derive(Clone, Debug)]
pub(crate) enum End {
    PeerGone = 1,
    Closed = 2,
    Broken = 3,
}

/// The life of one channel: open, until it ends for the first reason given.
#[derive(Debug, Default)]
pub(crate) struct Life {
    guard: ForkGuard,
    state: AtomicU8,
    broken: OnceLock<ProtocolError>,
}

impl Life {
    /// Whether this process is a forked child of the channel's.
    #[inline]
    pub fn is_child(&self) -> bool {
        self.guard.is_child()
    }

    /// Whether the channel can be used; if not, why.
    #[inline]
    pub fn check(&self) -> Result<(), Lost> {
        if self.is_child() {
            return Err(Lost::Forked);
        }
        match self.state.load(Ordering::Relaxed) {
            OPEN => Ok(()),
            state if state == End::Closed as u8 => Err(Lost::Closed),
            state if state == End::Broken as u8 => {
                Err(self.broken.get().cloned().map_or(Lost::PeerGone, Lost::Protocol))
            }
            _ => Err(Lost::PeerGone),
        }
    }

    /// Ends the channel unless it has ended. Whether this was the end.
    pub fn end(&self, end: End) -> bool {
        // Pairs with the load in `check`; it orders nothing.
        self.state.compare_exchange(OPEN, end as u8, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }

    /// Ends the channel for what the worker wrote.
    pub fn break_off(&self, error: ProtocolError) -> bool {
        let _ = self.broken.set(error);
        self.end(End::Broken)
    }

    /// Why the channel has ended.
    pub fn lost(&self) -> Lost {
        self.check().err().unwrap_or(Lost::PeerGone)
    }
}
