//! The vector instructions that the wide code generator uses, as they are encoded (Intel, "64 and IA-32 Architectures Software Developer's
//! Manual", volume 2, the instructions' own pages).

/// An EVEX instruction: opcode map (1: 0F, 2: 0F38, 3: 0F3A), implied prefix (0: none, 1: 66, 2: F3, 3: F2), W, opcode, and the bytes of a
/// memory operand, by which short offsets are counted.
#[derive(Clone, Copy, Debug)]
pub struct Vop {
    pub map: u8,
    pub pp: u8,
    pub w: u8,
    pub op: u8,
    pub bytes: i32,
}

pub const fn vop(map: u8, pp: u8, w: u8, op: u8) -> Vop {
    Vop { map, pp, w, op, bytes: 64 }
}

impl Vop {
    /// The same for elements of 64 bits.
    pub const fn wide(self, wide: bool) -> Vop {
        Vop { w: wide as u8, ..self }
    }

    /// A gather or scatter of elements of 64 bits.
    pub const fn doubles(self) -> Vop {
        Vop { bytes: 8, ..self.wide(true) }
    }

    const fn of(self, bytes: i32) -> Vop {
        Vop { bytes, ..self }
    }
}

/// Vector instructions.
#[allow(missing_docs)]
pub mod v {
    use super::{Vop, vop};

    pub const LOAD: Vop = vop(1, 2, 0, 0x6f);
    pub const STORE: Vop = vop(1, 2, 0, 0x7f);
    pub const MOVE: Vop = vop(1, 1, 0, 0x6f);
    pub const ADDD: Vop = vop(1, 1, 0, 0xfe);
    pub const ADDQ: Vop = vop(1, 1, 1, 0xd4);
    pub const SUBD: Vop = vop(1, 1, 0, 0xfa);
    pub const SUBQ: Vop = vop(1, 1, 1, 0xfb);
    /// D or Q by W.
    pub const MULL: Vop = vop(2, 1, 0, 0x40);
    pub const MULUDQ: Vop = vop(1, 1, 1, 0xf4);
    pub const MULDQ: Vop = vop(2, 1, 1, 0x28);
    pub const AND: Vop = vop(1, 1, 0, 0xdb);
    pub const OR: Vop = vop(1, 1, 0, 0xeb);
    pub const XOR: Vop = vop(1, 1, 0, 0xef);
    pub const TERNLOG: Vop = vop(3, 1, 0, 0x25);
    pub const SLLV: Vop = vop(2, 1, 0, 0x47);
    pub const SRLV: Vop = vop(2, 1, 0, 0x45);
    pub const SRAV: Vop = vop(2, 1, 0, 0x46);
    pub const MINS: Vop = vop(2, 1, 0, 0x39);
    pub const MINU: Vop = vop(2, 1, 0, 0x3b);
    pub const MAXS: Vop = vop(2, 1, 0, 0x3d);
    pub const MAXU: Vop = vop(2, 1, 0, 0x3f);
    pub const ABSD: Vop = vop(2, 1, 0, 0x1e);
    pub const ABSQ: Vop = vop(2, 1, 1, 0x1f);
    pub const CMP: Vop = vop(3, 1, 0, 0x1f);
    pub const CMPU: Vop = vop(3, 1, 0, 0x1e);
    pub const CMPPS: Vop = vop(1, 0, 0, 0xc2);
    pub const CMPPD: Vop = vop(1, 1, 1, 0xc2);
    pub const TESTM: Vop = vop(2, 1, 0, 0x27);
    pub const ADDPS: Vop = vop(1, 0, 0, 0x58);
    pub const MULPS: Vop = vop(1, 0, 0, 0x59);
    pub const SUBPS: Vop = vop(1, 0, 0, 0x5c);
    pub const MINPS: Vop = vop(1, 0, 0, 0x5d);
    pub const DIVPS: Vop = vop(1, 0, 0, 0x5e);
    pub const MAXPS: Vop = vop(1, 0, 0, 0x5f);
    pub const SQRTPS: Vop = vop(1, 0, 0, 0x51);
    pub const FMA231: Vop = vop(2, 1, 0, 0xb8);
    pub const RNDSCALEPS: Vop = vop(3, 1, 0, 0x08);
    pub const CVTDQ2PS: Vop = vop(1, 0, 0, 0x5b);
    pub const CVTUDQ2PS: Vop = vop(1, 3, 0, 0x7a);
    pub const CVTTPS2DQ: Vop = vop(1, 2, 0, 0x5b);
    pub const CVTTPS2UDQ: Vop = vop(1, 0, 0, 0x78);
    pub const CVTPS2PH: Vop = vop(3, 1, 0, 0x1d).of(32);
    pub const CVTPH2PS: Vop = vop(2, 1, 0, 0x13).of(32);
    pub const CVTPS2PD: Vop = vop(1, 0, 0, 0x5a).of(32);
    pub const CVTPD2PS: Vop = vop(1, 1, 1, 0x5a);
    pub const MOVSXDQ: Vop = vop(2, 1, 0, 0x25).of(32);
    pub const MOVZXDQ: Vop = vop(2, 1, 0, 0x35).of(32);
    pub const MOVSXWD: Vop = vop(2, 1, 0, 0x23).of(32);
    pub const MOVZXWD: Vop = vop(2, 1, 0, 0x33).of(32);
    pub const MOVSXBD: Vop = vop(2, 1, 0, 0x21).of(16);
    pub const MOVZXBD: Vop = vop(2, 1, 0, 0x31).of(16);
    pub const MOVDW: Vop = vop(2, 2, 0, 0x33).of(32);
    pub const MOVDB: Vop = vop(2, 2, 0, 0x31).of(16);
    pub const MOVQD: Vop = vop(2, 2, 0, 0x35).of(32);
    pub const BROADCASTD: Vop = vop(2, 1, 0, 0x58).of(4);
    pub const BROADCASTQ: Vop = vop(2, 1, 1, 0x59).of(8);
    /// From a register for general purposes, D or Q by W.
    pub const BROADCAST: Vop = vop(2, 1, 0, 0x7c);
    pub const PERMD: Vop = vop(2, 1, 0, 0x36);
    pub const PERMI2: Vop = vop(2, 1, 0, 0x76);
    pub const SHUFB: Vop = vop(2, 1, 0, 0x00);
    pub const INSERT256: Vop = vop(3, 1, 1, 0x3a).of(32);
    pub const EXTRACT256: Vop = vop(3, 1, 1, 0x3b).of(32);
    pub const SHUF128: Vop = vop(3, 1, 1, 0x43);
    pub const GATHERD: Vop = vop(2, 1, 0, 0x90).of(4);
    pub const GATHERQ: Vop = vop(2, 1, 0, 0x91).of(4);
    pub const SCATTERD: Vop = vop(2, 1, 0, 0xa0).of(4);
    pub const SCATTERQ: Vop = vop(2, 1, 0, 0xa1).of(4);
    pub const BLENDM: Vop = vop(2, 1, 0, 0x64);
    pub const DPBUSD: Vop = vop(2, 1, 0, 0x50);
    pub const LZCNT: Vop = vop(2, 1, 0, 0x44);
    pub const POPCNT: Vop = vop(2, 1, 0, 0x55);
    /// The first lane to a register for general purposes, D or Q by W.
    pub const TO_GPR: Vop = vop(1, 1, 0, 0x7e);
}
