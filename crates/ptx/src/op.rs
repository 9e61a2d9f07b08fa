//! The instructions: one variant per operation, its modifiers typed. Operands are in the function's pool (`ir`).

use crate::types::{BoolOp, Cmp, Round, Space, Type};
use crate::video::Video;

/// Two-operand integer and bit operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum IntBin {
    Add,
    Sub,
    MulLo,
    MulHi,
    MulWide,
    Mul24Lo,
    Mul24Hi,
    Div,
    Rem,
    Min,
    Max,
    And,
    Or,
    Xor,
    Shl,
    Shr,
}

/// One-operand integer and bit operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum IntUn {
    Neg,
    Abs,
    Not,
    Cnot,
    Popc,
    Clz,
    Brev,
    Bfind,
    BfindShift,
}

/// Which part of a product `mad` adds to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum MulPart {
    Lo,
    Hi,
    Wide,
    Lo24,
    Hi24,
}

/// Two-operand floating-point operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum FloatBin {
    Add,
    Sub,
    Mul,
    Div,
    Min,
    Max,
}

/// One-operand floating-point operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum FloatUn {
    Neg,
    Abs,
    Rcp,
    Sqrt,
    Rsqrt,
    Sin,
    Cos,
    Lg2,
    Ex2,
    Tanh,
}

/// How a floating-point result is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct FloatMode {
    /// Rounding of the result.
    pub round: Round,
    /// Subnormal inputs and results become zero with their sign.
    pub ftz: bool,
    /// Clamped to [0, 1], NaN to +0.
    pub sat: bool,
    /// Negative results become +0.
    pub relu: bool,
    /// `min`/`max`: a NaN input gives NaN.
    pub nan: bool,
    /// `min`/`max`: magnitudes are compared, the sign is the xor of both signs.
    pub xorsign_abs: bool,
    /// `.approx` or `.full`: the result may have the error that the ISA allows.
    pub approx: bool,
}

impl FloatMode {
    /// Round to nearest, nothing else.
    pub const PLAIN: FloatMode = FloatMode {
        round: Round::Rn,
        ftz: false,
        sat: false,
        relu: false,
        nan: false,
        xorsign_abs: false,
        approx: false,
    };
}

/// What `testp` asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum FloatTest {
    Finite,
    Infinite,
    Number,
    NotANumber,
    Normal,
    Subnormal,
}

/// The byte selection of `prmt`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum PrmtMode {
    Index,
    F4e,
    B4e,
    Rc8,
    Ecl,
    Ecr,
    Rc16,
}

/// Read-modify-write operations of `atom` and `red`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum AtomOp {
    Add,
    Min,
    Max,
    Inc,
    Dec,
    And,
    Or,
    Xor,
    Exch,
    Cas,
}

/// What a block barrier does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum BarKind {
    Sync,
    Arrive,
    RedAnd,
    RedOr,
    RedPopc,
}

/// Lane selection of `shfl`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum ShflMode {
    Up,
    Down,
    Bfly,
    Idx,
}

/// What `vote` computes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum VoteMode {
    All,
    Any,
    Uni,
    Ballot,
}

/// What `redux` computes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum ReduxOp {
    Add,
    Min,
    Max,
    And,
    Or,
    Xor,
}

/// What is done with a barrier in shared memory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum MbarrierOp {
    /// Makes one for a number of arrivals.
    Init,
    /// Ends its life.
    Inval,
    /// Arrives, once or as often as the second source says; `drop`: and never again.
    Arrive {
        /// The next phases wait for fewer.
        drop: bool,
    },
    /// Expects bytes, then arrives once.
    ArriveExpect {
        /// The next phases wait for one less.
        drop: bool,
    },
    /// Expects bytes.
    ExpectTx,
    /// Bytes have come.
    CompleteTx,
    /// Whether a phase is over: that of the state given, or that of the parity given.
    Wait {
        /// By parity.
        parity: bool,
    },
    /// Arrivals that a state says are missing.
    PendingCount,
}

/// `mma.sync`: the shape and the element types; A is row-major and B column-major unless said otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub struct Mma {
    pub m: u8,
    pub n: u8,
    pub k: u16,
    pub a_col: bool,
    pub b_row: bool,
    pub d: Type,
    pub a: Type,
    pub b: Type,
    pub c: Type,
    /// Integer sums saturate.
    pub satfinite: bool,
    /// Of single bits: what joins two of them before the ones are counted.
    pub bits: Option<BoolOp>,
    /// Of doubles: how each product added is rounded.
    pub round: Round,
}

impl Mma {
    /// Elements of a type in a register: of 64 bits for doubles, else of 32.
    pub const fn per_register(ty: Type) -> usize {
        if ty.bits() > 32 { 1 } else { 32 / ty.bits() as usize }
    }

    /// Four products at once, one for each two groups of four lanes (PTX ISA,
    /// "Matrix Fragments for mma.m8n8k4 with .f16 floating point type").
    pub fn is_fourfold(&self) -> bool {
        self.a == Type::F16 && self.k == 4
    }

    /// Registers that each lane gives for D, A, B and C (PTX ISA, "Matrix Fragments for mma").
    pub fn registers(&self) -> [usize; 4] {
        let times = if self.is_fourfold() { 4 } else { 1 };
        let count = |elements: usize, ty: Type| (times * elements / 32 / Mma::per_register(ty)).max(1);
        let (m, n, k) = (usize::from(self.m), usize::from(self.n), usize::from(self.k));
        [count(m * n, self.d), count(m * k, self.a), count(k * n, self.b), count(m * n, self.c)]
    }
}

impl Mma {
    /// Registers of D, A, B and C if A is sparse: it then has half as many elements (PTX ISA, "Sparse matrix storage").
    pub fn sparse_registers(&self) -> [usize; 4] {
        let [d, a, b, c] = self.registers();
        [d, a / 2, b, c]
    }

    /// Of how many lanes in four a sparse A has its metadata: for each of its 16 rows, four bits for two elements of
    /// halves and bytes, for one of 32 bits, or for four of four bits.
    pub fn metadata_lanes(&self) -> u32 {
        let bits = match self.a.bits() {
            32 => u32::from(self.k) * 2,
            4 => u32::from(self.k) / 2,
            _ => u32::from(self.k),
        };
        bits / 16
    }
}

/// Which matrix a `wmma` fragment is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum WmmaPart {
    A,
    B,
    /// The accumulator, C or D.
    C,
}

/// One `wmma.mma`: its shape, its elements' types, and what `Mma` has too.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub struct Wmma {
    pub shape: (u8, u8, u8),
    pub d: Type,
    pub a: Type,
    pub b: Type,
    pub c: Type,
    /// Integer sums saturate.
    pub satfinite: bool,
    /// Of single bits: what joins two of them before the ones are counted.
    pub bits: Option<BoolOp>,
    /// Of doubles: how each product added is rounded.
    pub round: Round,
}

impl Wmma {
    /// The fragments in the order of the operands: D, A, B, C.
    pub fn fragments(&self) -> [WmmaFragment; 4] {
        let parts =
            [(WmmaPart::C, self.d), (WmmaPart::A, self.a), (WmmaPart::B, self.b), (WmmaPart::C, self.c)];
        parts.map(|(part, ty)| WmmaFragment { part, shape: self.shape, ty })
    }
}

/// One `wmma` fragment: its matrix, the shape m, n, k of the operation, the type of its elements.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub struct WmmaFragment {
    pub part: WmmaPart,
    pub shape: (u8, u8, u8),
    pub ty: Type,
}

impl WmmaFragment {
    /// Registers of a lane (PTX ISA, "Matrix Fragments for WMMA"): halves that are multiplied fill eight, and so
    /// some of them are there more than once; all others are there once.
    pub const fn registers(&self) -> u8 {
        match (self.part, self.ty) {
            (WmmaPart::A | WmmaPart::B, Type::F16) => 8,
            _ => {
                let (rows, cols) = self.extents();
                (rows * cols / 32 / Mma::per_register(self.ty)) as u8
            }
        }
    }

    /// Rows and columns of the matrix.
    pub const fn extents(&self) -> (usize, usize) {
        let (m, n, k) = (self.shape.0 as usize, self.shape.1 as usize, self.shape.2 as usize);
        match self.part {
            WmmaPart::A => (m, k),
            WmmaPart::B => (k, n),
            WmmaPart::C => (m, n),
        }
    }
}

/// What kind of texture or surface an instruction reads (PTX ISA, "tex").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Geometry {
    D1,
    D2,
    D3,
    /// Layers of rows: the layer comes first among the coordinates.
    A1,
    A2,
    Cube,
    ACube,
}

impl Geometry {
    /// The first coordinate is a layer.
    pub const fn is_layered(self) -> bool {
        matches!(self, Geometry::A1 | Geometry::A2 | Geometry::ACube)
    }

    /// The fewest coordinates that it is named by, the layer among them.
    pub const fn coordinates(self) -> usize {
        match self {
            Geometry::D1 => 1,
            Geometry::D2 | Geometry::A1 => 2,
            Geometry::D3 | Geometry::A2 | Geometry::Cube => 3,
            Geometry::ACube => 4,
        }
    }
}

/// Where `tex` has its level of detail from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Lod {
    /// The first level.
    Base,
    /// The operand.
    Level,
    /// How far apart neighbours are, in two directions.
    Grad,
}

/// What becomes of surface accesses beyond the edges.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Edge {
    /// The kernel stops.
    Trap,
    /// They go to the nearest place within.
    Clamp,
    /// They read zeros and write nothing.
    Zero,
}

/// What `txq` and `suq` ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum TexQuery {
    Width,
    Height,
    Depth,
    ArraySize,
    DataType,
    Order,
    Normalized,
    Filter,
    /// The address mode of a dimension.
    Beyond(u8),
    /// Of a sampler of its own: whether coordinates count texels.
    ForceUnnormalized,
    Levels,
    Samples,
}

/// One operation with its modifiers. The order of destinations and sources in the operand pool is the order
/// of the PTX text; vector operands are flattened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs)]
pub enum Op {
    /// `mov d, a`.
    Mov(Type),
    /// `mov d, {a, b, ..}`: `d` has the type; the sources are its equal parts, lowest first.
    Pack(Type),
    /// `mov {a, b, ..}, s`.
    Unpack(Type),
    /// `op d, a, b`. `sat` only with add and sub of s32.
    Int2 { op: IntBin, ty: Type, sat: bool },
    /// `op d, a`.
    Int1 { op: IntUn, ty: Type },
    /// `add`/`sub` with the carry flag.
    AddCarry { sub: bool, ty: Type, carry_in: bool, carry_out: bool },
    /// `mad d, a, b, c`.
    Mad { part: MulPart, ty: Type, sat: bool, carry_in: bool, carry_out: bool },
    /// `d = c + |a - b|`.
    Sad(Type),
    /// Bit field extract `d, a, pos, len`.
    Bfe(Type),
    /// Bit field insert `d, a, b, pos, len`.
    Bfi(Type),
    /// Mask of `b` ones from `a` on.
    Bmsk { wrap: bool },
    /// Sign- or zero-extend from bit position.
    Szext { ty: Type, wrap: bool },
    /// The n-th set bit.
    Fns,
    /// Any function of three bits: `d, a, b, c, table`.
    Lop3,
    /// Byte permutation `d, a, b, selector`.
    Prmt(PrmtMode),
    /// Funnel shift `d, a, b, count`.
    Shf { right: bool, wrap: bool },
    /// Four-way byte dot product and add.
    Dp4a { a_signed: bool, b_signed: bool },
    /// Two-way dot product of 16-bit with bytes, and add.
    Dp2a { hi: bool, a_signed: bool, b_signed: bool },
    /// `d, a, b[, c]`.
    Video(Video),
    /// `op d, a, b` in floating point.
    Float2 { op: FloatBin, ty: Type, mode: FloatMode },
    /// `min` and `max` of three singles, or of their magnitudes.
    Float3 { op: FloatBin, abs: bool, mode: FloatMode },
    /// `op d, a, c` or `d = a * b + c` of singles, but for `a` and `b` of a shorter type.
    FloatMixed { op: Option<FloatBin>, from: Type, mode: FloatMode },
    /// The smaller or larger integer, or zero where that is negative.
    ExtremeRelu { max: bool, ty: Type },
    /// `op d, a` in floating point.
    Float1 { op: FloatUn, ty: Type, mode: FloatMode },
    /// `d = a * b + c`, rounded once.
    Fma { ty: Type, mode: FloatMode },
    /// `d = |b|` with the sign of `a`.
    Copysign(Type),
    /// `testp d, a`.
    Testp { test: FloatTest, ty: Type },
    /// `setp p|q, a, b[, c]`: always two destinations, the second possibly a sink.
    Setp { cmp: Cmp, combine: Option<BoolOp>, ty: Type, ftz: bool },
    /// `set d, a, b[, c]`.
    Set { cmp: Cmp, combine: Option<BoolOp>, dst: Type, src: Type, ftz: bool },
    /// `selp d, a, b, p`.
    Selp(Type),
    /// `slct d, a, b, c`.
    Slct { ty: Type, cond: Type, ftz: bool },
    /// Conversion `d, a`.
    Cvt { to: Type, from: Type, round: Option<Round>, ftz: bool, sat: bool, relu: bool },
    /// Conversion of two values to a packed pair `d, hi, lo`.
    CvtPair { to: Type, from: Type, round: Round, relu: bool, satfinite: bool },
    /// From a single to what is shorter, where what is too large becomes the largest number.
    CvtFinite { to: Type, round: Round, relu: bool },
    /// To and from pairs of formats of eight bits and less.
    CvtSmall { to: Type, from: Type, round: Round, relu: bool, satfinite: bool },
    /// `cvt.rs`: two or four singles, the first uppermost in the result, then the random bits that round them.
    CvtStochastic { to: Type, relu: bool, satfinite: bool },
    /// `cvt.pack.sat`: `d, a, b[, c]`.
    CvtPack { to: Type, from: Type, chained: bool },
    /// Between a space's addresses and generic ones.
    Cvta { to_space: bool, space: Space, ty: Type },
    /// `isspacep p, a`.
    Isspacep(Space),
    /// Load `vec` elements; the address is the only source.
    Ld { space: Space, ty: Type, vec: u8 },
    /// Store; the sources are the address, then `vec` elements.
    St { space: Space, ty: Type, vec: u8 },
    /// `atom d, [a], b[, c]`.
    Atom { space: Space, op: AtomOp, ty: Type },
    /// `red [a], b`.
    Red { space: Space, op: AtomOp, ty: Type },
    /// `atom` and `red` of a vector, each element by itself: destinations if there are any; the address, then the elements.
    AtomVec { space: Space, op: AtomOp, ty: Type, vec: u8 },
    /// Block barrier. Sources: id, then thread count if `counted`, then the predicate of a reduction.
    Bar { kind: BarKind, counted: bool },
    /// `barrier.cluster`: arriving, or waiting for all threads of the cluster to have.
    ClusterBar { arrive: bool },
    /// `mapa d, a, rank`: the address of the same in another block's shared memory; generic ones or shared ones.
    Mapa { generic: bool },
    /// `getctarank d, a`: whose shared memory an address is in.
    Getctarank { generic: bool },
    /// `bar.warp.sync mask`.
    BarWarp,
    /// Any memory fence.
    Fence,
    /// `shfl.sync d|p, a, b, c, mask`: two destinations, the second possibly a sink.
    Shfl(ShflMode),
    /// `vote.sync d, p, mask`.
    Vote(VoteMode),
    /// `shfl` and `vote` without `.sync`, of the lanes that are together.
    ShflActive(ShflMode),
    /// `vote d, p`.
    VoteActive(VoteMode),
    /// `match.sync`: two destinations, the second possibly a sink.
    Match { all: bool, ty: Type },
    /// `redux.sync d, a, mask`; of singles, their magnitudes, and whether one NaN makes the result one.
    Redux { op: ReduxOp, ty: Type, abs: bool, nan: bool },
    /// `activemask d`.
    Activemask,
    /// `elect.sync d|p, mask`: two destinations, the first possibly a sink.
    Elect,
    /// Jump to the instruction of that index in the function.
    Bra(u32),
    /// Jump through the function's table of that index.
    BrxIdx(u32),
    /// Call through the function's call site of that index.
    Call(u32),
    /// Return from a function; in an entry the same as `Exit`.
    Ret,
    /// End of this lane.
    Exit,
    /// Stops the grid with an error.
    Trap,
    /// A breakpoint; without a debugger, an error like `Trap`.
    Brkpt,
    /// `nanosleep t`.
    Nanosleep,
    /// Not supported: the function's `rejected` says what it is.
    Rejected,
    /// What changes no result: prefetch, discard, cp.async groups (copies are made at once), setmaxnreg.
    Nop,
    /// `createpolicy`: what it makes tells only how to cache, so that it is zero.
    CreatePolicy,
    /// `cp.async [shared], [global], size[, src-size]`.
    CpAsync { bytes: u8 },
    /// `cp.async.bulk [to], [from], size[, [mbarrier]][, blocks][, bytes]`: to the same place in all blocks of the
    /// cluster that a mask names; of each 16 bytes, those that a mask names.
    CpBulk { to: Space, from: Space, multicast: bool, masked: bool },
    /// `cp.reduce.async.bulk [to], [from], size[, [mbarrier]]`, element by element.
    CpReduceBulk { to: Space, op: AtomOp, ty: Type },
    /// `st.bulk [a], size, 0`.
    StBulk { space: Space },
    /// `st.async [a], b, [mbarrier]`.
    StAsync { ty: Type, vec: u8 },
    /// `red.async [a], b, [mbarrier]`.
    RedAsync { op: AtomOp, ty: Type },
    /// `alloca d, size[, alignment]`: memory of the function's frame.
    Alloca,
    /// How much of it there is.
    Stacksave,
    /// Back to so much.
    Stackrestore,
    /// `mbarrier.*`: destination if it has one, then the address (`PendingCount`: the state), then count, bytes or state.
    Mbarrier { op: MbarrierOp, space: Space },
    /// `mma.sync`: destinations D, sources A, B, C, flattened.
    Mma(Mma),
    /// `mma.sp.sync`, A sparse: sources A, B, C, the metadata, and which lanes' it is.
    MmaSparse(Mma),
    /// `ldmatrix`: `num` 8x8 matrices of 16-bit elements.
    Ldmatrix { num: u8, trans: bool, space: Space },
    /// `stmatrix`.
    Stmatrix { num: u8, trans: bool, space: Space },
    /// `ldmatrix` to elements of eight bits, from rows of sixteen elements of so many: of 8 rows as they lie, or of 16
    /// rows transposed, which fill two registers.
    LdmatrixBytes { num: u8, rows: u8, bits: u8, space: Space },
    /// `stmatrix.m16n8.trans.b8`.
    StmatrixBytes { num: u8, space: Space },
    /// `movmatrix.trans.b16 d, a`.
    Movmatrix,
    /// `wmma.load d, [p][, stride]`; `col`: the matrix is column-major in memory.
    WmmaLoad { fragment: WmmaFragment, col: bool, space: Space },
    /// `wmma.store [p], d[, stride]`.
    WmmaStore { fragment: WmmaFragment, col: bool, space: Space },
    /// `tex`: four destinations; the handle, the sampler if it is not the texture's, so many coordinates, then the level
    /// or both gradients.
    Tex { geometry: Geometry, ty: Type, coord: Type, lod: Lod, sampler: bool, coords: u8 },
    /// `tld4`: one component of four texels.
    Tld4 { component: u8, geometry: Geometry, ty: Type, sampler: bool, coords: u8 },
    /// `txq` and `suq`; of a level, that is the second source.
    TexQuery { query: TexQuery, level: bool },
    /// `suld.b`: the handle, then so many coordinates.
    Suld { geometry: Geometry, ty: Type, vec: u8, edge: Edge, coords: u8 },
    /// `sust.b`, or `sust.p`, whose coordinates count texels: the handle, so many coordinates, then the elements.
    Sust { geometry: Geometry, ty: Type, vec: u8, edge: Edge, coords: u8, formatted: bool },
    /// `sured.b`, or `sured.p`: the handle, so many coordinates, then the operand.
    Sured { op: AtomOp, geometry: Geometry, ty: Type, edge: Edge, coords: u8, formatted: bool },
    /// `wmma.mma d, a, b, c`.
    Wmma(Wmma),
}
