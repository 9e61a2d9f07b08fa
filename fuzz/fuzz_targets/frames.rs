//! Frames of every call, well-formed and not, to the dispatch and a real software GPU over a small space with nothing mapped around it.
#![no_main]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use arbitrary::{Arbitrary, Result, Unstructured};
use channel::window::Window;
use channel::{ProtocolError, ReplyTo, WorkerChannel};
use gpu::Gpu;
use gpu_soft::{Profile, SoftGpu, Space};
use libfuzzer_sys::fuzz_target;
use server::dispatch::{Deferred, perform};
use server::session::SessionHost;
use wire::*;

/// Where the space lies: at an address that is the same in every run, so that inputs can name it.
const BASE: u64 = 0x1100_0000_0000;
const HOST_BYTES: u64 = 64 << 10;
const DEVICE_BYTES: u64 = 256 << 10;
/// Addresses on either side that nothing is mapped at.
const GUARD: u64 = 1 << 30;
const ARENA: usize = 8 << 10;
const REPLY: usize = 4080;
/// Frames of one input.
const FRAMES: usize = 64;
/// Blocks and threads of one launch.
const MOST_THREADS: u64 = 256;
/// The module whose kernels may run: others need not end.
const MODULE: u32 = 9;
const KERNELS: &str = ".version 6.4\n.target sm_70\n.address_size 64\n
.visible .global .align 4 .u32 counter;
.visible .entry store(.param .u64 at, .param .u32 value) {
  .reg .b32 %r<2>; .reg .b64 %d<2>;
  ld.param.u64 %d1, [at]; ld.param.u32 %r1, [value]; st.global.u32 [%d1], %r1; ret;
}
.visible .entry copy(.param .u64 from, .param .u64 to) {
  .reg .b32 %r<3>; .reg .b64 %d<4>;
  mov.u32 %r1, %tid.x; mul.wide.u32 %d3, %r1, 4; ld.param.u64 %d1, [from]; ld.param.u64 %d2, [to];
  add.u64 %d1, %d1, %d3; add.u64 %d2, %d2, %d3; ld.global.u32 %r2, [%d1]; st.global.u32 [%d2], %r2; ret;
}
";

/// The guest's side of the channel: an arena, and a count of what came back.
#[derive(Default)]
struct Channel {
    arena: Mutex<Vec<u8>>,
    replies: AtomicUsize,
}

impl Channel {
    fn range(staged: channel::Staged) -> Result<std::ops::Range<usize>, ProtocolError> {
        let end = staged.offset.checked_add(staged.len).filter(|end| *end <= ARENA as u64);
        let end = end.ok_or(ProtocolError::Arena { offset: staged.offset, len: staged.len })?;
        Ok(staged.offset as usize..end as usize)
    }
}

impl WorkerChannel for Channel {
    fn reply(&self, _to: ReplyTo, _status: u32, payload: &[u8]) -> Result<(), ProtocolError> {
        assert!(payload.len() <= REPLY, "a reply of {} bytes", payload.len());
        self.replies.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
    fn set_fault(&self, status: u32) {
        assert_ne!(status, 0);
    }
    fn emit(&self, _event: &[u8]) {}
    fn dropped(&self) -> u64 {
        0
    }
    fn kick(&self) {}
    fn max_reply(&self) -> usize {
        REPLY
    }
    fn copy_out(&self, _staged: channel::Staged, _to: &mut [u8]) -> Result<(), ProtocolError> {
        Ok(())
    }
    unsafe fn copy_out_raw(&self, staged: channel::Staged, to: *mut u8) -> Result<(), ProtocolError> {
        let range = Self::range(staged)?;
        let arena = self.arena.lock().unwrap();
        // SAFETY: the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(arena[range.clone()].as_ptr(), to, range.len()) };
        Ok(())
    }
    fn copy_in(&self, _staged: channel::Staged, _from: &[u8]) -> Result<(), ProtocolError> {
        Ok(())
    }
    unsafe fn copy_in_raw(&self, staged: channel::Staged, from: *const u8) -> Result<(), ProtocolError> {
        let range = Self::range(staged)?;
        let mut arena = self.arena.lock().unwrap();
        // SAFETY: the caller's promise.
        unsafe { std::ptr::copy_nonoverlapping(from, arena[range.clone()].as_mut_ptr(), range.len()) };
        Ok(())
    }
    fn release(&self, staged: channel::Staged) -> Result<(), ProtocolError> {
        Self::range(staged).map(|_| ())
    }
    fn window(&self) -> Option<&Window> {
        None
    }
    fn peer_gone(&self) -> bool {
        false
    }
    fn closed_in_order(&self) -> bool {
        false
    }
    fn version(&self) -> u32 {
        1
    }
}

/// An argument that a guest might send.
trait Likely<'a>: Sized {
    fn likely(u: &mut Unstructured<'a>) -> Result<Self>;
}

macro_rules! identifiers {
    ($($name:ident)*) => { $(
        impl<'a> Likely<'a> for $name {
            fn likely(u: &mut Unstructured<'a>) -> Result<Self> {
                // Few, so that they meet; 0 to 3 and those of the module that is there.
                Ok(Self(match u8::arbitrary(u)? % 16 {
                    small @ 0..=11 => u32::from(small % 4),
                    12 | 13 => MODULE,
                    14 => MODULE + 1,
                    _ => u32::arbitrary(u)?,
                }))
            }
        }
    )* };
}
identifiers!(ContextId StreamId EventId ModuleId FunctionId BlobId);

impl<'a> Likely<'a> for u64 {
    fn likely(u: &mut Unstructured<'a>) -> Result<u64> {
        let edges = [BASE, BASE + HOST_BYTES, BASE + HOST_BYTES + DEVICE_BYTES, 0, 4096, u64::MAX, 1 << 32];
        Ok(match u8::arbitrary(u)? % 8 {
            0 => u64::arbitrary(u)?,
            1 | 2 => u64::from(u8::arbitrary(u)?),
            3 => u64::from(u16::arbitrary(u)?),
            _ => {
                let near = i64::from(i8::arbitrary(u)?) * if bool::arbitrary(u)? { 512 } else { 1 };
                u.choose(&edges)?.wrapping_add_signed(near)
            }
        })
    }
}

impl<'a> Likely<'a> for u32 {
    fn likely(u: &mut Unstructured<'a>) -> Result<u32> {
        Ok(if u8::arbitrary(u)? < 200 { u32::from(u8::arbitrary(u)? % 8) } else { u32::arbitrary(u)? })
    }
}

impl<'a> Likely<'a> for i32 {
    fn likely(u: &mut Unstructured<'a>) -> Result<i32> {
        i32::arbitrary(u)
    }
}

impl<'a> Likely<'a> for Staged {
    fn likely(u: &mut Unstructured<'a>) -> Result<Staged> {
        let small = u8::arbitrary(u)? < 200;
        let mut next = || if small { u.int_in_range(0..=4096) } else { u64::likely(u) };
        Ok(Staged { offset: next()?, length: next()? })
    }
}

impl<'a> Likely<'a> for LaunchShape {
    fn likely(u: &mut Unstructured<'a>) -> Result<LaunchShape> {
        let mut three = || Ok([u32::likely(u)?, u32::likely(u)?, u32::likely(u)?]);
        let (grid, block) = (three()?, three()?);
        Ok(LaunchShape { grid, block, shared_bytes: u32::likely(u)?, flags: 0 })
    }
}

impl<'a> Likely<'a> for ImageKind {
    fn likely(u: &mut Unstructured<'a>) -> Result<ImageKind> {
        Ok(if u8::arbitrary(u)? < 230 { ImageKind::Ptx } else { ImageKind::Cubin })
    }
}

impl<'a> Likely<'a> for &'a [u8] {
    fn likely(u: &mut Unstructured<'a>) -> Result<&'a [u8]> {
        let len = usize::from(u8::arbitrary(u)?).min(u.len());
        u.bytes(len)
    }
}

impl<'a> Likely<'a> for &'a str {
    fn likely(u: &mut Unstructured<'a>) -> Result<&'a str> {
        match u8::arbitrary(u)? % 4 {
            0 => Ok("store"),
            1 => Ok("copy"),
            2 => Ok("counter"),
            _ => <&str>::arbitrary(u),
        }
    }
}

macro_rules! likely_calls {
    ($( $(#[$doc:meta])* $class:ident $number:literal $name:ident ( $($arg:ident : $ty:ty),* ) -> $ret:ty
        = [ $($carries:ident),* ] ; )*) => {
        /// A well-formed body for this call; nothing for a number that no row has.
        fn likely_body(number: u16, u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
            #[allow(unused_mut)]
            let mut writer = Writer::new();
            match number {
                $( $number => { $( Encode::encode(<$ty as Likely>::likely(u)?, &mut writer); )* } )*
                _ => {}
            }
            Ok(writer.parts().concat())
        }
    };
}
cuda_abi::for_each_call!(likely_calls);

/// Maps the space, once, with a guard on either side.
fn space() -> Space {
    static MAPPED: OnceLock<()> = OnceLock::new();
    MAPPED.get_or_init(|| {
        let bytes = (HOST_BYTES + DEVICE_BYTES) as usize;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
        // SAFETY: MAP_FIXED_NOREPLACE replaces no mapping.
        let guarded = unsafe {
            libc::mmap((BASE - GUARD) as *mut _, 2 * GUARD as usize + bytes, libc::PROT_NONE, flags, -1, 0)
        };
        assert_eq!(guarded as u64, BASE - GUARD);
        // SAFETY: within the mapping just made.
        assert_eq!(unsafe { libc::mprotect(BASE as *mut _, bytes, libc::PROT_READ | libc::PROT_WRITE) }, 0);
    });
    // SAFETY: mapped above, and no GPU is alive that uses it.
    unsafe { std::ptr::write_bytes(BASE as *mut u8, 0, (HOST_BYTES + DEVICE_BYTES) as usize) };
    let within = |address: u64, bytes: u64| {
        assert!(
            address >= BASE && bytes <= HOST_BYTES + DEVICE_BYTES - (address - BASE),
            "{address:#x} {bytes:#x}"
        );
    };
    Space { host: (BASE, HOST_BYTES), device: (BASE + HOST_BYTES, DEVICE_BYTES), decommit: Box::new(within) }
}

fn word(body: &[u8], index: usize) -> u64 {
    body.get(index * 4..index * 4 + 4)
        .map_or(0, |raw| u64::from(u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]])))
}

/// Whether the frame runs, or names, a kernel that may take long.
fn takes_long(number: u16, body: &[u8]) -> bool {
    match number {
        // function_get: the module is its first argument.
        44 => word(body, 0) != u64::from(MODULE),
        // launch: function, stream, grid, block.
        50 => (2..8)
            .map(|index| word(body, index))
            .try_fold(1u64, |n, extent| n.checked_mul(extent))
            .is_none_or(|n| n > MOST_THREADS),
        // The module whose kernels are known stays.
        41 => word(body, 1) == u64::from(MODULE),
        42 => word(body, 0) == u64::from(MODULE),
        _ => false,
    }
}

struct Session {
    gpu: Arc<SoftGpu>,
    channel: Arc<dyn WorkerChannel>,
    deferred: Deferred,
    sequence: u32,
}

impl Session {
    fn send(&mut self, number: u16, body: &[u8], with_reply: bool) -> bool {
        self.sequence += 1;
        let reply = with_reply.then(|| ReplyTo::new(0, self.sequence));
        perform(&*self.gpu, number, body, reply, &self.channel, &self.deferred).is_ok()
    }

    fn call(&mut self, number: u16, arguments: &[u32], tail: Option<&[u8]>) {
        let mut body: Vec<u8> = arguments.iter().flat_map(|argument| argument.to_le_bytes()).collect();
        if let Some(tail) = tail {
            body.extend((tail.len() as u64).to_le_bytes());
            body.extend(tail);
        }
        assert!(self.send(number, &body, true));
    }

    /// A context, a module, two kernels and two allocations, as most programs have.
    fn furnish(&mut self) {
        self.call(3, &[1, 0, 0, 1], None);
        self.call(40, &[7, 0, 0], Some(KERNELS.as_bytes()));
        self.call(41, &[1, MODULE, 7, 1], None);
        self.call(44, &[MODULE, 1], Some(b"store"));
        self.call(44, &[MODULE, 2], Some(b"copy"));
        self.call(20, &[1, 4096, 0], None);
        self.call(23, &[1, 4096, 0, 0], None);
        self.call(60, &[1, 2, 1, 0], None);
        self.call(70, &[1, 1, 0], None);
        assert_eq!(*self.deferred.lock(), None);
    }
}

fn run(u: &mut Unstructured<'_>) -> Result<()> {
    let channel: Arc<Channel> =
        Arc::new(Channel { arena: Mutex::new(vec![0x5a; ARENA]), ..Channel::default() });
    let channel: Arc<dyn WorkerChannel> = channel;
    let host = Arc::new(SessionHost::new(channel.clone()));
    let gpu = Arc::new(SoftGpu::new(Profile::standard(), space(), host));
    let mut session = Session { gpu, channel, deferred: Deferred::default(), sequence: 0 };
    if u8::arbitrary(u)? < 230 {
        session.furnish();
    }
    let rows = cuda_abi::calls::ROWS;
    for _ in 0..FRAMES {
        if u.is_empty() {
            break;
        }
        let kind = u8::arbitrary(u)?;
        let number = if kind % 16 == 0 { u16::arbitrary(u)? } else { u.choose(rows)?.number };
        let body = if kind % 8 == 1 { <&[u8]>::likely(u)?.to_vec() } else { likely_body(number, u)? };
        if !takes_long(number, &body) && !session.send(number, &body, kind < 250) {
            // The session ends at the first frame that means nothing.
            break;
        }
        // Sometimes work piles up.
        if kind & 0x10 == 0 {
            for _ in 0..32 {
                if !session.gpu.advance() {
                    break;
                }
            }
        }
    }
    let mut left = 4 * FRAMES;
    while session.gpu.advance() {
        left -= 1;
        assert!(left > 0, "work without end");
    }
    Ok(())
}

fuzz_target!(|data: &[u8]| {
    let _ = run(&mut Unstructured::new(data));
});
