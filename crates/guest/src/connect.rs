//! Where the host is: found without environment variables, which programs drop on their way to their children.

use std::ffi::CStr;
use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use channel::pci::{self, Device, PciError};
use channel::{GuestChannel, tcp, unix};
use thiserror::Error;
use wire::record::Entry;

use crate::record;

/// Where a machine's host listens.
pub const SYSTEM_SOCKET: &str = "/run/vgpu/vgpu.sock";
/// The machine's configuration, of which `host = "unix:…"` or `host = "tcp://…"` matters here.
pub const SYSTEM_CONFIG: &str = "/etc/vgpu/config.toml";
/// Beside the library, the socket of a host that `vgpu run` started for it.
pub const BESIDE_LIBRARY: &str = "vgpu.sock";
/// Beside the library, what the machine's configuration is otherwise, for a host that has no socket here.
pub const CONFIG_BESIDE_LIBRARY: &str = "vgpu.toml";
/// Beside the library, that host's token.
pub const TOKEN_BESIDE_LIBRARY: &str = "vgpu.token";
/// The machine's token.
const SYSTEM_TOKEN: &str = "/etc/vgpu/token";

/// Nowhere.
#[derive(Debug, Error)]
#[error("no host is reachable; looked at {0}")]
pub struct NoHost(String);

/// A place to look.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    /// A PCI address.
    Pci(String),
    /// The folder of a device in sysfs.
    Device(PathBuf),
    Unix(PathBuf),
    Tcp(String),
}

/// Connects to the first host that answers: `VGPU_HOST` alone if it is set, else the machine's PCI devices, beside this library,
/// the machine's socket, the machine's configuration.
///
/// # Errors
/// One line that says where it looked and why each place failed.
pub fn connect() -> Result<Arc<dyn GuestChannel>, NoHost> {
    let (channel, host) = first_that_answers()?;
    record::note(&Entry::Host(host));
    Ok(channel)
}

fn first_that_answers() -> Result<(Arc<dyn GuestChannel>, String), NoHost> {
    let mut tried = String::new();
    for (source, place) in places() {
        let separator = if tried.is_empty() { "" } else { "; " };
        let (host, answer) = match &place {
            Place::Pci(address) => (
                format!("pci:{address}"),
                Device::at(address).and_then(|device| device.connect()).map_err(Failed::new),
            ),
            Place::Device(folder) => match Device::open(folder).and_then(|device| device.connect()) {
                // A real card, which is not ours to look at.
                Err(PciError::NotOurs) => continue,
                answer => (folder.display().to_string(), answer.map_err(Failed::new)),
            },
            Place::Unix(path) => (path.display().to_string(), unix::connect(path).map_err(Failed::new)),
            Place::Tcp(address) => {
                (format!("tcp://{address}"), tcp::connect(address.as_str(), &token()).map_err(Failed::new))
            }
        };
        let Failed { text, errno } = match answer {
            Ok(channel) => return Ok((channel, host)),
            Err(failed) => failed,
        };
        let failed = format!("{host} ({source}: {text})");
        record::note(&Entry::Tried { place: host, errno, text });
        let _ = write!(tried, "{separator}{failed}");
    }
    Err(NoHost(tried))
}

/// Why a place did not answer.
struct Failed {
    /// The error and its causes.
    text: String,
    /// The system's error number among them; 0 if there is none.
    errno: i32,
}

impl Failed {
    fn new<E: std::error::Error + 'static>(error: E) -> Self {
        let mut text = error.to_string();
        let mut errno = system_error(&error);
        let mut next = error.source();
        while let Some(cause) = next {
            let _ = write!(text, ": {cause}");
            errno = errno.or_else(|| system_error(cause));
            next = cause.source();
        }
        Self { text, errno: errno.unwrap_or(0) }
    }
}

fn system_error(error: &(dyn std::error::Error + 'static)) -> Option<i32> {
    let of_std = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
    of_std.or_else(|| error.downcast_ref::<rustix::io::Errno>().map(|errno| errno.raw_os_error()))
}

fn places() -> Vec<(&'static str, Place)> {
    if let Ok(host) = std::env::var("VGPU_HOST") {
        return vec![("VGPU_HOST", parse(&host))];
    }
    let devices = pci::devices().into_iter();
    let mut places: Vec<_> = devices.map(|folder| ("a PCI device", Place::Device(folder))).collect();
    if let Some(folder) = own_folder() {
        let socket = folder.join(BESIDE_LIBRARY);
        if socket.exists() {
            places.push(("beside the library", Place::Unix(socket)));
        }
        if let Some(host) = configured(&folder.join(CONFIG_BESIDE_LIBRARY)) {
            places.push(("beside the library", parse(&host)));
        }
    }
    places.push(("this machine's host", Place::Unix(SYSTEM_SOCKET.into())));
    if let Some(host) = configured(Path::new(SYSTEM_CONFIG)) {
        places.push((SYSTEM_CONFIG, parse(&host)));
    }
    places
}

fn parse(host: &str) -> Place {
    if let Some(address) = host.strip_prefix("pci:") {
        return Place::Pci(address.to_owned());
    }
    match (host.strip_prefix("unix:"), host.strip_prefix("tcp://")) {
        (Some(path), _) => Place::Unix(path.into()),
        (_, Some(address)) => Place::Tcp(address.to_owned()),
        _ => Place::Unix(host.into()),
    }
}

#[derive(serde::Deserialize)]
struct Config {
    host: Option<String>,
}

fn configured(file: &Path) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    toml::from_str::<Config>(&text).ok()?.host
}

/// The secret of a host that is reached over TCP: 64 hexadecimal digits in `VGPU_TOKEN`, beside the library or in /etc/vgpu/token, or all
/// zeros.
fn token() -> [u8; 32] {
    let mut token = [0; 32];
    let beside = || std::fs::read_to_string(own_folder()?.join(TOKEN_BESIDE_LIBRARY)).ok();
    let machines = || std::fs::read_to_string(SYSTEM_TOKEN).ok();
    let text = std::env::var("VGPU_TOKEN").ok().or_else(beside).or_else(machines).unwrap_or_default();
    let digits = text.trim().as_bytes();
    if digits.len() == 2 * token.len() {
        for (byte, pair) in token.iter_mut().zip(digits.chunks(2)) {
            let value = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
            *byte = value.unwrap_or(0);
        }
    }
    token
}

/// The folder that this library was loaded from, by the name that the loader used.
pub fn own_folder() -> Option<PathBuf> {
    let mut info = std::mem::MaybeUninit::<libc::Dl_info>::uninit();
    // SAFETY: the address is one of this library's functions; dladdr fills `info` if it returns non-zero.
    let info = unsafe {
        if libc::dladdr(own_folder as *const libc::c_void, info.as_mut_ptr()) == 0 {
            return None;
        }
        info.assume_init()
    };
    if info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: the loader's name of this library, which is never unloaded.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    let path = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    Some(path.parent()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_named_by_transport_or_plainly_by_path() {
        assert_eq!(parse("unix:/a/b"), Place::Unix("/a/b".into()));
        assert_eq!(parse("tcp://host:1"), Place::Tcp("host:1".into()));
        assert_eq!(parse("/a/b"), Place::Unix("/a/b".into()));
        assert_eq!(parse("pci:0000:00:05.0"), Place::Pci("0000:00:05.0".into()));
    }
}
