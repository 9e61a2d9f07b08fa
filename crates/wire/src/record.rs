//! What a process's driver library writes down of itself for `vgpu doctor`: lines of text in a memfd among its descriptors.
//!
//! Only the process writes, only whoever may look at its descriptors reads, and nobody decides anything by it.

use std::fmt::{self, Display};

/// The memfd's name, as /proc/PID/fd shows it behind `/memfd:`.
pub const NAME: &str = "vgpu-record";
/// Bytes of the memfd. What has no room is not written down.
pub const ROOM: usize = 16 << 10;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Whose record it is, as the process knows itself: a forked child has its parent's.
    Process(u32),
    /// The CUDA version of the driver library, such as 13050.
    Driver(u32),
    /// The newest CUDA version by which functions were asked for: that of the runtime, or of the program.
    Runtime(u32),
    /// A place where no host was found.
    Tried {
        /// The socket, the device's folder, or the address.
        place: String,
        /// The system's error number; 0 if it was no error of the system.
        errno: i32,
        /// What happened, for people.
        text: String,
    },
    /// The host that answered.
    Host(String),
    /// Devices of the host, and those that CUDA_VISIBLE_DEVICES leaves.
    Devices {
        /// All.
        all: u32,
        /// Those that the program sees.
        visible: u32,
    },
    /// What cuInit returned, as its number.
    Init(u32),
    /// The connection to the host was lost.
    Lost(String),
    /// A function was called, for this many times now, that is not supported.
    Unsupported {
        /// Its symbol.
        name: String,
        /// 1, 10, 100, …
        count: u64,
    },
    /// An image was refused because the device takes none of what it holds.
    NoImage {
        /// The device's compute capability, such as 75.
        device: u32,
        /// Compute capabilities for which the image holds machine code.
        code: Vec<u32>,
        /// Those for which it holds PTX.
        ptx: Vec<u32>,
    },
}

fn list(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split(',').filter(|word| !word.is_empty()).map(|word| word.parse().ok()).collect()
}

/// Lines and fields stay what they are, whatever a path holds.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A line without its end; fields are separated by tabs.
impl Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process(pid) => write!(f, "process\t{pid}"),
            Self::Driver(version) => write!(f, "driver\t{version}"),
            Self::Runtime(version) => write!(f, "runtime\t{version}"),
            Self::Tried { place, errno, text } => {
                write!(f, "tried\t{errno}\t{}\t{}", plain(place), plain(text))
            }
            Self::Host(host) => write!(f, "host\t{}", plain(host)),
            Self::Devices { all, visible } => write!(f, "devices\t{all}\t{visible}"),
            Self::Init(result) => write!(f, "init\t{result}"),
            Self::Lost(why) => write!(f, "lost\t{}", plain(why)),
            Self::Unsupported { name, count } => write!(f, "unsupported\t{count}\t{}", plain(name)),
            Self::NoImage { device, code, ptx } => {
                write!(f, "no-image\t{device}\t{}\t{}", list(code), list(ptx))
            }
        }
    }
}

impl Entry {
    /// The entry that a line holds; `None` for one that this version does not know.
    pub fn parse(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once('\t')?;
        let fields: Vec<&str> = rest.split('\t').collect();
        Some(match (kind, fields.as_slice()) {
            ("process", [pid]) => Self::Process(pid.parse().ok()?),
            ("driver", [version]) => Self::Driver(version.parse().ok()?),
            ("runtime", [version]) => Self::Runtime(version.parse().ok()?),
            ("tried", [errno, place, text]) => Self::Tried {
                place: (*place).to_owned(),
                errno: errno.parse().ok()?,
                text: (*text).to_owned(),
            },
            ("host", [host]) => Self::Host((*host).to_owned()),
            ("devices", [all, visible]) => {
                Self::Devices { all: all.parse().ok()?, visible: visible.parse().ok()? }
            }
            ("init", [result]) => Self::Init(result.parse().ok()?),
            ("lost", [why]) => Self::Lost((*why).to_owned()),
            ("unsupported", [count, name]) => {
                Self::Unsupported { name: (*name).to_owned(), count: count.parse().ok()? }
            }
            ("no-image", [device, code, ptx]) => {
                Self::NoImage { device: device.parse().ok()?, code: numbers(code)?, ptx: numbers(ptx)? }
            }
            _ => return None,
        })
    }

    /// Everything that a record holds: its whole lines, as far as this version knows them.
    pub fn parse_all(record: &[u8]) -> Vec<Self> {
        let end = record.iter().position(|byte| *byte == 0).unwrap_or(record.len());
        let text = String::from_utf8_lossy(&record[..end]);
        let whole = text.rfind('\n').map_or("", |last| &text[..last]);
        whole.lines().filter_map(Self::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_read_as_it_was_written_and_half_a_line_is_not_read() {
        let entries = [
            Entry::Process(7),
            Entry::Driver(13050),
            Entry::Runtime(12090),
            Entry::Tried { place: "/run/a b".into(), errno: 13, text: "permission denied".into() },
            Entry::Host("unix:/run/vgpu/vgpu.sock".into()),
            Entry::Devices { all: 2, visible: 0 },
            Entry::Init(100),
            Entry::Lost("gone".into()),
            Entry::Unsupported { name: "cuTexRefCreate".into(), count: 10 },
            Entry::NoImage { device: 75, code: vec![80, 90], ptx: vec![] },
        ];
        let mut record: Vec<u8> =
            entries.iter().flat_map(|entry| format!("{entry}\n").into_bytes()).collect();
        record.extend(b"unknown\tthing\nprocess\t8");
        record.resize(ROOM, 0);
        assert_eq!(Entry::parse_all(&record), entries);
    }

    #[test]
    fn a_place_with_line_ends_in_its_name_stays_one_line() {
        let entry = Entry::Tried { place: "/a\nhost\t/b".into(), errno: 2, text: "none".into() };
        let read = Entry::parse_all(format!("{entry}\n").as_bytes());
        assert_eq!(read, [Entry::Tried { place: "/a host /b".into(), errno: 2, text: "none".into() }]);
        assert!(Entry::parse_all(b"process\tnone\n\xff\xfe\n\tx\n").is_empty());
    }
}
