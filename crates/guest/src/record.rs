//! What became of this process's GPU, where `vgpu doctor` reads it without stopping anybody: a memfd among the process's descriptors.
//!
//! It is written through a mapping, never through the descriptor, which the program may close and give another meaning to.

use std::ffi::c_void;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering, fence};
use std::time::Duration;

use parking_lot::Mutex;
pub use wire::record::Entry;
use wire::record::{NAME, ROOM};

/// How long an entry is worth waiting for.
const PATIENCE: Duration = Duration::from_millis(10);

/// The mapping, and how much of it is written.
struct Record {
    at: *mut c_void,
    used: usize,
    /// Whose it is: a forked child writes nothing into its parent's.
    pid: u32,
}

// SAFETY: the mapping is never unmapped, and only the record's lock's holder writes.
unsafe impl Send for Record {}

static RECORD: Mutex<Option<Record>> = Mutex::new(None);

impl Record {
    /// `None` where the system does not give one; then there is nothing to read, and nothing else is different.
    fn create() -> Option<Self> {
        let name = std::ffi::CString::new(NAME).ok()?;
        // SAFETY: plain system calls; the descriptor is this function's, and stays open for whoever looks for it.
        let at = unsafe {
            let descriptor = libc::memfd_create(name.as_ptr(), libc::MFD_CLOEXEC);
            if descriptor < 0 {
                return None;
            }
            let access = libc::PROT_READ | libc::PROT_WRITE;
            if libc::ftruncate(descriptor, ROOM as libc::off_t) != 0 {
                libc::close(descriptor);
                return None;
            }
            libc::mmap(std::ptr::null_mut(), ROOM, access, libc::MAP_SHARED, descriptor, 0)
        };
        (at != libc::MAP_FAILED).then(|| Self { at, used: 0, pid: std::process::id() })
    }

    fn write(&mut self, line: &str) {
        // The last byte stays zero: it ends what a reader reads.
        if self.used + line.len() + 1 >= ROOM || self.pid != std::process::id() {
            return;
        }
        let bytes: *mut u8 = self.at.cast();
        for (index, byte) in line.bytes().enumerate() {
            // SAFETY: within the mapping, as was just checked. Other processes may read meanwhile, so the byte is stored atomically.
            unsafe { AtomicU8::from_ptr(bytes.add(self.used + index)) }.store(byte, Ordering::Relaxed);
        }
        // A reader takes whole lines only: what ends one comes last.
        fence(Ordering::Release);
        // SAFETY: as above.
        unsafe { AtomicU8::from_ptr(bytes.add(self.used + line.len())) }.store(b'\n', Ordering::Release);
        self.used += line.len() + 1;
    }
}

/// Writes something down.
#[cold]
pub fn note(entry: &Entry) {
    // In a forked child, a thread that is not there any more may have it for ever.
    let Some(mut record) = RECORD.try_lock_for(PATIENCE) else { return };
    if record.is_none() {
        *record = Record::create();
        if let Some(record) = &mut *record {
            record.write(&Entry::Process(record.pid).to_string());
            record.write(&Entry::Driver(cuda_abi::CUDA_VERSION).to_string());
        }
    }
    if let Some(record) = &mut *record {
        record.write(&entry.to_string());
    }
}

/// The program asked for a function of this CUDA version.
#[inline]
pub fn asked_for(version: u32) {
    static NEWEST: AtomicU32 = AtomicU32::new(0);
    if NEWEST.fetch_max(version, Ordering::Relaxed) < version {
        note(&Entry::Runtime(version));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another process would read.
    fn read() -> Vec<Entry> {
        for entry in std::fs::read_dir("/proc/self/fd").unwrap().flatten() {
            let target = std::fs::read_link(entry.path()).unwrap_or_default();
            if target.to_string_lossy().starts_with(&format!("/memfd:{NAME}")) {
                return Entry::parse_all(&std::fs::read(entry.path()).unwrap());
            }
        }
        Vec::new()
    }

    #[test]
    fn what_is_noted_is_read_through_the_descriptor_until_there_is_no_room() {
        asked_for(12_000);
        asked_for(11_000);
        asked_for(13_000);
        let first = read();
        assert_eq!(first[0], Entry::Process(std::process::id()));
        assert_eq!(first[2..], [Entry::Runtime(12_000), Entry::Runtime(13_000)]);
        let long = Entry::Lost("x".repeat(1000));
        (0..20).for_each(|_| note(&long));
        let all = read();
        assert_eq!(all.len(), 4 + (ROOM - 100) / 1006);
        assert!(all[4..].iter().all(|entry| *entry == long));
    }
}
