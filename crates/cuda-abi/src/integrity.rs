//! The value by which NVIDIA's runtime checks that the driver library is the one it bootstrapped.
//!
//! It depends on the guest's own addresses and ids, so it is computed in the guest and never forwarded.
//! Measured with cudart 12.8 to 13.5; a wrong value makes the runtime return 103,
//! `cudaErrorSoftwareValidityNotEstablished`.

use hmac::{KeyInit, Mac, SimpleHmac};
use md2::Md2;

/// The key of the HMAC-MD2.
const KEY: [u8; 16] =
    [0x14, 0x6a, 0xdd, 0xae, 0x53, 0xa9, 0xa7, 0x52, 0xaa, 0x08, 0x41, 0x36, 0x0b, 0xf5, 0x5a, 0x9f];

/// What the value is computed over.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// What `cuDriverGetVersion` gives, such as 13050.
    pub driver_version: u32,
    /// The version that the runtime passed; its last decimal digit chooses the form of the check.
    pub version: u32,
    /// `getpid()`.
    pub process: u32,
    /// The low half of `pthread_self()`.
    pub thread: u32,
    /// Address of the CUDART_INTERFACE table.
    pub cudart_interface: u64,
    /// Address of the INTEGRITY_CHECK table.
    pub integrity_check: u64,
    /// Address of the function in slot 1 of the INTEGRITY_CHECK table.
    pub function: u64,
    /// Unix time in seconds, as the runtime passed it.
    pub unix_seconds: u64,
    /// The visible devices, in their order.
    pub devices: &'a [Device],
}

/// A visible device as the guest reports it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Device {
    /// What `cuDeviceGetUuid_v2` gives.
    pub uuid: [u8; 16],
    /// PCI domain, bus and device, as the device attributes give them.
    pub pci: [i32; 3],
}

/// The two words that the function of the INTEGRITY_CHECK table stores.
pub fn value(inputs: &Inputs<'_>) -> [u64; 2] {
    match inputs.version % 10 {
        0 => [0x3341_181c_03cb_675c, 0x8ed3_83aa_1f4c_d1e8],
        1 => [0x1841_181c_03cb_675c, 0x8ed3_83aa_1f4c_d1e8],
        _ => words(digest(inputs)),
    }
}

fn digest(inputs: &Inputs<'_>) -> [u8; 16] {
    let mut code = SimpleHmac::<Md2>::new(&KEY.into());
    for word in [inputs.driver_version, inputs.version, inputs.process, inputs.thread] {
        code.update(&word.to_le_bytes());
    }
    for address in [inputs.cudart_interface, inputs.integrity_check, inputs.function] {
        code.update(&address.to_le_bytes());
    }
    code.update(&inputs.unix_seconds.to_le_bytes());
    for device in inputs.devices {
        code.update(&device.uuid);
        for number in device.pci {
            code.update(&number.to_le_bytes());
        }
    }
    code.finalize().into_bytes().into()
}

/// The digest's bytes as a program's `u64[2]` holds them.
fn words(bytes: [u8; 16]) -> [u64; 2] {
    let value = u128::from_le_bytes(bytes);
    [value as u64, (value >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::*;

    const INPUTS: Inputs<'static> = Inputs {
        driver_version: 13050,
        version: 12082,
        process: 4321,
        thread: 0x89ab_cdef,
        cudart_interface: 0x7f00_0000_1000,
        integrity_check: 0x7f00_0000_2000,
        function: 0x7f00_0000_3000,
        unix_seconds: 1_700_000_000,
        devices: &[],
    };

    #[test]
    fn versions_that_end_in_0_and_1_have_fixed_values() {
        let of = |version| value(&Inputs { version, ..INPUTS });
        assert_eq!(of(12080), [0x3341181C03CB675C, 0x8ED383AA1F4CD1E8]);
        assert_eq!(of(13050), [0x3341181C03CB675C, 0x8ED383AA1F4CD1E8]);
        assert_eq!(of(13051), [0x1841181C03CB675C, 0x8ED383AA1F4CD1E8]);
        assert_ne!(of(13052)[1], 0x8ED383AA1F4CD1E8);
    }

    /// Expected bytes come from a separate implementation of RFC 1319 and RFC 2104.
    #[test]
    fn other_versions_have_the_code_of_all_inputs() {
        assert_eq!(digest(&INPUTS), 0x8bba_6d15_9b14_30fe_6f0b_1703_2174_1097_u128.to_be_bytes());
        let devices = [
            Device { uuid: core::array::from_fn(|at| at as u8), pci: [0, 1, 0] },
            Device { uuid: core::array::from_fn(|at| at as u8 + 16), pci: [1, 0x41, 2] },
        ];
        let inputs = Inputs { devices: &devices, ..INPUTS };
        assert_eq!(digest(&inputs), 0xcac2_3aa4_ab68_afc2_ebe2_b285_b654_5db0_u128.to_be_bytes());
        assert_eq!(value(&inputs).map(u64::to_le_bytes).concat(), digest(&inputs));
    }
}
