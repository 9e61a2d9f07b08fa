//! Which registers of a kernel are in vector registers while a block is being generated. Each has its home in the warp's frame, where it is
//! at the beginning and at the end of a block.

use std::collections::HashMap;

use super::asm::Z;

/// The first vector register that holds values of the kernel's; those below are for one instruction's steps.
pub const FIRST: u8 = 6;

/// What a vector register holds: a part of a register, or of what a scalar and its pattern are in vectors.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    pub register: u32,
    pub part: u8,
    /// Made of a scalar, in lanes of 64 bits or of 32: it has no home of its own.
    pub made: Option<bool>,
}

impl Key {
    pub fn of(register: u32, part: usize) -> Key {
        Key { register, part: part as u8, made: None }
    }
}

#[derive(Default)]
pub struct Registers {
    holds: [Option<Key>; 32],
    place: HashMap<Key, u8>,
    used: [u32; 32],
    clock: u32,
    /// The home does not have the value yet.
    dirty: u32,
    /// In use by the instruction that is being generated.
    pinned: u32,
}

impl Registers {
    /// Where a value is, if it is in a register.
    pub fn find(&mut self, key: Key) -> Option<Z> {
        let &n = self.place.get(&key)?;
        self.touch(n);
        Some(Z(n))
    }

    fn touch(&mut self, n: u8) {
        self.clock += 1;
        self.used[n as usize] = self.clock;
        self.pinned |= 1 << n;
    }

    /// A register for a new value; what it held, if that has to be stored first. Nothing if all are in use.
    pub fn take(&mut self) -> Option<(Z, Option<Key>)> {
        let free = |n: &u8| self.pinned >> *n & 1 == 0;
        let empty = (FIRST..32).filter(free).find(|&n| self.holds[n as usize].is_none());
        let chosen = empty.or_else(|| (FIRST..32).filter(free).min_by_key(|&n| self.used[n as usize]))?;
        let stored = self.holds[chosen as usize].filter(|_| self.dirty >> chosen & 1 != 0);
        self.forget(chosen);
        self.touch(chosen);
        Some((Z(chosen), stored))
    }

    fn forget(&mut self, n: u8) {
        if let Some(key) = self.holds[n as usize].take() {
            self.place.remove(&key);
        }
        self.dirty &= !(1 << n);
    }

    /// A register holds a value from now on, of which another may have held an older one.
    pub fn bind(&mut self, key: Key, z: Z, dirty: bool) {
        if let Some(&old) = self.place.get(&key)
            && old != z.0
        {
            self.forget(old);
        }
        self.forget(z.0);
        self.holds[z.0 as usize] = Some(key);
        self.place.insert(key, z.0);
        self.dirty |= u32::from(dirty) << z.0;
        self.touch(z.0);
    }

    /// A register's value is not needed any more: it can be written over.
    pub fn release(&mut self, z: Z) {
        self.forget(z.0);
    }

    /// The instruction has been generated.
    pub fn unpin(&mut self) {
        self.pinned = 0;
    }

    /// A register's value is not needed any more, or another way of holding it is out of date.
    pub fn drop_register(&mut self, register: u32) {
        for n in FIRST..32 {
            if self.holds[n as usize].is_some_and(|key| key.register == register) {
                self.forget(n);
            }
        }
    }

    /// What was made of a scalar that has changed.
    pub fn drop_made(&mut self, register: u32) {
        for n in FIRST..32 {
            if self.holds[n as usize].is_some_and(|key| key.register == register && key.made.is_some()) {
                self.forget(n);
            }
        }
    }

    /// The values that are not in their homes.
    pub fn dirty(&self) -> Vec<(Key, Z)> {
        (FIRST..32)
            .filter(|n| self.dirty >> n & 1 != 0)
            .filter_map(|n| self.holds[n as usize].map(|key| (key, Z(n))))
            .collect()
    }

    /// The homes have all values.
    pub fn clean(&mut self, z: Z) {
        self.dirty &= !(1 << z.0);
    }

    pub fn clear(&mut self) {
        *self = Registers::default();
    }
}
