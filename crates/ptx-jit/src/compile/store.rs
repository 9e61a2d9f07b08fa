//! Compiled kernels as bytes, so that they can be kept from one process to the next, and the names that they are kept under.
//!
//! Whoever can write to a store can run code where it is read: stores are not shared between those who must not.

use std::fmt::Debug;
use std::sync::Arc;

use super::memory::Remembers;
use super::pages::Pages;
use super::slots::{Layout, Site, Slot};
use super::{Kernel, name_of};
use crate::interp::code::Code;
use crate::tally;

/// The name of a compiled kernel: a hash of all that its code depends on.
pub type Key = [u8; 32];

/// Where compiled kernels are kept.
pub trait CodeStore: Send + Sync + Debug {
    /// What was stored under a name, if it is still there.
    fn load(&self, key: &Key) -> Option<Vec<u8>>;
    /// Keeps bytes under a name, or does not.
    fn store(&self, key: &Key, bytes: &[u8]);
}

/// A store, and what the modules to be loaded were made of.
#[derive(Clone, Debug)]
pub struct Cache {
    /// The store.
    pub store: Arc<dyn CodeStore>,
    /// A hash of the image.
    pub image: Key,
}

impl Cache {
    /// The name of a kernel of the image for blocks of one shape; `generator`: what its code is made by, and for which processor.
    pub fn key(&self, kernel: &str, block: [u32; 3], generator: &str, code: &Code) -> Key {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.image);
        // A module that was parsed otherwise has other instructions at the same places.
        hasher.update(env!("PTX_JIT_SOURCES").as_bytes());
        hasher.update(&(code.insts.len() as u64).to_le_bytes());
        for side in block {
            hasher.update(&side.to_le_bytes());
        }
        hasher.update(generator.as_bytes());
        hasher.update(kernel.as_bytes());
        *hasher.finalize().as_bytes()
    }
}

/// A hash for `Cache::image` of what a module was made of.
pub fn image_hash(image: &[u8]) -> Key {
    *blake3::hash(image).as_bytes()
}

impl Kernel {
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Writer(Vec::new());
        out.bytes(self.pages.code());
        out.word(u32::from(self.pages.flushes) | u32::from(self.quick) << 1);
        out.list(&self.firsts, |out, &first| out.word(first));
        out.word(self.segment as u32);
        out.list(&self.patterns, |out, pattern| pattern.iter().for_each(|&v| out.double(v as u64)));
        out.list(&self.sites, |out, site| {
            out.word(site.pc);
            out.word(u32::from(site.leaves));
            out.list(&site.reads, Writer::slot);
            out.list(&site.writes, Writer::slot);
        });
        out.list(&self.accesses, |out, access| {
            out.word(u32::from(access.write) | u32::from(access.generic) << 1);
            out.word(access.span);
        });
        out.word(self.frame_bytes as u32);
        out.word(self.scratch_at.unwrap_or(u32::MAX));
        out.list(&self.entries, |out, &(pc, block)| {
            out.word(pc);
            out.word(block);
        });
        out.list(&self.live, |out, slots| out.list(slots, Writer::slot));
        out.word(self.ir as u32);
        out.word(self.stack_bytes);
        let hash = blake3::hash(&out.0);
        out.0.extend_from_slice(hash.as_bytes());
        out.0
    }

    /// The kernel that was encoded; nothing if the bytes are not whole.
    pub fn decode(bytes: &[u8], code: &Code) -> Option<Kernel> {
        let (body, hash) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
        if blake3::hash(body).as_bytes() != hash {
            return None;
        }
        let mut input = Reader(body);
        let machine_code = input.bytes()?;
        let properties = input.word()?;
        let (flushes, quick) = (properties & 1 != 0, properties & 2 != 0);
        let kernel = Kernel {
            pages: Pages::new(machine_code, flushes)?,
            firsts: input.list(Reader::word)?,
            segment: input.word()? as usize,
            patterns: input.list(|input| {
                let mut pattern = [0; 32];
                for v in &mut pattern {
                    *v = input.double()? as i64;
                }
                Some(pattern)
            })?,
            sites: input.list(|input| {
                let (pc, leaves) = (input.word()?, input.word()? != 0);
                let op = &code.insts.get(pc as usize)?.op;
                let count = tally::operation(&name_of(op, leaves));
                Some(Site {
                    pc,
                    count,
                    leaves,
                    reads: input.list(Reader::slot)?,
                    writes: input.list(Reader::slot)?,
                })
            })?,
            accesses: input.list(|input| {
                let flags = input.word()?;
                Some(Remembers { write: flags & 1 != 0, generic: flags & 2 != 0, span: input.word()? })
            })?,
            frame_bytes: input.word()? as usize,
            quick,
            scratch_at: Some(input.word()?).filter(|&at| at != u32::MAX),
            entries: input.list(|input| Some((input.word()?, input.word()?)))?,
            live: input.list(|input| input.list(Reader::slot))?,
            interpreted: Default::default(),
            code_bytes: machine_code.len(),
            ir: input.word()? as usize,
            stack_bytes: input.word()?,
        };
        let fits = kernel.segment.is_power_of_two() && kernel.segment <= 32 && !kernel.live.is_empty();
        (input.0.is_empty() && fits).then_some(kernel)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn word(&mut self, value: u32) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn double(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    fn list<T>(&mut self, items: &[T], each: impl Fn(&mut Writer, &T)) {
        self.word(items.len() as u32);
        items.iter().for_each(|item| each(self, item));
    }

    fn slot(&mut self, slot: &Slot) {
        let (kind, pattern) = match slot.layout {
            Layout::Mask => (0, 0),
            Layout::Words => (1, 0),
            Layout::Doubles => (2, 0),
            Layout::Scalars { pattern, split, bits } => {
                (3 | u32::from(split) << 8 | u32::from(bits) << 16, pattern)
            }
        };
        self.word(slot.register);
        self.word(slot.offset);
        self.word(kind | u32::from(slot.float) << 9);
        self.word(pattern.into());
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(head)
    }

    fn word(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn double(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.word()? as usize;
        self.take(count)
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Reader<'a>) -> Option<T>) -> Option<Vec<T>> {
        let count = self.word()?;
        (0..count).map(|_| each(self)).collect()
    }

    fn slot(&mut self) -> Option<Slot> {
        let (register, offset, kind, pattern) = (self.word()?, self.word()?, self.word()?, self.word()?);
        let layout = match kind & 0xff {
            0 => Layout::Mask,
            1 => Layout::Words,
            2 => Layout::Doubles,
            3 => Layout::Scalars {
                pattern: u16::try_from(pattern).ok()?,
                split: kind >> 8 & 1 != 0,
                bits: (kind >> 16) as u8,
            },
            _ => return None,
        };
        Some(Slot { register, offset, layout, float: kind >> 9 & 1 != 0 })
    }
}
