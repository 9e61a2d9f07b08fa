//! Moving bytes between the program's memory and the device's: which way each copy takes, and when it may return.
//!
//! Where guest and worker share the device's memory, a copy that the program waits for is a memcpy by the program's own thread, once
//! the stream has got there. Everything else travels: small pieces in frames, larger ones through the arena.
//!
//! What the caller may rely on (CUDA Driver API, "API synchronization behavior"): a synchronous copy that has returned precedes all later
//! work; an asynchronous copy from pageable memory has read it when it returns; one to pageable memory has written it.

use std::ptr;

use cuda_abi::{CuError, CuResult};
use wire::{MAX_INLINE_READ, MAX_INLINE_WRITE, READ_OVERHEAD, Staged};

use crate::driver::Driver;
use crate::stream::Resolved;

/// One end of a copy.
#[derive(Clone, Copy)]
pub enum End {
    /// Memory that the device reaches.
    Device(u64),
    /// Memory of the program's own.
    Pageable(usize),
}

impl End {
    /// What an address is, for `bytes` from it on.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it lies in an allocation that ends too early.
    pub fn of(driver: &Driver, address: u64, bytes: u64) -> CuResult<Self> {
        match driver.ranges.find(address) {
            Some(_) => driver.ranges.check(address, bytes).map(|_| End::Device(address)),
            None if address == 0 => Err(CuError::INVALID_VALUE),
            // The program's own memory is never there: nothing is mapped, or nobody may use it.
            None if driver.virtual_memory.is_reserved(address) => Err(CuError::INVALID_VALUE),
            None => Ok(End::Pageable(address as usize)),
        }
    }
}

/// Whether the program waits for the copy.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// It has happened when the call returns.
    Yes,
    /// It takes its turn in the stream.
    No,
}

/// Copies `bytes` bytes in the order of a stream.
///
/// # Safety
/// Ends that are the program's own memory are valid for that many bytes.
pub unsafe fn copy(
    driver: &Driver,
    dst: End,
    src: End,
    bytes: u64,
    stream: Resolved,
    wait: Wait,
) -> CuResult {
    if bytes == 0 {
        return Ok(());
    }
    let session = &driver.session;
    if let End::Device(dst) = dst {
        driver.ranges.check_writable(dst, bytes)?;
    }
    match (dst, src) {
        (End::Device(dst), End::Device(src)) => {
            session.memcpy(dst, src, bytes, stream.id)?;
            if wait == Wait::Yes { session.stream_synchronize(stream.id) } else { Ok(()) }
        }
        (End::Device(dst), End::Pageable(src)) => {
            // SAFETY: the caller's promise.
            let source = unsafe { std::slice::from_raw_parts(src as *const u8, bytes as usize) };
            match (wait, shared(driver, dst, bytes)) {
                (Wait::Yes, Some(target)) => {
                    session.stream_synchronize(stream.id)?;
                    // SAFETY: an allocation that both sides map; what else writes there is the program's race.
                    unsafe { ptr::copy_nonoverlapping(source.as_ptr(), target, source.len()) };
                    Ok(())
                }
                _ => {
                    // Registered memory is read when the stream gets there, as page-locked memory is.
                    if driver.is_registered(src as u64) {
                        session.stream_synchronize(stream.id)?;
                    }
                    send(driver, dst, source, stream)?;
                    if wait == Wait::Yes { session.stream_synchronize(stream.id) } else { Ok(()) }
                }
            }
        }
        (End::Pageable(dst), End::Device(src)) => match shared(driver, src, bytes) {
            Some(source) => {
                session.stream_synchronize(stream.id)?;
                // SAFETY: the target is the caller's promise, the source an allocation that both sides map.
                unsafe { ptr::copy_nonoverlapping(source, dst as *mut u8, bytes as usize) };
                Ok(())
            }
            None => {
                // SAFETY: the caller's promise.
                let target = unsafe { std::slice::from_raw_parts_mut(dst as *mut u8, bytes as usize) };
                receive(driver, src, target, stream)
            }
        },
        (End::Pageable(dst), End::Pageable(src)) => {
            session.stream_synchronize(stream.id)?;
            // SAFETY: the caller's promise for both; they may overlap.
            unsafe { ptr::copy(src as *const u8, dst as *mut u8, bytes as usize) };
            Ok(())
        }
    }
}

/// Where this process has the device's bytes mapped, if it has.
fn shared(driver: &Driver, address: u64, bytes: u64) -> Option<*mut u8> {
    let window = driver.session.channel().window()?;
    window.contains(address as usize, bytes as usize).then_some(address as *mut u8)
}

fn send(driver: &Driver, mut dst: u64, source: &[u8], stream: Resolved) -> CuResult {
    let session = &driver.session;
    let piece = match session.channel().max_staged() {
        _ if source.len() <= MAX_INLINE_WRITE => MAX_INLINE_WRITE,
        0 => MAX_INLINE_WRITE,
        staged => staged,
    };
    for piece in source.chunks(piece) {
        if piece.len() <= MAX_INLINE_WRITE {
            session.write(dst, stream.id, piece)?;
        } else {
            let staged = session.channel().stage(piece).ok_or(CuError::DEVICE_UNAVAILABLE)?;
            session.write_staged(dst, stream.id, Staged { offset: staged.offset, length: staged.len })?;
        }
        dst += piece.len() as u64;
    }
    Ok(())
}

fn receive(driver: &Driver, mut src: u64, target: &mut [u8], stream: Resolved) -> CuResult {
    let session = &driver.session;
    let inline =
        (MAX_INLINE_READ as usize).min(session.channel().max_reply().saturating_sub(READ_OVERHEAD)).max(1);
    let staged = session.channel().max_staged();
    let piece = if target.len() <= inline || staged == 0 { inline } else { staged };
    for piece in target.chunks_mut(piece) {
        if piece.len() <= inline {
            let bytes = session.read(src, piece.len() as u64, stream.id)?;
            if bytes.len() != piece.len() {
                return Err(CuError::UNKNOWN);
            }
            piece.copy_from_slice(&bytes);
        } else {
            let room = session.channel().reserve(piece.len()).ok_or(CuError::DEVICE_UNAVAILABLE)?;
            let read = session.read_staged(src, stream.id, Staged { offset: room.offset, length: room.len });
            session.channel().unstage(room, if read.is_ok() { piece } else { &mut [] });
            read?;
        }
        src += piece.len() as u64;
    }
    Ok(())
}
