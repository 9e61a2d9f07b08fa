//! The small vocabulary of PTX: types, state spaces, rounding, comparisons. Not the instructions (`op`).

/// A fundamental or packed type (PTX ISA, "Fundamental Types" and "Packed Data Types").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Type {
    Pred,
    B8,
    B16,
    B32,
    B64,
    B128,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F16,
    F16x2,
    Bf16,
    Bf16x2,
    Tf32,
    F32,
    F64,
    U16x2,
    S16x2,
    E4m3x2,
    E5m2x2,
    E2m3x2,
    E3m2x2,
    E2m1x2,
    /// Four of them: results of `cvt.rs` alone.
    E4m3x4,
    E5m2x4,
    E2m3x4,
    E3m2x4,
    E2m1x4,
    /// Exponents alone.
    Ue8m0x2,
    F32x2,
    /// The elements of matrices alone have these, each in its place of a register.
    E4m3,
    E5m2,
    S4,
    U4,
    B1,
}

impl Type {
    /// The type named by `name`, written without its leading dot.
    pub fn from_name(name: &[u8]) -> Option<Type> {
        Some(match name {
            b"pred" => Type::Pred,
            b"b8" => Type::B8,
            b"b16" => Type::B16,
            b"b32" => Type::B32,
            b"b64" => Type::B64,
            b"b128" => Type::B128,
            b"u8" => Type::U8,
            b"u16" => Type::U16,
            b"u32" => Type::U32,
            b"u64" => Type::U64,
            b"s8" => Type::S8,
            b"s16" => Type::S16,
            b"s32" => Type::S32,
            b"s64" => Type::S64,
            b"f16" => Type::F16,
            b"f16x2" => Type::F16x2,
            b"bf16" => Type::Bf16,
            b"bf16x2" => Type::Bf16x2,
            b"tf32" => Type::Tf32,
            b"f32" => Type::F32,
            b"f64" => Type::F64,
            b"u16x2" => Type::U16x2,
            b"s16x2" => Type::S16x2,
            b"e4m3x2" => Type::E4m3x2,
            b"e5m2x2" => Type::E5m2x2,
            b"e2m3x2" => Type::E2m3x2,
            b"e3m2x2" => Type::E3m2x2,
            b"e2m1x2" => Type::E2m1x2,
            b"ue8m0x2" => Type::Ue8m0x2,
            b"f32x2" => Type::F32x2,
            _ => return None,
        })
    }

    /// Width in bits; a predicate counts as 1.
    pub const fn bits(self) -> u32 {
        match self {
            Type::Pred | Type::B1 => 1,
            Type::S4 | Type::U4 => 4,
            Type::B8 | Type::U8 | Type::S8 | Type::E4m3 | Type::E5m2 | Type::E2m1x2 => 8,
            Type::B16 | Type::U16 | Type::S16 | Type::F16 | Type::Bf16 => 16,
            Type::E4m3x2 | Type::E5m2x2 | Type::E2m3x2 | Type::E3m2x2 | Type::Ue8m0x2 | Type::E2m1x4 => 16,
            Type::E4m3x4 | Type::E5m2x4 | Type::E2m3x4 | Type::E3m2x4 => 32,
            Type::B32 | Type::U32 | Type::S32 | Type::F32 | Type::Tf32 => 32,
            Type::F16x2 | Type::Bf16x2 | Type::U16x2 | Type::S16x2 => 32,
            Type::B64 | Type::U64 | Type::S64 | Type::F64 | Type::F32x2 => 64,
            Type::B128 => 128,
        }
    }

    /// Width in bytes in memory.
    pub const fn size(self) -> u32 {
        self.bits().div_ceil(8)
    }

    /// Two's-complement signed integer.
    pub const fn is_signed(self) -> bool {
        matches!(self, Type::S8 | Type::S16 | Type::S32 | Type::S64)
    }

    /// Signed or unsigned integer, or untyped bits.
    pub const fn is_integer(self) -> bool {
        matches!(
            self,
            Type::B8
                | Type::B16
                | Type::B32
                | Type::B64
                | Type::U8
                | Type::U16
                | Type::U32
                | Type::U64
                | Type::S8
                | Type::S16
                | Type::S32
                | Type::S64
        )
    }

    /// Floating point, packed pairs included.
    pub const fn is_float(self) -> bool {
        matches!(
            self,
            Type::F16 | Type::F16x2 | Type::Bf16 | Type::Bf16x2 | Type::Tf32 | Type::F32 | Type::F64
        )
    }
}

/// A state space (PTX ISA, "State Spaces"). `Generic` is no space: the address says it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Space {
    Generic,
    Global,
    Shared,
    Local,
    Const,
    Param,
}

/// Rounding of a floating-point result, or to an integral value (the last four).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Round {
    /// To nearest, ties to even.
    Rn,
    /// To nearest, ties away from zero (`.rna`, tf32 only).
    Rna,
    /// Towards zero.
    Rz,
    /// Towards minus infinity.
    Rm,
    /// Towards plus infinity.
    Rp,
    /// To the nearest integer, ties to even.
    Rni,
    /// To the integer towards zero.
    Rzi,
    /// To the integer towards minus infinity.
    Rmi,
    /// To the integer towards plus infinity.
    Rpi,
}

/// A comparison (PTX ISA, "Comparison and Selection Instructions"); the `u` forms are true for NaN.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Lo,
    Ls,
    Hi,
    Hs,
    Equ,
    Neu,
    Ltu,
    Leu,
    Gtu,
    Geu,
    Num,
    Nan,
}

/// The logical operation that combines a comparison with a predicate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum BoolOp {
    And,
    Or,
    Xor,
}

/// Who else can see a symbol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Linkage {
    Internal,
    Visible,
    Extern,
    Weak,
    Common,
}

/// A special register (PTX ISA, "Special Registers"). `.x .y .z` are separate entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Special {
    TidX,
    TidY,
    TidZ,
    NtidX,
    NtidY,
    NtidZ,
    CtaidX,
    CtaidY,
    CtaidZ,
    NctaidX,
    NctaidY,
    NctaidZ,
    LaneId,
    WarpId,
    NwarpId,
    SmId,
    NsmId,
    GridId,
    LanemaskEq,
    LanemaskLe,
    LanemaskLt,
    LanemaskGe,
    LanemaskGt,
    Clock,
    ClockHi,
    Clock64,
    GlobalTimer,
    GlobalTimerLo,
    GlobalTimerHi,
    DynamicSmemSize,
    TotalSmemSize,
    AggrSmemSize,
    ReservedSmem,
    /// `%envreg1` and `%envreg2`: the upper and lower half of the address of a cooperative launch's workspace, else zero.
    WorkspaceHi,
    WorkspaceLo,
    /// Of a cluster of blocks, x, y and z: where a block is in it.
    ClusterCtaid(u8),
    ClusterCtarank,
    ClusterNctaid(u8),
    ClusterNctarank,
    ClusterId(u8),
    NclusterId(u8),
    ExplicitCluster,
    /// Reads as zero: other `%envreg`, `%pm`, the `.w` components.
    Zero,
}

impl Special {
    /// The register named by `name`, with its leading `%`.
    pub fn from_name(name: &[u8]) -> Option<Special> {
        Some(match name {
            b"%tid.x" | b"%tid" => Special::TidX,
            b"%tid.y" => Special::TidY,
            b"%tid.z" => Special::TidZ,
            b"%ntid.x" | b"%ntid" => Special::NtidX,
            b"%ntid.y" => Special::NtidY,
            b"%ntid.z" => Special::NtidZ,
            b"%ctaid.x" | b"%ctaid" => Special::CtaidX,
            b"%ctaid.y" => Special::CtaidY,
            b"%ctaid.z" => Special::CtaidZ,
            b"%nctaid.x" | b"%nctaid" => Special::NctaidX,
            b"%nctaid.y" => Special::NctaidY,
            b"%nctaid.z" => Special::NctaidZ,
            b"%tid.w" | b"%ntid.w" | b"%ctaid.w" | b"%nctaid.w" => Special::Zero,
            b"%laneid" => Special::LaneId,
            b"%warpid" => Special::WarpId,
            b"%nwarpid" => Special::NwarpId,
            b"%smid" => Special::SmId,
            b"%nsmid" => Special::NsmId,
            b"%gridid" => Special::GridId,
            b"%lanemask_eq" => Special::LanemaskEq,
            b"%lanemask_le" => Special::LanemaskLe,
            b"%lanemask_lt" => Special::LanemaskLt,
            b"%lanemask_ge" => Special::LanemaskGe,
            b"%lanemask_gt" => Special::LanemaskGt,
            b"%clock" => Special::Clock,
            b"%clock_hi" => Special::ClockHi,
            b"%clock64" => Special::Clock64,
            b"%globaltimer" => Special::GlobalTimer,
            b"%globaltimer_lo" => Special::GlobalTimerLo,
            b"%globaltimer_hi" => Special::GlobalTimerHi,
            b"%dynamic_smem_size" => Special::DynamicSmemSize,
            b"%total_smem_size" => Special::TotalSmemSize,
            b"%aggr_smem_size" => Special::AggrSmemSize,
            b"%reserved_smem_offset_begin"
            | b"%reserved_smem_offset_end"
            | b"%reserved_smem_offset_cap"
            | b"%reserved_smem_offset_0"
            | b"%reserved_smem_offset_1" => Special::ReservedSmem,
            // No graph launches others from the device.
            b"%current_graph_exec" => Special::Zero,
            b"%cluster_ctaid.w" | b"%cluster_nctaid.w" | b"%clusterid.w" | b"%nclusterid.w" => Special::Zero,
            b"%cluster_ctaid.x" => Special::ClusterCtaid(0),
            b"%cluster_ctaid.y" => Special::ClusterCtaid(1),
            b"%cluster_ctaid.z" => Special::ClusterCtaid(2),
            b"%cluster_ctarank" => Special::ClusterCtarank,
            b"%cluster_nctaid.x" => Special::ClusterNctaid(0),
            b"%cluster_nctaid.y" => Special::ClusterNctaid(1),
            b"%cluster_nctaid.z" => Special::ClusterNctaid(2),
            b"%cluster_nctarank" => Special::ClusterNctarank,
            b"%clusterid.x" => Special::ClusterId(0),
            b"%clusterid.y" => Special::ClusterId(1),
            b"%clusterid.z" => Special::ClusterId(2),
            b"%nclusterid.x" => Special::NclusterId(0),
            b"%nclusterid.y" => Special::NclusterId(1),
            b"%nclusterid.z" => Special::NclusterId(2),
            b"%is_explicit_cluster" => Special::ExplicitCluster,
            b"%envreg1" => Special::WorkspaceHi,
            b"%envreg2" => Special::WorkspaceLo,
            name if numbered(name, b"%envreg", 32) || numbered(name, b"%pm", 8) => Special::Zero,
            name if name.strip_suffix(b"_64").is_some_and(|name| numbered(name, b"%pm", 8)) => Special::Zero,
            _ => return None,
        })
    }
}

/// Whether `name` is `prefix` and a number below `count`.
fn numbered(name: &[u8], prefix: &[u8], count: u32) -> bool {
    let Some(digits) = name.strip_prefix(prefix) else { return false };
    std::str::from_utf8(digits).ok().and_then(|text| text.parse::<u32>().ok()).is_some_and(|n| n < count)
}
