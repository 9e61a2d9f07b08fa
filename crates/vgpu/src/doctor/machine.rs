//! What holds for the whole machine: its host, its PCI devices, what the kernel forbids.

use std::fs;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

use crate::host::SYSTEM_SOCKET;

/// The machine as this user sees it.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// The kernel's lockdown, if it forbids anything: `integrity` or `confidentiality` (kernel_lockdown(7)).
    pub lockdown: Option<String>,
    /// PCI devices with our ids, in sysfs.
    pub devices: Vec<PathBuf>,
    /// The system's error when connecting to the machine's host; `None` if it answers.
    pub host_error: Option<i32>,
}

impl Machine {
    /// Looks.
    pub fn look() -> Self {
        let lockdown = fs::read_to_string("/sys/kernel/security/lockdown").unwrap_or_default();
        Self {
            lockdown: chosen(&lockdown).filter(|mode| mode != "none"),
            devices: channel::pci::devices(),
            host_error: UnixStream::connect(SYSTEM_SOCKET)
                .err()
                .map(|error| error.raw_os_error().unwrap_or(0)),
        }
    }
}

/// The word in brackets.
fn chosen(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('[')?;
    Some(rest.split_once(']')?.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lockdown_is_the_word_in_brackets() {
        assert_eq!(chosen("none [integrity] confidentiality\n").as_deref(), Some("integrity"));
        assert_eq!(chosen(""), None);
        assert_eq!(chosen("[broken"), None);
    }
}
