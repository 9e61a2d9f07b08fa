//! Vectors: element by element, and to one number.

use std::fmt::Write;

use super::head;
use crate::types::Element;

/// What is done with the elements of x and y.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Map {
    /// y + alpha x goes to y.
    Axpy,
    /// alpha x goes to x.
    Scal,
    /// x goes to y.
    Copy,
    /// Each goes to the other.
    Swap,
}

/// What becomes of a vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fold {
    /// The Euclidean norm.
    Norm,
    /// The sum of absolute values.
    Sum,
    /// Where the greatest absolute value is first, from 1.
    Greatest,
    /// Where the least is first, from 1.
    Least,
}

/// Threads of a fold's only block.
pub const FOLDING: u32 = 256;

fn kind(element: Element) -> &'static str {
    if element == Element::F64 { "f64" } else { "f32" }
}

/// Parameters: the number of elements; alpha; whether it is an address; x and the bytes from one of its elements to the next; y and the
/// same. A thread for each element.
pub fn map(map: Map, element: Element) -> String {
    let kind = kind(element);
    let bits = if element == Element::F64 {
        "mov.b64 %alpha, %p1"
    } else {
        "cvt.u32.u64 %r1, %p1;\n\tmov.b32 %alpha, %r1"
    };
    let mut text = head(7, "256, 1, 1");
    let _ = write!(
        text,
        "\t.reg .pred %g;\n\t.reg .b32 %r<4>;\n\t.reg .b64 %d<4>;\n\t.reg .{kind} %alpha, %x, %y;\n\
         \tmov.u32 %r0, %ctaid.x;\n\tmov.u32 %r1, %ntid.x;\n\tmov.u32 %r2, %tid.x;\n\
         \tmul.wide.u32 %d0, %r0, %r1;\n\tcvt.u64.u32 %d1, %r2;\n\tadd.u64 %d0, %d0, %d1;\n\
         \tsetp.ge.u64 %g, %d0, %p0;\n\t@%g bra END;\n\
         \tmad.lo.u64 %d1, %d0, %p4, %p3;\n\tmad.lo.u64 %d2, %d0, %p6, %p5;\n"
    );
    if matches!(map, Map::Axpy | Map::Scal) {
        let _ = write!(text, "\t{bits};\n\tsetp.ne.u64 %g, %p2, 0;\n\t@%g ld.global.{kind} %alpha, [%p1];\n");
    }
    let _ = writeln!(text, "\tld.global.{kind} %x, [%d1];");
    let lines = match map {
        Map::Axpy => format!(
            "\tld.global.{kind} %y, [%d2];\n\tfma.rn.{kind} %y, %alpha, %x, %y;\n\tst.global.{kind} [%d2], %y;\n"
        ),
        Map::Scal => format!("\tmul.rn.{kind} %x, %x, %alpha;\n\tst.global.{kind} [%d1], %x;\n"),
        Map::Copy => format!("\tst.global.{kind} [%d2], %x;\n"),
        Map::Swap => format!(
            "\tld.global.{kind} %y, [%d2];\n\tst.global.{kind} [%d2], %x;\n\tst.global.{kind} [%d1], %y;\n"
        ),
    };
    text + &lines + "END:\n\tret;\n}\n"
}

/// Parameters: the number of elements; x and the bytes from one of its elements to the next; where the result goes. One block. Sums and
/// norms are made in double precision, which no square of a single leaves.
pub fn fold(fold: Fold, element: Element) -> String {
    let kind = kind(element);
    let is_place = matches!(fold, Fold::Greatest | Fold::Least);
    let widen = if element == Element::F64 { "mov.f64" } else { "cvt.f64.f32" };
    let better = if fold == Fold::Least { "lt" } else { "gt" };
    let start = if fold == Fold::Least { "0d7FF0000000000000" } else { "0dBFF0000000000000" };
    let mut text = head(4, "256, 1, 1");
    let _ = write!(
        text,
        "\t.reg .pred %g, %q;\n\t.reg .b32 %r<6>;\n\t.reg .b64 %d<8>, %place, %other;\n\t.reg .f64 %sum, %v;\n\t.reg .{kind} %x;\n\
         \t.shared .align 8 .b8 values[{}];\n\t.shared .align 8 .b8 places[{}];\n\
         \tmov.u32 %r0, %tid.x;\n\tcvt.u64.u32 %d0, %r0;\n\tmov.f64 %sum, {};\n\tmov.u64 %place, -1;\nNEXT:\n\
         \tsetp.ge.u64 %g, %d0, %p0;\n\t@%g bra FOLD;\n\tmad.lo.u64 %d1, %d0, %p2, %p1;\n\
         \tld.global.{kind} %x, [%d1];\n\t{widen} %v, %x;\n\tabs.f64 %v, %v;\n",
        FOLDING * 8,
        FOLDING * 8,
        if is_place { start } else { "0d0000000000000000" },
    );
    text += &match fold {
        Fold::Norm => "\tfma.rn.f64 %sum, %v, %v, %sum;\n".to_owned(),
        Fold::Sum => "\tadd.rn.f64 %sum, %sum, %v;\n".to_owned(),
        Fold::Greatest | Fold::Least => {
            format!(
                "\tsetp.{better}.f64 %q, %v, %sum;\n\tselp.f64 %sum, %v, %sum, %q;\n\tselp.b64 %place, %d0, %place, %q;\n"
            )
        }
    };
    let _ = write!(
        text,
        "\tadd.u64 %d0, %d0, {FOLDING};\n\tbra NEXT;\nFOLD:\n\
         \tshl.b32 %r1, %r0, 3;\n\tmov.u32 %r2, values;\n\tadd.u32 %r2, %r2, %r1;\n\tmov.u32 %r3, places;\n\tadd.u32 %r3, %r3, %r1;\n\
         \tst.shared.f64 [%r2], %sum;\n\tst.shared.u64 [%r3], %place;\n"
    );
    let mut distance = FOLDING / 2;
    while distance > 0 {
        let _ = write!(
            text,
            "\tbar.sync 0;\n\tsetp.ge.u32 %g, %r0, {distance};\n\t@%g bra HALF_{distance};\n\tld.shared.f64 %v, [%r2+{at}];\n",
            at = distance * 8
        );
        if is_place {
            // Of equal ones, the first.
            let _ = write!(
                text,
                "\tld.shared.u64 %other, [%r3+{at}];\n\tsetp.{better}.f64 %q, %v, %sum;\n\tsetp.eq.f64 %g, %v, %sum;\n\
                 \tsetp.lt.and.u64 %g, %other, %place, %g;\n\tor.pred %q, %q, %g;\n\
                 \tselp.f64 %sum, %v, %sum, %q;\n\tselp.b64 %place, %other, %place, %q;\n\tst.shared.u64 [%r3], %place;\n",
                at = distance * 8
            );
        } else {
            text += "\tadd.rn.f64 %sum, %sum, %v;\n";
        }
        let _ = write!(text, "\tst.shared.f64 [%r2], %sum;\nHALF_{distance}:\n");
        distance /= 2;
    }
    text += "\tsetp.ne.u32 %g, %r0, 0;\n\t@%g bra END;\n";
    if fold == Fold::Norm {
        text += "\tsqrt.rn.f64 %sum, %sum;\n";
    }
    text += match (is_place, element) {
        (true, _) => "\tcvt.u32.u64 %r4, %place;\n\tadd.u32 %r4, %r4, 1;\n\tst.global.u32 [%p3], %r4;\n",
        (false, Element::F64) => "\tst.global.f64 [%p3], %sum;\n",
        (false, _) => "\tcvt.rn.f32.f64 %x, %sum;\n\tst.global.f32 [%p3], %x;\n",
    };
    text + "END:\n\tret;\n}\n"
}
