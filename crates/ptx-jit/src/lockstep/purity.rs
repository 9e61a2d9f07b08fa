//! Which instructions depend on their operands alone, and which concern each lane alone.

use ptx::Op;

/// Whether an instruction's results depend on its operands alone.
pub fn is_pure(op: &Op) -> bool {
    match op {
        Op::Mad { carry_in, carry_out, .. } => !carry_in && !carry_out,
        Op::Mov(_)
        | Op::Pack(_)
        | Op::Unpack(_)
        | Op::Int2 { .. }
        | Op::Int1 { .. }
        | Op::Sad(_)
        | Op::Bfe(_)
        | Op::Bfi(_)
        | Op::Bmsk { .. }
        | Op::Szext { .. }
        | Op::Fns
        | Op::Lop3
        | Op::Prmt(_)
        | Op::Shf { .. }
        | Op::Dp4a { .. }
        | Op::Dp2a { .. }
        | Op::Float2 { .. }
        | Op::Float1 { .. }
        | Op::Fma { .. }
        | Op::Copysign(_)
        | Op::Testp { .. }
        | Op::Setp { .. }
        | Op::Set { .. }
        | Op::Selp(_)
        | Op::Slct { .. }
        | Op::Cvt { .. }
        | Op::CvtPair { .. }
        | Op::CvtPack { .. }
        | Op::CvtFinite { .. }
        | Op::CvtSmall { .. }
        | Op::Video(_)
        | Op::Float3 { .. }
        | Op::FloatMixed { .. }
        | Op::ExtremeRelu { .. }
        | Op::Cvta { .. }
        | Op::Isspacep(_) => true,
        _ => false,
    }
}

/// Whether an instruction concerns each lane alone, as far as is known here.
pub fn is_alone(op: &Op) -> bool {
    is_pure(op)
        || matches!(
            op,
            Op::AddCarry { .. }
                | Op::Mad { .. }
                | Op::Ld { .. }
                | Op::St { .. }
                | Op::Atom { .. }
                | Op::Red { .. }
                | Op::CpAsync { .. }
                | Op::AtomVec { .. }
                | Op::CpBulk { .. }
                | Op::Mbarrier { .. }
                | Op::Activemask
                | Op::Fence
                | Op::Nanosleep
                | Op::Nop
        )
}
