//! What a traced process tells of itself: calls of the driver as lines of text to `vgpu trace`, and work of the device as events from the
//! worker, which become such lines.

use std::fmt::{self, Display};

/// The first byte of a worker's event that holds a [`Work`].
pub const WORK_EVENT: u8 = 3;
/// The longest line; what is longer is none.
pub const LONGEST_LINE: usize = 16 << 10;

/// A piece of work that a device has done. Times are nanoseconds of the clock that does not jump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// When it began.
    pub begin: u64,
    /// When it was done.
    pub end: u64,
    /// The device, as the host counts.
    pub device: u32,
    /// The stream, as the session counts.
    pub stream: u32,
    /// The kernel's name, or what else it was.
    pub name: String,
}

impl Work {
    /// An event's bytes.
    pub fn to_event(&self) -> Vec<u8> {
        let mut event = vec![WORK_EVENT];
        event.extend(self.begin.to_le_bytes());
        event.extend(self.end.to_le_bytes());
        event.extend(self.device.to_le_bytes());
        event.extend(self.stream.to_le_bytes());
        event.extend(self.name.as_bytes());
        event
    }

    /// What an event holds; `None` for one of another kind, or cut short.
    pub fn of_event(event: &[u8]) -> Option<Self> {
        let (kind, rest) = event.split_first()?;
        let (begin, rest) = rest.split_first_chunk::<8>()?;
        let (end, rest) = rest.split_first_chunk::<8>()?;
        let (device, rest) = rest.split_first_chunk::<4>()?;
        let (stream, name) = rest.split_first_chunk::<4>()?;
        (*kind == WORK_EVENT).then(|| Self {
            begin: u64::from_le_bytes(*begin),
            end: u64::from_le_bytes(*end),
            device: u32::from_le_bytes(*device),
            stream: u32::from_le_bytes(*stream),
            name: String::from_utf8_lossy(name).into_owned(),
        })
    }
}

/// A call of the driver's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The thread that made it.
    pub thread: u32,
    /// Nanoseconds, as in [`Work`].
    pub begin: u64,
    /// When it returned.
    pub end: u64,
    /// The function.
    pub name: String,
    /// What it returned, as its number.
    pub result: u32,
    /// Arguments, with what was written through them, for people.
    pub arguments: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The process that tells: its number and its name. The first line.
    Process(u32, String),
    /// A call has returned.
    Call(Call),
    /// A device has done something.
    Work(Work),
}

/// Fields stay fields, whatever a kernel is called.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A line without its end; fields are separated by tabs.
impl Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Process(pid, name) => write!(f, "process\t{pid}\t{}", plain(name)),
            Self::Call(Call { thread, begin, end, name, result, arguments }) => {
                write!(f, "call\t{thread}\t{begin}\t{end}\t{name}\t{result}\t{}", plain(arguments))
            }
            Self::Work(Work { begin, end, device, stream, name }) => {
                write!(f, "work\t{device}\t{stream}\t{begin}\t{end}\t{}", plain(name))
            }
        }
    }
}

impl Line {
    /// What a line says; `None` for one that this version does not know.
    pub fn parse(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once('\t')?;
        let fields: Vec<&str> = rest.split('\t').collect();
        Some(match (kind, fields.as_slice()) {
            ("process", [pid, name]) => Self::Process(pid.parse().ok()?, (*name).to_owned()),
            ("call", [thread, begin, end, name, result, arguments]) => Self::Call(Call {
                thread: thread.parse().ok()?,
                begin: begin.parse().ok()?,
                end: end.parse().ok()?,
                name: (*name).to_owned(),
                result: result.parse().ok()?,
                arguments: (*arguments).to_owned(),
            }),
            ("work", [device, stream, begin, end, name]) => Self::Work(Work {
                begin: begin.parse().ok()?,
                end: end.parse().ok()?,
                device: device.parse().ok()?,
                stream: stream.parse().ok()?,
                name: (*name).to_owned(),
            }),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work() -> Work {
        Work { begin: 5, end: 9, device: 1, stream: 7, name: "scale(float*)".into() }
    }

    #[test]
    fn work_is_read_from_an_event_as_it_was_written_and_not_from_half_of_one() {
        let event = work().to_event();
        assert_eq!(Work::of_event(&event), Some(work()));
        assert_eq!(Work::of_event(&event[..24]), None);
        assert_eq!(Work::of_event(&[1; 40]), None);
        assert_eq!(Work::of_event(&[]), None);
    }

    #[test]
    fn every_line_is_read_as_it_was_written() {
        let call = Call {
            thread: 3,
            begin: 1,
            end: 2,
            name: "cuMemAlloc_v2".into(),
            result: 0,
            arguments: "bytesize=16".into(),
        };
        for line in [Line::Process(7, "a b".into()), Line::Call(call), Line::Work(work())] {
            assert_eq!(Line::parse(&line.to_string()), Some(line));
        }
        assert_eq!(Line::parse("call\t1\t2"), None);
        let tricky = Line::Process(1, "a\nwork\t".into());
        assert_eq!(Line::parse(&tricky.to_string()), Some(Line::Process(1, "a work ".into())));
    }
}
