//! Memory of one device used by another ("Peer Context Memory Access").

use std::ffi::c_uint;

use cuda_abi::{CUcontext, CuError, CuResult};

use super::from_c;
use crate::context::{self, Context};
use crate::driver::{Driver, driver};

fn peer_of(driver: &Driver, current: &Context, peer: CUcontext) -> CuResult<&'static Context> {
    let peer = driver.context(from_c(peer))?;
    if std::ptr::eq(peer, current) || !peer.is_alive() {
        return Err(CuError::INVALID_CONTEXT);
    }
    Ok(peer)
}

/// Lets kernels of the current context use the memory of another one's device.
pub fn cuCtxEnablePeerAccess(peer: CUcontext, flags: c_uint) -> CuResult {
    let driver = driver()?;
    let (current, id) = context::alive(driver)?;
    let peer = peer_of(driver, current, peer)?;
    if flags != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let (own, other) = (driver.device(current.device)?, driver.device(peer.device)?);
    if own.ordinal == other.ordinal || driver.session.device_peer(own.ordinal, other.ordinal, 0)? == 0 {
        return Err(CuError::PEER_ACCESS_UNSUPPORTED);
    }
    let peer_id = peer.id()?;
    let mut peers = current.peers.lock();
    // What was enabled for a context that has ended since went with it.
    if peers.contains(&(id, peer_id)) {
        return Err(CuError::PEER_ACCESS_ALREADY_ENABLED);
    }
    driver.session.peer_access(id, peer_id, 1)?;
    peers.retain(|(own, _)| *own == id);
    peers.push((id, peer_id));
    Ok(())
}

/// Ends what [`cuCtxEnablePeerAccess`] began.
pub fn cuCtxDisablePeerAccess(peer: CUcontext) -> CuResult {
    let driver = driver()?;
    let (current, id) = context::alive(driver)?;
    let peer_id = peer_of(driver, current, peer)?.id()?;
    let mut peers = current.peers.lock();
    let index = peers.iter().position(|known| *known == (id, peer_id));
    let index = index.ok_or(CuError::PEER_ACCESS_NOT_ENABLED)?;
    // Work that was given to the device before may use the memory still.
    driver.session.context_synchronize(id)?;
    driver.session.peer_access(id, peer_id, 0)?;
    peers.swap_remove(index);
    Ok(())
}
