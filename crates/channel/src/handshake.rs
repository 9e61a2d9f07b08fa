//! What guest and host say before the first frame: fixed-size messages, and their checks. Not the
//! sockets that carry them.

use wire::header::{VERSION, VERSION_MIN, negotiate};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use crate::window::WindowSize;

/// The first four bytes of every message of the handshake.
pub const MAGIC: [u8; 4] = *b"VGPU";

/// How long each side waits for the other's next message.
pub const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Bytes of a pre-shared token.
pub const TOKEN_LEN: usize = 32;

/// [`Hello::flags`]: the guest can map a window.
pub const WANTS_WINDOW: u32 = 1;

/// Guest to host, first. 64 bytes, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Hello {
    /// [`MAGIC`].
    pub magic: [u8; 4],
    /// The oldest version that the guest speaks.
    pub version_min: U32,
    /// The newest version that the guest speaks.
    pub version_max: U32,
    /// [`WANTS_WINDOW`].
    pub flags: U32,
    /// The guest's own idea of its process id: for logs, never for decisions.
    pub pid: U32,
    /// Zero.
    pub reserved: [u8; 12],
    /// The pre-shared token where the transport knows no identity (TCP), else zeros.
    pub token: [u8; TOKEN_LEN],
}

/// Host to guest, after the hello. 64 bytes, little-endian. Over a Unix socket an accepting offer
/// carries the region's descriptor, and the window's if its sizes are not zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Offer {
    /// [`MAGIC`].
    pub magic: [u8; 4],
    /// Zero, or the [`Refusal`].
    pub refusal: U32,
    /// The version to speak; with a refusal, the newest that the host speaks.
    pub version: U32,
    /// Zero.
    pub flags: U32,
    /// Bytes of the region; zero where there is none (TCP).
    pub region: U64,
    /// Bytes of the window's first part, host memory.
    pub window_host: U64,
    /// Bytes of the window's second part, device memory.
    pub window_device: U64,
    /// Zero.
    pub reserved: [u8; 24],
}

/// Guest to worker: where the window is mapped; zero to do without. The worker answers each with a
/// [`BaseAnswer`]. 16 bytes, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct Base {
    /// [`MAGIC`].
    pub magic: [u8; 4],
    /// Zero.
    pub reserved: U32,
    /// The window's first address, one of [`crate::window::candidates`], or zero.
    pub base: U64,
}

/// Worker to guest: whether it mapped the window at that base. 16 bytes, little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub struct BaseAnswer {
    /// [`MAGIC`].
    pub magic: [u8; 4],
    /// 1: mapped (or done without), the session begins. 0: try another base.
    pub accepted: U32,
    /// The base that this answers.
    pub base: U64,
}

/// Why a host turns a guest away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[repr(u32)]
pub enum Refusal {
    /// No protocol version in common.
    #[error("the host speaks other versions of the protocol")]
    Version = 1,
    /// This user, or the wrong token.
    #[error("the host does not serve this user")]
    Identity = 2,
    /// As many sessions as this user, or the host, may have.
    #[error("the host has as many sessions as it allows")]
    Sessions = 3,
    /// The host could not start a worker.
    #[error("the host could not start a worker")]
    Worker = 4,
    /// A reason that this build does not know.
    #[error("the host refused for a reason that this version does not know")]
    Unknown = 0xffff_ffff,
}

impl Refusal {
    /// The refusal that a number stands for.
    pub fn from_number(number: u32) -> Self {
        [Self::Version, Self::Identity, Self::Sessions, Self::Worker]
            .into_iter()
            .find(|refusal| *refusal as u32 == number)
            .unwrap_or(Self::Unknown)
    }
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It does not begin with [`MAGIC`].
    #[error("not a vgpu message: it begins with {0:02x?}")]
    Magic([u8; 4]),
    /// No version in common.
    #[error(
        "versions {}.{} to {}.{} are not spoken here", .0 >> 16, .0 & 0xffff, .1 >> 16, .1 & 0xffff
    )]
    Version(u32, u32),
    /// A field holds a value that no version defines.
    #[error("field {0} holds a value that is not defined")]
    Field(&'static str),
}

impl Hello {
    /// The hello of this process.
    pub fn new(flags: u32, token: Option<&[u8; TOKEN_LEN]>) -> Self {
        Self {
            magic: MAGIC,
            version_min: U32::new(VERSION_MIN),
            version_max: U32::new(VERSION),
            flags: U32::new(flags),
            pid: U32::new(std::process::id()),
            reserved: [0; 12],
            token: token.copied().unwrap_or_default(),
        }
    }

    /// Checks the message; returns the version to speak.
    pub fn check(&self) -> Result<u32, Malformed> {
        if self.magic != MAGIC {
            return Err(Malformed::Magic(self.magic));
        }
        let theirs = (self.version_min.get(), self.version_max.get());
        negotiate((VERSION_MIN, VERSION), theirs).ok_or(Malformed::Version(theirs.0, theirs.1))
    }

    /// Whether the token is `expected`, in a time that does not depend on where they differ.
    pub fn token_is(&self, expected: &[u8; TOKEN_LEN]) -> bool {
        let differing = self.token.iter().zip(expected).fold(0u8, |acc, (a, b)| acc | (a ^ b));
        std::hint::black_box(differing) == 0
    }
}

impl Offer {
    /// The offer of a session.
    pub fn accepting(version: u32, region: u64, window: WindowSize) -> Self {
        Self {
            magic: MAGIC,
            refusal: U32::new(0),
            version: U32::new(version),
            flags: U32::new(0),
            region: U64::new(region),
            window_host: U64::new(window.host),
            window_device: U64::new(window.device),
            reserved: [0; 24],
        }
    }

    /// The answer to a guest that gets none.
    pub fn refusing(refusal: Refusal) -> Self {
        let none = Self::accepting(VERSION, 0, WindowSize::default());
        Self { refusal: U32::new(refusal as u32), ..none }
    }

    /// Checks the answer to `hello`; returns the version to speak, or the host's refusal, or what is
    /// wrong with the message.
    pub fn check(&self, hello: &Hello) -> Result<u32, Result<Refusal, Malformed>> {
        if self.magic != MAGIC {
            return Err(Err(Malformed::Magic(self.magic)));
        }
        if self.refusal.get() != 0 {
            return Err(Ok(Refusal::from_number(self.refusal.get())));
        }
        let version = self.version.get();
        let ours = hello.version_min.get()..=hello.version_max.get();
        if ours.contains(&version) { Ok(version) } else { Err(Err(Malformed::Version(version, version))) }
    }
}
