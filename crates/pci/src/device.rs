//! The whole device as a hypervisor accesses it: regions, offsets and bytes of any number.

use std::time::Duration;

use channel::pci::{Layout, REGISTERS_LEN};

use crate::config_space::ConfigSpace;
use crate::registers::{Action, Registers};

/// Which of the device's regions an access is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bars {
    /// BAR0.
    Registers,
    /// The configuration space.
    Config,
}

/// The device without its memory, which the guest reaches without it.
#[derive(Debug)]
pub struct Device {
    config: ConfigSpace,
    /// The registers, and the slots' lives.
    pub registers: Registers,
}

impl Device {
    /// A device as after power-on.
    pub fn new(layout: Layout, identity: [u32; 4]) -> Self {
        let config = ConfigSpace::new(layout.bar().unwrap_or(0));
        Self { config, registers: Registers::new(layout, identity) }
    }

    /// Answers a read. Registers are read whole: other accesses of BAR0 give zeros and take no slot.
    pub fn read(&mut self, from: Bars, at: u64, to: &mut [u8], now: Duration) {
        to.fill(0);
        match (from, <&mut [u8; 4]>::try_from(&mut *to)) {
            (Bars::Config, _) => self.config.read(at, to),
            (Bars::Registers, Ok(word)) if is_register(at) => {
                *word = self.registers.read(at, now).to_le_bytes()
            }
            (Bars::Registers, _) => {}
        }
    }

    /// Does what a write asks for. Registers are written whole: other accesses of BAR0 change nothing.
    pub fn write(&mut self, to: Bars, at: u64, from: &[u8]) -> Option<Action> {
        match (to, <[u8; 4]>::try_from(from)) {
            (Bars::Config, _) => {
                self.config.write(at, from);
                None
            }
            (Bars::Registers, Ok(word)) if is_register(at) => {
                self.registers.write(at, u32::from_le_bytes(word))
            }
            (Bars::Registers, _) => None,
        }
    }

    /// As after power-on, but for the sessions, which still have to end.
    pub fn reset(&mut self) -> Vec<Action> {
        self.config.reset();
        self.registers.reset()
    }
}

fn is_register(at: u64) -> bool {
    at.is_multiple_of(4) && at < REGISTERS_LEN as u64
}

#[cfg(test)]
mod tests {
    use channel::pci::register;

    use super::*;

    #[test]
    fn partial_accesses_take_no_slot() {
        let mut device = Device::new(Layout::new(1, 64 << 20).unwrap(), [0; 4]);
        for len in [1, 2, 3, 8, 64] {
            let mut bytes = vec![0xaa; len];
            device.read(Bars::Registers, register::ALLOCATE as u64, &mut bytes, Duration::ZERO);
            assert_eq!(bytes, vec![0; len]);
        }
        assert!(!device.registers.is_busy());
        let mut word = [0; 4];
        device.read(Bars::Registers, register::ALLOCATE as u64, &mut word, Duration::ZERO);
        assert_ne!(word, [0; 4]);
        assert!(device.registers.is_busy());
    }
}
