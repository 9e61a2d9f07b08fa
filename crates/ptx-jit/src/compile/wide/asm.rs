//! An assembler for what the wide code generator needs of x86-64 and AVX-512 (Intel, "64 and IA-32 Architectures Software Developer's
//! Manual", volume 2: chapter 2 for the prefixes, the instructions' own pages for opcodes).

use super::vector_instructions::vop;
pub use super::vector_instructions::{Vop, v};

/// A register for general purposes, by its number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gpr(pub u8);

pub const RAX: Gpr = Gpr(0);
pub const RCX: Gpr = Gpr(1);
pub const RDX: Gpr = Gpr(2);
pub const RBX: Gpr = Gpr(3);
pub const RSP: Gpr = Gpr(4);
pub const RBP: Gpr = Gpr(5);
pub const RSI: Gpr = Gpr(6);
pub const RDI: Gpr = Gpr(7);
pub const R8: Gpr = Gpr(8);
pub const R9: Gpr = Gpr(9);
pub const R12: Gpr = Gpr(12);
pub const R13: Gpr = Gpr(13);
pub const R14: Gpr = Gpr(14);
pub const R15: Gpr = Gpr(15);

/// A vector register, seen as 512 bits unless an instruction says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Z(pub u8);

/// A mask register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct K(pub u8);

/// A place in memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mem {
    At(Gpr, i32),
    /// A base, an index times two to a power, and an offset in bytes.
    Index(Gpr, Gpr, u8, i32),
    /// A base and an index for each lane.
    Lanes(Gpr, Z, i32),
    /// An offset in the constants behind the code.
    Pool(u32),
}

/// The last operand of a vector instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rm {
    Reg(Z),
    Mem(Mem),
    /// One element of memory for all lanes.
    Each(Mem),
}

/// Which lanes an instruction writes, and whether the others become zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lanes(pub u8, pub bool);

pub const ALL: Lanes = Lanes(0, false);

pub fn merge(k: K) -> Lanes {
    Lanes(k.0, false)
}

pub fn zeroing(k: K) -> Lanes {
    Lanes(k.0, true)
}

/// Shifts by a constant: the opcode's extension in the register field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shift {
    Left,
    Right,
    Arithmetic,
}

/// Operations of two operands on registers for general purposes: the opcode's extension with a constant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Alu {
    Add = 0,
    Or = 1,
    And = 4,
    Sub = 5,
    Xor = 6,
    Cmp = 7,
}

/// Conditions of jumps, as they are encoded.
#[allow(missing_docs)]
pub mod cc {
    pub const B: u8 = 2;
    pub const AE: u8 = 3;
    pub const E: u8 = 4;
    pub const NE: u8 = 5;
    pub const BE: u8 = 6;
    pub const A: u8 = 7;
    pub const S: u8 = 8;
    pub const L: u8 = 12;
    pub const GE: u8 = 13;
    pub const LE: u8 = 14;
    pub const G: u8 = 15;
}

/// A place in the code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// Code as it grows, and the constants behind it.
#[derive(Default)]
pub struct Asm {
    pub code: Vec<u8>,
    pool: Vec<u8>,
    known: std::collections::HashMap<Vec<u8>, u32>,
    labels: Vec<usize>,
    /// Where four bytes are the distance to a label from `behind`.
    jumps: Vec<(usize, usize, Label)>,
    /// The same to an offset in the pool.
    pooled: Vec<(usize, usize, u32)>,
    /// Four bytes that are the distance of a label from a table.
    entries: Vec<(usize, usize, Label)>,
}

const UNBOUND: usize = usize::MAX;

impl Asm {
    pub fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() as u32 - 1)
    }

    pub fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.code.len();
    }

    /// A constant, found or put into the pool, aligned to its size.
    pub fn constant(&mut self, bytes: &[u8]) -> Mem {
        if let Some(&at) = self.known.get(bytes) {
            return Mem::Pool(at);
        }
        let at = self.pool.len().next_multiple_of(bytes.len());
        self.pool.resize(at, 0);
        self.pool.extend_from_slice(bytes);
        self.known.insert(bytes.to_vec(), at as u32);
        Mem::Pool(at as u32)
    }

    /// The whole: code, then constants; nothing if a label has no place.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        for (at, behind, label) in std::mem::take(&mut self.jumps) {
            let to = self.labels[label.0 as usize];
            if to == UNBOUND {
                return None;
            }
            self.put(at, to as i64 - behind as i64)?;
        }
        for (at, table, label) in std::mem::take(&mut self.entries) {
            let to = self.labels[label.0 as usize];
            if to == UNBOUND {
                return None;
            }
            self.put(at, to as i64 - table as i64)?;
        }
        let start = self.code.len().next_multiple_of(64);
        for (at, behind, offset) in std::mem::take(&mut self.pooled) {
            self.put(at, start as i64 + i64::from(offset) - behind as i64)?;
        }
        self.code.resize(start, 0xcc);
        self.code.append(&mut self.pool);
        Some(self.code)
    }

    fn put(&mut self, at: usize, distance: i64) -> Option<()> {
        let distance = i32::try_from(distance).ok()?;
        self.code.get_mut(at..at + 4)?.copy_from_slice(&distance.to_le_bytes());
        Some(())
    }

    /// A table of distances to labels, each of four bytes, counted from its start.
    pub fn table(&mut self, start: Label, targets: &[Label]) {
        self.bind(start);
        let table = self.code.len();
        for &target in targets {
            self.entries.push((self.code.len(), table, target));
            self.code.extend_from_slice(&[0; 4]);
        }
    }

    fn byte(&mut self, byte: u8) {
        self.code.push(byte);
    }

    fn word(&mut self, word: i32) {
        self.code.extend_from_slice(&word.to_le_bytes());
    }

    /// The bytes behind an opcode that name a memory operand. `bytes`: short offsets count so many; `behind`: bytes of the instruction
    /// after them.
    fn memory(&mut self, reg: u8, mem: Mem, bytes: i32, behind: usize) {
        let reg = (reg & 7) << 3;
        let (base, index, offset) = match mem {
            Mem::At(base, offset) => (base, None, offset),
            Mem::Index(base, index, scale, offset) => (base, Some((index.0, scale)), offset),
            Mem::Lanes(base, index, offset) => (base, Some((index.0, 0)), offset),
            Mem::Pool(at) => {
                self.byte(reg | 5);
                let place = self.code.len();
                self.pooled.push((place, place + 4 + behind, at));
                self.word(0);
                return;
            }
        };
        let short = offset % bytes == 0 && i8::try_from(offset / bytes).is_ok();
        let mode = match (offset, short) {
            (0, _) if base.0 & 7 != 5 => 0,
            (_, true) => 0x40,
            _ => 0x80,
        };
        match index {
            None if base.0 & 7 != 4 => self.byte(mode | reg | base.0 & 7),
            None => {
                self.byte(mode | reg | 4);
                self.byte(0x24);
            }
            Some((index, scale)) => {
                self.byte(mode | reg | 4);
                self.byte(scale << 6 | (index & 7) << 3 | base.0 & 7);
            }
        }
        match mode {
            0x40 => self.byte((offset / bytes) as i8 as u8),
            0x80 => self.word(offset),
            _ => {}
        }
    }

    /// A vector instruction: `reg` written (of stores, read), `vvvv` read, then `rm`. `length`: 0, 1, 2 for 128, 256, 512 bits. `behind`:
    /// bytes of the instruction after a memory operand.
    fn evex(
        &mut self,
        op: Vop,
        length: u8,
        (reg, vvvv): (u8, u8),
        rm: Rm,
        Lanes(k, z): Lanes,
        (rounding, behind): (Option<u8>, usize),
    ) {
        let bit = |v: u8, n: u8| !(v >> n) & 1;
        let mut upper = bit(vvvv, 4);
        let (x, b) = match rm {
            Rm::Reg(Z(n)) => (bit(n, 4), bit(n, 3)),
            Rm::Mem(mem) | Rm::Each(mem) => match mem {
                Mem::At(base, _) => (1, bit(base.0, 3)),
                Mem::Index(base, index, ..) => (bit(index.0, 3), bit(base.0, 3)),
                Mem::Lanes(base, index, _) => {
                    upper = bit(index.0, 4);
                    (bit(index.0, 3), bit(base.0, 3))
                }
                Mem::Pool(_) => (1, 1),
            },
        };
        self.byte(0x62);
        self.byte(bit(reg, 3) << 7 | x << 6 | b << 5 | bit(reg, 4) << 4 | op.map);
        self.byte(op.w << 7 | (!vvvv & 15) << 3 | 4 | op.pp);
        let broadcast = u8::from(matches!(rm, Rm::Each(_)) || rounding.is_some());
        self.byte(u8::from(z) << 7 | rounding.unwrap_or(length) << 5 | broadcast << 4 | upper << 3 | k);
        self.byte(op.op);
        match rm {
            Rm::Reg(Z(n)) => self.byte(0xc0 | (reg & 7) << 3 | n & 7),
            Rm::Mem(mem) => self.memory(reg, mem, op.bytes, behind),
            Rm::Each(mem) => self.memory(reg, mem, if op.w == 1 { 8 } else { 4 }, behind),
        }
    }

    pub fn vec(&mut self, op: Vop, d: Z, a: Z, b: Rm, lanes: Lanes) {
        self.evex(op, 2, (d.0, a.0), b, lanes, (None, 0));
    }

    /// With a rounding of its own: 0 nearest, 1 down, 2 up, 3 towards zero.
    pub fn vec_rounded(&mut self, op: Vop, d: Z, a: Z, b: Z, rounding: u8) {
        self.evex(op, 2, (d.0, a.0), Rm::Reg(b), ALL, (Some(rounding), 0));
    }

    pub fn vec_imm(&mut self, op: Vop, d: Z, a: Z, b: Rm, lanes: Lanes, imm: u8) {
        self.evex(op, 2, (d.0, a.0), b, lanes, (None, 1));
        self.byte(imm);
    }

    /// Of one source.
    pub fn vec1(&mut self, op: Vop, d: Z, a: Rm, lanes: Lanes) {
        self.evex(op, 2, (d.0, 0), a, lanes, (None, 0));
    }

    pub fn vec1_imm(&mut self, op: Vop, d: Z, a: Rm, lanes: Lanes, imm: u8) {
        self.evex(op, 2, (d.0, 0), a, lanes, (None, 1));
        self.byte(imm);
    }

    /// On 256 bits.
    pub fn half1(&mut self, op: Vop, d: Z, a: Rm, lanes: Lanes) {
        self.evex(Vop { bytes: op.bytes.min(32), ..op }, 1, (d.0, 0), a, lanes, (None, 0));
    }

    /// A move of 128 bits from or to memory.
    pub fn quarter(&mut self, op: Vop, d: Z, mem: Mem) {
        self.evex(Vop { bytes: 16, ..op }, 0, (d.0, 0), Rm::Mem(mem), ALL, (None, 0));
    }

    /// Comparisons: the result is a mask.
    pub fn cmp(&mut self, op: Vop, d: K, a: Z, b: Rm, lanes: Lanes, imm: u8) {
        self.evex(op, 2, (d.0, a.0), b, lanes, (None, 1));
        self.byte(imm);
    }

    pub fn test(&mut self, d: K, a: Z, b: Rm, lanes: Lanes, wide: bool) {
        self.evex(v::TESTM.wide(wide), 2, (d.0, a.0), b, lanes, (None, 0));
    }

    pub fn shift(&mut self, shift: Shift, wide: bool, d: Z, a: Z, by: u8) {
        let (opcode, digit) = match (shift, wide) {
            (Shift::Left, false) => (0x72, 6),
            (Shift::Right, false) => (0x72, 2),
            (Shift::Arithmetic, _) => (0x72, 4),
            (Shift::Left, true) => (0x73, 6),
            (Shift::Right, true) => (0x73, 2),
        };
        let op = vop(1, 1, u8::from(wide), opcode);
        self.evex(op, 2, (digit, d.0), Rm::Reg(a), ALL, (None, 1));
        self.byte(by);
    }

    /// All lanes from a register for general purposes.
    pub fn broadcast(&mut self, d: Z, from: Gpr, wide: bool) {
        self.evex(v::BROADCAST.wide(wide), 2, (d.0, 0), Rm::Reg(Z(from.0)), ALL, (None, 0));
    }

    /// The first lane.
    pub fn first(&mut self, to: Gpr, from: Z, wide: bool) {
        self.evex(v::TO_GPR.wide(wide), 0, (from.0, 0), Rm::Reg(Z(to.0)), ALL, (None, 0));
    }

    fn vex(&mut self, map: u8, pp: u8, w: u8, l: u8, op: u8, (reg, vvvv, rm): (u8, u8, u8)) {
        self.byte(0xc4);
        self.byte((!(reg >> 3) & 1) << 7 | 0x40 | (!(rm >> 3) & 1) << 5 | map);
        self.byte(w << 7 | (!vvvv & 15) << 3 | l << 2 | pp);
        self.byte(op);
        self.byte(0xc0 | (reg & 7) << 3 | rm & 7);
    }

    pub fn k_from(&mut self, k: K, from: Gpr) {
        self.vex(1, 3, 0, 0, 0x92, (k.0, 0, from.0));
    }

    pub fn k_to(&mut self, to: Gpr, k: K) {
        self.vex(1, 3, 0, 0, 0x93, (to.0, 0, k.0));
    }

    /// 32 lanes' bits moved down.
    pub fn k_right(&mut self, d: K, a: K, by: u8) {
        self.vex(3, 1, 0, 0, 0x31, (d.0, 0, a.0));
        self.byte(by);
    }

    pub fn k_move(&mut self, d: K, a: K) {
        self.vex(1, 0, 1, 0, 0x90, (d.0, 0, a.0));
    }

    /// `high` and `low`, 16 lanes each, as 32.
    pub fn k_join(&mut self, d: K, high: K, low: K) {
        self.vex(1, 0, 0, 1, 0x4b, (d.0, high.0, low.0));
    }

    /// The same of 8 lanes each.
    pub fn k_join_bytes(&mut self, d: K, high: K, low: K) {
        self.vex(1, 1, 0, 1, 0x4b, (d.0, high.0, low.0));
    }

    pub fn k_or(&mut self, d: K, a: K, b: K) {
        self.vex(1, 1, 1, 1, 0x45, (d.0, a.0, b.0));
    }

    /// Sets the zero flag if no lane of both is set.
    pub fn k_or_test(&mut self, a: K, b: K) {
        self.vex(1, 1, 1, 0, 0x98, (a.0, 0, b.0));
    }

    fn rex(&mut self, wide: bool, reg: u8, index: u8, base: u8, force: bool) {
        let rex = 0x40 | u8::from(wide) << 3 | (reg >> 3 & 1) << 2 | (index >> 3 & 1) << 1 | base >> 3 & 1;
        if rex != 0x40 || force {
            self.byte(rex);
        }
    }

    /// An instruction with a register and one in memory.
    fn with_memory(
        &mut self,
        prefix: Option<u8>,
        opcode: &[u8],
        wide: bool,
        reg: u8,
        mem: Mem,
        behind: usize,
    ) {
        if let Some(prefix) = prefix {
            self.byte(prefix);
        }
        let (base, index) = match mem {
            Mem::At(base, _) => (base.0, 0),
            Mem::Index(base, index, ..) => (base.0, index.0),
            _ => (0, 0),
        };
        let bytes = opcode == [0x88] || opcode == [0x0f, 0xb6];
        self.rex(wide, reg, index, base, bytes && reg >= 4);
        opcode.iter().for_each(|&byte| self.byte(byte));
        self.memory(reg, mem, 1, behind);
    }

    fn with_register(&mut self, opcode: &[u8], wide: bool, reg: u8, rm: u8) {
        self.rex(wide, reg, 0, rm, false);
        opcode.iter().for_each(|&byte| self.byte(byte));
        self.byte(0xc0 | (reg & 7) << 3 | rm & 7);
    }

    pub fn mov(&mut self, d: Gpr, a: Gpr, wide: bool) {
        self.with_register(&[0x89], wide, a.0, d.0);
    }

    pub fn load(&mut self, d: Gpr, mem: Mem, wide: bool) {
        self.with_memory(None, &[0x8b], wide, d.0, mem, 0);
    }

    /// An element of so many bytes, extended to 64 bits, with its sign if it has one.
    pub fn load_element(&mut self, d: Gpr, mem: Mem, bytes: u32, signed: bool) {
        match (bytes, signed) {
            (1, false) => self.with_memory(None, &[0x0f, 0xb6], false, d.0, mem, 0),
            (1, true) => self.with_memory(None, &[0x0f, 0xbe], true, d.0, mem, 0),
            (2, false) => self.with_memory(None, &[0x0f, 0xb7], false, d.0, mem, 0),
            (2, true) => self.with_memory(None, &[0x0f, 0xbf], true, d.0, mem, 0),
            (4, true) => self.with_memory(None, &[0x63], true, d.0, mem, 0),
            _ => self.load(d, mem, bytes == 8),
        }
    }

    pub fn store(&mut self, mem: Mem, a: Gpr, bytes: u32) {
        match bytes {
            1 => self.with_memory(None, &[0x88], false, a.0, mem, 0),
            2 => self.with_memory(Some(0x66), &[0x89], false, a.0, mem, 0),
            _ => self.with_memory(None, &[0x89], bytes == 8, a.0, mem, 0),
        }
    }

    pub fn store_imm(&mut self, mem: Mem, value: i32) {
        self.with_memory(None, &[0xc7], false, 0, mem, 4);
        self.word(value);
    }

    /// Fetches a line of memory, to be written or not. A bad address is none to the processor.
    pub fn prefetch(&mut self, mem: Mem, writes: bool) {
        self.with_memory(None, if writes { &[0x0f, 0x0d] } else { &[0x0f, 0x18] }, false, 1, mem, 0);
    }

    pub fn lea(&mut self, d: Gpr, mem: Mem) {
        self.with_memory(None, &[0x8d], true, d.0, mem, 0);
    }

    /// The address of a label.
    pub fn lea_label(&mut self, d: Gpr, label: Label) {
        self.rex(true, d.0, 0, 0, false);
        self.byte(0x8d);
        self.byte((d.0 & 7) << 3 | 5);
        let place = self.code.len();
        self.jumps.push((place, place + 4, label));
        self.word(0);
    }

    pub fn mov_imm(&mut self, d: Gpr, value: u64) {
        if value == 0 {
            self.alu(Alu::Xor, d, d, false);
        } else if let Ok(value) = u32::try_from(value) {
            self.rex(false, 0, 0, d.0, false);
            self.byte(0xb8 | d.0 & 7);
            self.word(value as i32);
        } else if i64::from(value as i32) as u64 == value {
            self.with_register(&[0xc7], true, 0, d.0);
            self.word(value as i32);
        } else {
            self.rex(true, 0, 0, d.0, false);
            self.byte(0xb8 | d.0 & 7);
            self.code.extend_from_slice(&value.to_le_bytes());
        }
    }

    pub fn alu(&mut self, op: Alu, d: Gpr, a: Gpr, wide: bool) {
        self.with_register(&[op as u8 * 8 + 1], wide, a.0, d.0);
    }

    pub fn alu_mem(&mut self, op: Alu, d: Gpr, mem: Mem, wide: bool) {
        self.with_memory(None, &[op as u8 * 8 + 3], wide, d.0, mem, 0);
    }

    pub fn alu_imm(&mut self, op: Alu, d: Gpr, value: i32, wide: bool) {
        self.with_register(&[0x81], wide, op as u8, d.0);
        self.word(value);
    }

    pub fn alu_mem_imm(&mut self, op: Alu, mem: Mem, value: i32, wide: bool) {
        self.with_memory(None, &[0x81], wide, op as u8, mem, 4);
        self.word(value);
    }

    pub fn test_reg(&mut self, a: Gpr, b: Gpr, wide: bool) {
        self.with_register(&[0x85], wide, b.0, a.0);
    }

    pub fn test_imm(&mut self, a: Gpr, value: i32, wide: bool) {
        self.with_register(&[0xf7], wide, 0, a.0);
        self.word(value);
    }

    pub fn not(&mut self, d: Gpr, wide: bool) {
        self.with_register(&[0xf7], wide, 2, d.0);
    }

    pub fn neg(&mut self, d: Gpr, wide: bool) {
        self.with_register(&[0xf7], wide, 3, d.0);
    }

    pub fn imul(&mut self, d: Gpr, a: Gpr, wide: bool) {
        self.with_register(&[0x0f, 0xaf], wide, d.0, a.0);
    }

    pub fn shift_imm(&mut self, shift: Shift, d: Gpr, by: u8, wide: bool) {
        let digit = match shift {
            Shift::Left => 4,
            Shift::Right => 5,
            Shift::Arithmetic => 7,
        };
        self.with_register(&[0xc1], wide, digit, d.0);
        self.byte(by);
    }

    /// By the count in `cl`, modulo the width.
    pub fn shift_cl(&mut self, shift: Shift, d: Gpr, wide: bool) {
        let digit = match shift {
            Shift::Left => 4,
            Shift::Right => 5,
            Shift::Arithmetic => 7,
        };
        self.with_register(&[0xd3], wide, digit, d.0);
    }

    /// 32 bits extended to 64 by their sign.
    pub fn extend(&mut self, d: Gpr, a: Gpr) {
        self.with_register(&[0x63], true, d.0, a.0);
    }

    pub fn cmov(&mut self, condition: u8, d: Gpr, a: Gpr, wide: bool) {
        self.with_register(&[0x0f, 0x40 | condition], wide, d.0, a.0);
    }

    /// 0 or 1 in all 64 bits of rax.
    pub fn set_rax(&mut self, condition: u8) {
        self.code.extend_from_slice(&[0x0f, 0x90 | condition, 0xc0, 0x0f, 0xb6, 0xc0]);
    }

    /// The number of zeros below the lowest one.
    pub fn trailing_zeros(&mut self, d: Gpr, a: Gpr) {
        self.byte(0xf3);
        self.with_register(&[0x0f, 0xbc], false, d.0, a.0);
    }

    /// The place of the highest one.
    pub fn highest(&mut self, d: Gpr, a: Gpr) {
        self.with_register(&[0x0f, 0xbd], false, d.0, a.0);
    }

    pub fn jump(&mut self, label: Label) {
        self.byte(0xe9);
        self.distance(label);
    }

    pub fn jump_if(&mut self, condition: u8, label: Label) {
        self.byte(0x0f);
        self.byte(0x80 | condition);
        self.distance(label);
    }

    pub fn call(&mut self, label: Label) {
        self.byte(0xe8);
        self.distance(label);
    }

    fn distance(&mut self, label: Label) {
        let place = self.code.len();
        self.jumps.push((place, place + 4, label));
        self.word(0);
    }

    pub fn call_mem(&mut self, mem: Mem) {
        self.with_memory(None, &[0xff], false, 2, mem, 0);
    }

    pub fn jump_reg(&mut self, a: Gpr) {
        self.with_register(&[0xff], false, 4, a.0);
    }

    pub fn push(&mut self, a: Gpr) {
        self.rex(false, 0, 0, a.0, false);
        self.byte(0x50 | a.0 & 7);
    }

    pub fn pop(&mut self, a: Gpr) {
        self.rex(false, 0, 0, a.0, false);
        self.byte(0x58 | a.0 & 7);
    }

    pub fn ret(&mut self) {
        self.byte(0xc3);
    }

    pub fn fence(&mut self) {
        self.code.extend_from_slice(&[0x0f, 0xae, 0xf0]);
    }

    pub fn zero_upper(&mut self) {
        self.code.extend_from_slice(&[0xc5, 0xf8, 0x77]);
    }
}
