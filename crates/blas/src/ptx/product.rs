//! Products of matrices: a block computes a tile of the result from tiles of both factors in shared memory.
//!
//! A block has 32 × 8 threads. Along the result's columns, where its elements are neighbours, go the lanes of a warp; so what they read of
//! the first factor are neighbours too, and of the second it is one element for all of them.

use std::fmt::Write;

use super::element::{self, kind};
use super::head;
use crate::types::{Element, Sum};

/// Of both factors' common dimension, in a step.
const STEP: u32 = 32;
/// Threads along the second dimension.
const ROWS: u32 = 8;
/// Elements of the common dimension between two jumps.
const UNROLLED: u32 = 4;

/// The part of the result that a block computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Rows, a multiple of 32.
    pub rows: u32,
    /// Columns, a multiple of 8.
    pub columns: u32,
}

impl Tile {
    /// For most.
    pub const WIDE: Self = Self { rows: 64, columns: 64 };
    /// For few columns, as one vector is.
    pub const NARROW: Self = Self { rows: 64, columns: 8 };
    /// For few rows.
    pub const ROW: Self = Self { rows: 32, columns: 64 };

    /// The one for a result of this shape.
    pub fn of(rows: u64, columns: u64) -> Self {
        match (rows, columns) {
            (_, ..=8) => Self::NARROW,
            (..=32, _) => Self::ROW,
            _ => Self::WIDE,
        }
    }
}

/// A product's types and the way its factors lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Product {
    /// Elements of the factors.
    pub from: Element,
    /// Elements of the result.
    pub to: Element,
    /// What sums are made in.
    pub sum: Sum,
    /// What alpha and beta are where they lie on the device.
    pub scale: Element,
    /// Whether neighbours in memory are along the first factor's columns of the mathematical matrix.
    pub a_transposed: bool,
    /// The same of the second.
    pub b_transposed: bool,
    /// What a block computes.
    pub tile: Tile,
}

/// How a tile of a factor comes into shared memory: lanes go along the inner dimension, where elements are neighbours.
struct Transfer {
    /// `a` or `b`.
    name: char,
    /// Elements of the tile along both.
    inner: u32,
    outer: u32,
    /// The first element's place along both, and the matrix's size.
    inner_origin: &'static str,
    inner_limit: &'static str,
    outer_origin: &'static str,
    outer_limit: &'static str,
    /// Elements from one to the next in shared memory.
    inner_stride: u32,
    outer_stride: u32,
}

impl Product {
    /// Elements from one row of the first tile to the next: one more than there are, so that columns fall into different banks.
    fn a_stride(self) -> u32 {
        self.tile.rows + 1
    }

    const B_STRIDE: u32 = STEP + 1;

    fn width(self) -> u32 {
        if self.sum == Sum::F64 { 8 } else { 4 }
    }

    fn transfers(self) -> [Transfer; 2] {
        let (rows, columns) = (self.tile.rows, self.tile.columns);
        let a = if self.a_transposed {
            Transfer {
                name: 'a',
                inner: STEP,
                outer: rows,
                inner_origin: "%l0",
                inner_limit: "%k",
                outer_origin: "%i0",
                outer_limit: "%m",
                inner_stride: self.a_stride(),
                outer_stride: 1,
            }
        } else {
            Transfer {
                name: 'a',
                inner: rows,
                outer: STEP,
                inner_origin: "%i0",
                inner_limit: "%m",
                outer_origin: "%l0",
                outer_limit: "%k",
                inner_stride: 1,
                outer_stride: self.a_stride(),
            }
        };
        let b = if self.b_transposed {
            Transfer {
                name: 'b',
                inner: columns,
                outer: STEP,
                inner_origin: "%j0",
                inner_limit: "%n",
                outer_origin: "%l0",
                outer_limit: "%k",
                inner_stride: Self::B_STRIDE,
                outer_stride: 1,
            }
        } else {
            Transfer {
                name: 'b',
                inner: STEP,
                outer: columns,
                inner_origin: "%l0",
                inner_limit: "%k",
                outer_origin: "%j0",
                outer_limit: "%n",
                inner_stride: 1,
                outer_stride: Self::B_STRIDE,
            }
        };
        [a, b]
    }

    /// Its text. Parameters: the addresses of both factors and the result; alpha and beta; m, n, k; the leading dimensions in elements; the
    /// elements from one matrix of the batch to the next; flags.
    pub fn text(self) -> String {
        let mut text = head(16, "32, 8, 1");
        self.declare(&mut text);
        self.addresses(&mut text);
        let transfers = self.transfers();
        for transfer in &transfers {
            self.start(&mut text, transfer);
        }
        for at in 0..self.results() {
            let _ = writeln!(text, "\tmov.{} %s{at}, {};", kind(self.sum), element::zero(self.sum));
        }
        text += "\tmov.u32 %l0, 0;\n\tsetp.eq.u32 %g, %k, 0;\n\t@%g bra RESULT;\nSTEP:\n";
        // Where the whole tile is inside both factors, nothing is asked for each element.
        let _ = writeln!(
            text,
            "\tadd.u32 %r0, %l0, {STEP};\n\tsetp.le.and.u32 %g, %r0, %k, %inside;\n\t@!%g bra EDGE;"
        );
        for transfer in &transfers {
            self.transfer(&mut text, transfer, false);
        }
        text += "\tbra FILLED;\nEDGE:\n";
        for transfer in &transfers {
            self.transfer(&mut text, transfer, true);
        }
        text += "FILLED:\n\tbar.sync 0;\n";
        self.multiply(&mut text);
        text += "\tbar.sync 0;\n";
        for transfer in &transfers {
            let name = transfer.name;
            let _ = writeln!(text, "\tadd.u64 %at_{name}, %at_{name}, %next_{name};");
        }
        let _ = writeln!(
            text,
            "\tadd.u32 %l0, %l0, {STEP};\n\tsetp.lt.u32 %g, %l0, %k;\n\t@%g bra STEP;\nRESULT:"
        );
        self.result(&mut text);
        text + "\tret;\n}\n"
    }

    /// Results of a thread.
    fn results(self) -> u32 {
        (self.tile.rows / 32) * (self.tile.columns / ROWS)
    }

    fn declare(self, text: &mut String) {
        let (kind, width) = (kind(self.sum), self.width());
        let _ = write!(
            text,
            "{}\t.reg .pred %g, %q, %inside, %arrays, %at, %keep, %lower, %upper, %lane<4>;\n\
             \t.reg .b32 %r<4>, %tx, %ty, %i0, %j0, %l0, %m, %n, %k, %i, %j, %in, %sa, %sb, %end, %store_a, %store_b;\n\
             \t.reg .b64 %d<8>, %a, %b, %c, %z, %ld_a, %ld_b, %ld_c, %at_a, %at_b, %next_a, %next_b, %row_a, %row_b, %from;\n\
             \t.reg .{kind} %s<{}>, %x<{}>, %y<{}>, %v, %alpha, %beta;\n\
             \t.shared .align 16 .b8 tile_a[{}];\n\t.shared .align 16 .b8 tile_b[{}];\n",
            element::REGISTERS,
            self.results(),
            self.tile.rows / 32,
            self.tile.columns / ROWS,
            STEP * self.a_stride() * width,
            self.tile.columns * Self::B_STRIDE * width,
        );
    }

    /// The matrices of this block's part of the batch, where its tile begins, and the factors.
    fn addresses(self, text: &mut String) {
        let (from, to) = (self.from.size(), self.to.size());
        let _ = write!(
            text,
            "\tcvt.u32.u64 %m, %p5;\n\tcvt.u32.u64 %n, %p6;\n\tcvt.u32.u64 %k, %p7;\n\
             \tmul.lo.u64 %ld_a, %p8, {from};\n\tmul.lo.u64 %ld_b, %p9, {from};\n\tmul.lo.u64 %ld_c, %p10, {to};\n\
             \tmov.u32 %r0, %ctaid.z;\n\tcvt.u64.u32 %z, %r0;\n\
             \tand.b64 %d0, %p14, {};\n\tsetp.ne.u64 %arrays, %d0, 0;\n\
             \tand.b64 %d0, %p14, {};\n\tsetp.ne.u64 %at, %d0, 0;\n\
             \tand.b64 %d0, %p14, {};\n\tsetp.ne.u64 %lower, %d0, 0;\n\
             \tand.b64 %d0, %p14, {};\n\tsetp.ne.u64 %upper, %d0, 0;\n\t@%arrays bra ARRAYS;\n",
            super::ARRAYS,
            super::SCALES_AT,
            super::LOWER,
            super::UPPER,
        );
        let matrices = [("%a", "%p0", "%p11", from), ("%b", "%p1", "%p12", from), ("%c", "%p2", "%p13", to)];
        for (matrix, base, step, size) in matrices {
            let _ =
                writeln!(text, "\tmul.lo.u64 %d0, {step}, {size};\n\tmad.lo.u64 {matrix}, %z, %d0, {base};");
        }
        text.push_str("\tbra MATRICES;\nARRAYS:\n");
        for (matrix, base, _, _) in matrices {
            let _ = writeln!(text, "\tmad.lo.u64 %d0, %z, 8, {base};\n\tld.global.u64 {matrix}, [%d0];");
        }
        let _ = write!(
            text,
            "MATRICES:\n\tmov.u32 %tx, %tid.x;\n\tmov.u32 %ty, %tid.y;\n\
             \tmov.u32 %r0, %ctaid.x;\n\tmul.lo.u32 %i0, %r0, {rows};\n\
             \tmov.u32 %r0, %ctaid.y;\n\tcvt.u32.u64 %j0, %p15;\n\tmad.lo.u32 %j0, %r0, {columns}, %j0;\n\
             \tadd.u32 %r0, %i0, {rows};\n\tadd.u32 %r1, %j0, {columns};\n\
             \tsetp.le.u32 %g, %r0, %m;\n\tsetp.le.and.u32 %inside, %r1, %n, %g;\n",
            rows = self.tile.rows,
            columns = self.tile.columns,
        );
        text.push_str(&element::scale(self.scale, self.sum, "%alpha", "%p3", "%at"));
        text.push_str(&element::scale(self.scale, self.sum, "%beta", "%p4", "%at"));
    }

    /// This thread's first element of a factor, in memory and in the tile, and the ways from one to the next.
    fn start(self, text: &mut String, transfer: &Transfer) {
        let (name, size, width) = (transfer.name, self.from.size(), self.width());
        // The common dimension begins at zero.
        let origin = |name: &'static str| if name == "%l0" { "0" } else { name };
        let next = match transfer.inner_origin {
            "%l0" => format!("\tmov.u64 %next_{name}, {};\n", u64::from(STEP) * size),
            _ => format!("\tmul.lo.u64 %next_{name}, %ld_{name}, {STEP};\n"),
        };
        let _ = write!(
            text,
            "\tmov.u32 %r0, {inner};\n\tmul.wide.u32 %d0, %r0, {size};\n\tadd.u64 %d0, %d0, %{name};\n\
             \tmul.wide.u32 %d1, %tx, {size};\n\tadd.u64 %d0, %d0, %d1;\n\
             \tadd.u32 %r0, %ty, {outer};\n\tcvt.u64.u32 %d1, %r0;\n\tmad.lo.u64 %at_{name}, %d1, %ld_{name}, %d0;\n\
             \tmul.lo.u64 %row_{name}, %ld_{name}, {ROWS};\n{next}\
             \tmov.u32 %r0, tile_{name};\n\tmad.lo.u32 %r0, %ty, {}, %r0;\n\tmad.lo.u32 %store_{name}, %tx, {}, %r0;\n",
            transfer.outer_stride * width,
            transfer.inner_stride * width,
            inner = origin(transfer.inner_origin),
            outer = origin(transfer.outer_origin),
        );
    }

    /// A tile from memory to shared memory. What is outside of the matrix is zero.
    fn transfer(self, text: &mut String, transfer: &Transfer, is_edge: bool) {
        let (name, kind, width) = (transfer.name, kind(self.sum), self.width());
        let chunks = transfer.inner.div_ceil(32);
        let is_partial = transfer.inner < 32;
        if is_edge || is_partial {
            for chunk in 0..chunks {
                let _ = write!(
                    text,
                    "\tadd.u32 %in, %tx, {};\n\tadd.u32 %r0, %in, {};\n\tsetp.lt.u32 %lane{chunk}, %r0, {};\n",
                    32 * chunk,
                    transfer.inner_origin,
                    transfer.inner_limit
                );
                if is_partial {
                    let _ = writeln!(text, "\tsetp.lt.u32 %keep, %in, {};", transfer.inner);
                    let _ = writeln!(text, "\tand.pred %lane{chunk}, %lane{chunk}, %keep;");
                }
            }
        }
        let _ = writeln!(text, "\tmov.u64 %from, %at_{name};");
        for row in 0..transfer.outer / ROWS {
            if row > 0 {
                let _ = writeln!(text, "\tadd.u64 %from, %from, %row_{name};");
            }
            if is_edge {
                let _ = writeln!(
                    text,
                    "\tadd.u32 %r0, %ty, {};\n\tadd.u32 %r0, %r0, {};\n\tsetp.lt.u32 %q, %r0, {};",
                    ROWS * row,
                    transfer.outer_origin,
                    transfer.outer_limit
                );
            }
            for chunk in 0..chunks {
                let address = format!("[%from+{}]", u64::from(32 * chunk) * self.from.size());
                let to = (ROWS * row * transfer.outer_stride + 32 * chunk * transfer.inner_stride) * width;
                let guard = match (is_edge, is_partial) {
                    (true, _) => {
                        let _ = writeln!(text, "\tand.pred %g, %q, %lane{chunk};");
                        "@%g "
                    }
                    (false, true) => "@%keep ",
                    (false, false) => "",
                };
                if !guard.is_empty() {
                    let _ = writeln!(text, "\tmov.{kind} %v, {};", element::zero(self.sum));
                }
                text.push_str(&element::load(self.from, self.sum, guard, "%v", &address));
                let store = if is_partial { "@%keep " } else { "" };
                let _ = writeln!(text, "\t{store}st.shared.{kind} [%store_{name}+{to}], %v;");
            }
        }
    }

    /// The product of both tiles is added to this thread's sums.
    fn multiply(self, text: &mut String) {
        let (kind, width) = (kind(self.sum), self.width());
        let (down, across) = (self.tile.rows / 32, self.tile.columns / ROWS);
        let fused = match self.sum {
            Sum::F32 => "fma.rn.f32",
            Sum::F64 => "fma.rn.f64",
            Sum::I32 => "mad.lo.s32",
        };
        let _ = write!(
            text,
            "\tmov.u32 %r0, tile_a;\n\tmad.lo.u32 %sa, %tx, {width}, %r0;\n\
             \tmov.u32 %r0, tile_b;\n\tmad.lo.u32 %sb, %ty, {}, %r0;\n\tadd.u32 %end, %sb, {};\nMULTIPLY:\n",
            Self::B_STRIDE * width,
            STEP * width,
        );
        for at in 0..UNROLLED {
            for row in 0..down {
                let offset = (at * self.a_stride() + 32 * row) * width;
                let _ = writeln!(text, "\tld.shared.{kind} %x{row}, [%sa+{offset}];");
            }
            for column in 0..across {
                let offset = (ROWS * column * Self::B_STRIDE + at) * width;
                let _ = writeln!(text, "\tld.shared.{kind} %y{column}, [%sb+{offset}];");
            }
            for column in 0..across {
                for row in 0..down {
                    let sum = column * down + row;
                    let _ = writeln!(text, "\t{fused} %s{sum}, %x{row}, %y{column}, %s{sum};");
                }
            }
        }
        let _ = write!(
            text,
            "\tadd.u32 %sa, %sa, {};\n\tadd.u32 %sb, %sb, {};\n\tsetp.lt.u32 %g, %sb, %end;\n\t@%g bra MULTIPLY;\n",
            UNROLLED * self.a_stride() * width,
            UNROLLED * width,
        );
    }

    /// alpha × sums + beta × what is there, which is not read if beta is zero.
    fn result(self, text: &mut String) {
        let (kind, size) = (kind(self.sum), self.to.size());
        let (down, across) = (self.tile.rows / 32, self.tile.columns / ROWS);
        let (multiply, fused) = match self.sum {
            Sum::F32 => ("mul.rn.f32", "fma.rn.f32"),
            Sum::F64 => ("mul.rn.f64", "fma.rn.f64"),
            Sum::I32 => ("mul.lo.s32", "mad.lo.s32"),
        };
        let _ = writeln!(text, "\tsetp.eq.{kind} %inside, %beta, {};", element::zero(self.sum));
        for row in 0..down {
            for column in 0..across {
                let (sum, label) = (column * down + row, format!("{row}_{column}"));
                let _ = write!(
                    text,
                    "\tadd.u32 %i, %i0, %tx;\n\tadd.u32 %i, %i, {};\n\tadd.u32 %j, %j0, %ty;\n\tadd.u32 %j, %j, {};\n\
                     \tsetp.lt.u32 %g, %i, %m;\n\tsetp.lt.and.u32 %g, %j, %n, %g;\n\
                     \tsetp.lt.and.u32 %q, %i, %j, %lower;\n\t@%q bra SKIP_{label};\n\
                     \tsetp.gt.and.u32 %q, %i, %j, %upper;\n\t@%q bra SKIP_{label};\n\t@!%g bra SKIP_{label};\n\
                     \tmul.wide.u32 %d0, %i, {size};\n\tadd.u64 %d0, %d0, %c;\n\
                     \tcvt.u64.u32 %d1, %j;\n\tmad.lo.u64 %d0, %d1, %ld_c, %d0;\n\
                     \t{multiply} %s{sum}, %s{sum}, %alpha;\n\t@%inside bra STORE_{label};\n",
                    32 * row,
                    ROWS * column,
                );
                text.push_str(&element::load(self.to, self.sum, "", "%v", "[%d0]"));
                let _ = write!(text, "\t{fused} %s{sum}, %v, %beta, %s{sum};\nSTORE_{label}:\n");
                text.push_str(&element::store(self.to, "[%d0]", &format!("%s{sum}")));
                let _ = writeln!(text, "SKIP_{label}:");
            }
        }
    }
}
