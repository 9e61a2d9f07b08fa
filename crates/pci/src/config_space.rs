//! The configuration space: what the device is, and where its BARs lie (PCI Local Bus Specification 3.0, chapter 6).

use channel::pci::{CLASS, DEVICE, REGISTERS_LEN, REVISION, SUBSYSTEM, SUBSYSTEM_VENDOR, VENDOR};

/// Bytes of it.
pub const LEN: usize = 256;

const COMMAND: usize = 0x04;
const CACHE_LINE: usize = 0x0c;
const LATENCY: usize = 0x0d;
const BAR0: usize = 0x10;
const BAR2: usize = 0x18;
const INTERRUPT_LINE: usize = 0x3c;

/// BAR2 is 64 bits wide and prefetchable.
const BAR2_FLAGS: u8 = 0b1100;

/// The device's 256 bytes.
#[derive(Clone, Debug)]
pub struct ConfigSpace {
    bytes: [u8; LEN],
    /// Bits that can be written.
    writable: [u8; LEN],
}

impl ConfigSpace {
    /// For a BAR2 of `memory` bytes, a power of two.
    pub fn new(memory: u64) -> Self {
        let mut this = Self { bytes: [0; LEN], writable: [0; LEN] };
        this.put(0x00, &VENDOR.to_le_bytes());
        this.put(0x02, &DEVICE.to_le_bytes());
        this.put(0x08, &[REVISION]);
        this.put(0x09, &CLASS.to_le_bytes()[..3]);
        this.put(0x2c, &SUBSYSTEM_VENDOR.to_le_bytes());
        this.put(0x2e, &SUBSYSTEM.to_le_bytes());
        this.put(BAR2, &[BAR2_FLAGS]);
        // Answering to memory, and being a master, which it never is.
        this.writable[COMMAND] = 0b0110;
        this.writable[CACHE_LINE] = 0xff;
        this.writable[LATENCY] = 0xff;
        this.writable[INTERRUPT_LINE] = 0xff;
        // A size is told by the address bits that cannot be written.
        this.allow(BAR0, &(!(REGISTERS_LEN as u32 - 1)).to_le_bytes());
        this.allow(BAR2, &(!(memory.max(16) - 1)).to_le_bytes());
        this
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn allow(&mut self, at: usize, mask: &[u8]) {
        self.writable[at..at + mask.len()].copy_from_slice(mask);
    }

    /// Reads bytes from `at` on; zeros beyond the end.
    pub fn read(&self, at: u64, to: &mut [u8]) {
        to.fill(0);
        let Some(from) = usize::try_from(at).ok().and_then(|at| self.bytes.get(at..)) else { return };
        to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
    }

    /// Writes bytes from `at` on, as far as they can be written.
    pub fn write(&mut self, at: u64, from: &[u8]) {
        let Some(at) = usize::try_from(at).ok().filter(|at| *at < LEN) else { return };
        for ((byte, mask), from) in self.bytes[at..].iter_mut().zip(&self.writable[at..]).zip(from) {
            *byte = *byte & !mask | from & mask;
        }
    }

    /// As after power-on.
    pub fn reset(&mut self) {
        for (byte, mask) in self.bytes.iter_mut().zip(&self.writable) {
            *byte &= !mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(config: &ConfigSpace, at: u64) -> u32 {
        let mut bytes = [0; 4];
        config.read(at, &mut bytes);
        u32::from_le_bytes(bytes)
    }

    #[test]
    fn it_is_the_card_that_it_says() {
        let config = ConfigSpace::new(1 << 30);
        assert_eq!(word(&config, 0x00), 0x2331_10de);
        assert_eq!(word(&config, 0x08), 0x0302_00a1);
        assert_eq!(word(&config, 0x2c), 0x16c1_10de);
        assert_eq!(word(&config, 0x3c) >> 8 & 0xff, 0, "no interrupt pin");
    }

    #[test]
    fn all_ones_read_back_as_the_size() {
        let mut config = ConfigSpace::new(8 << 30);
        for at in [0x10, 0x14, 0x18, 0x1c, 0x20, 0x24, 0x30] {
            config.write(at, &[0xff; 4]);
        }
        assert_eq!(word(&config, 0x10), 0xffff_f000);
        assert_eq!(word(&config, 0x14), 0);
        assert_eq!(word(&config, 0x18), 0x0000_000c);
        assert_eq!(word(&config, 0x1c), 0xffff_fffe);
        assert_eq!((word(&config, 0x20), word(&config, 0x24), word(&config, 0x30)), (0, 0, 0));
        config.write(0x18, &0x1_0000_0000u64.to_le_bytes());
        assert_eq!((word(&config, 0x18), word(&config, 0x1c)), (0x0000_000c, 0));
    }

    #[test]
    fn what_identifies_it_cannot_be_written_and_nothing_lies_beyond_the_end() {
        let mut config = ConfigSpace::new(1 << 30);
        config.write(0, &[0xff; 4]);
        config.write(254, &[0xff; 9]);
        config.write(u64::MAX, &[1; 3]);
        assert_eq!(word(&config, 0), 0x2331_10de);
        assert_eq!(word(&config, 254), 0);
        assert_eq!(word(&config, u64::MAX - 1), 0);
        config.write(4, &[0xff; 2]);
        assert_eq!(word(&config, 4) & 0xffff, 6);
        config.reset();
        assert_eq!(word(&config, 4), 0);
        assert_eq!(word(&config, 0), 0x2331_10de);
    }
}
