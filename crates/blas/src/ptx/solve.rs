//! Triangular systems T x = alpha b, many right-hand sides at once, in their place: a thread for each.

use std::fmt::Write;

use super::head;
use crate::types::Element;

/// Parameters: the order of T; the number of right-hand sides; T, or with flag 1 the address of an array of them, one for each of the batch;
/// the bytes from one of its rows and columns to the next; x, or an array of them; the bytes from one unknown and one right-hand side to the
/// next; alpha, or its address with flag 2; flags, of which 4 is that T is upper triangular, and 8 that its diagonal is of ones.
pub fn text(element: Element) -> String {
    let kind = if element == Element::F64 { "f64" } else { "f32" };
    let bits = match element {
        Element::F64 => "\tmov.b64 %alpha, %p8;\n",
        _ => "\tcvt.u32.u64 %r0, %p8;\n\tmov.b32 %alpha, %r0;\n",
    };
    let mut text = head(10, "64, 1, 1");
    let _ = write!(
        text,
        "\t.reg .pred %g, %arrays, %at, %upper, %unit;\n\t.reg .b32 %r<4>;\n\t.reg .b64 %d<6>, %t, %x, %done, %row, %this, %entry, %known, %left;\n\
         \t.reg .{kind} %alpha, %sum, %a, %b;\n\
         \tand.b64 %d0, %p9, 1;\n\tsetp.ne.u64 %arrays, %d0, 0;\n\tand.b64 %d0, %p9, 2;\n\tsetp.ne.u64 %at, %d0, 0;\n\
         \tand.b64 %d0, %p9, 4;\n\tsetp.ne.u64 %upper, %d0, 0;\n\tand.b64 %d0, %p9, 8;\n\tsetp.ne.u64 %unit, %d0, 0;\n\
         {bits}\t@%at ld.global.{kind} %alpha, [%p8];\n\
         \tmov.u32 %r0, %ctaid.x;\n\tmov.u32 %r1, %ntid.x;\n\tmov.u32 %r2, %tid.x;\n\tmad.lo.u32 %r0, %r0, %r1, %r2;\n\
         \tcvt.u64.u32 %d0, %r0;\n\tsetp.ge.u64 %g, %d0, %p1;\n\t@%g bra END;\n\
         \tmov.u64 %t, %p2;\n\tmov.u64 %x, %p5;\n\t@!%arrays bra MATRICES;\n\
         \tmov.u32 %r0, %ctaid.y;\n\tmul.wide.u32 %d1, %r0, 8;\n\tadd.u64 %t, %t, %d1;\n\tadd.u64 %x, %x, %d1;\n\
         \tld.global.u64 %t, [%t];\n\tld.global.u64 %x, [%x];\nMATRICES:\n\
         \tmad.lo.u64 %x, %d0, %p7, %x;\n\tmov.u64 %done, 0;\nROW:\n\
         \tsetp.ge.u64 %g, %done, %p0;\n\t@%g bra END;\n\
         \tmov.u64 %row, %done;\n\t@!%upper bra FIRST;\n\tsub.u64 %row, %p0, %done;\n\tsub.u64 %row, %row, 1;\nFIRST:\n\
         \tmad.lo.u64 %this, %row, %p6, %x;\n\tld.global.{kind} %sum, [%this];\n\tmul.rn.{kind} %sum, %sum, %alpha;\n\
         \tmul.lo.u64 %d1, %row, %p3;\n\tadd.u64 %entry, %t, %d1;\n\tmov.u64 %known, %x;\n\t@!%upper bra START;\n\
         \tadd.u64 %d2, %row, 1;\n\tmad.lo.u64 %entry, %d2, %p4, %entry;\n\tmad.lo.u64 %known, %d2, %p6, %x;\nSTART:\n\
         \tmov.u64 %left, %done;\nTERM:\n\tsetp.eq.u64 %g, %left, 0;\n\t@%g bra SOLVED;\n\
         \tld.global.{kind} %a, [%entry];\n\tld.global.{kind} %b, [%known];\n\tneg.{kind} %a, %a;\n\tfma.rn.{kind} %sum, %a, %b, %sum;\n\
         \tadd.u64 %entry, %entry, %p4;\n\tadd.u64 %known, %known, %p6;\n\tsub.u64 %left, %left, 1;\n\tbra TERM;\nSOLVED:\n\
         \t@%unit bra STORE;\n\tadd.u64 %d1, %p3, %p4;\n\tmad.lo.u64 %entry, %row, %d1, %t;\n\tld.global.{kind} %a, [%entry];\n\
         \tdiv.rn.{kind} %sum, %sum, %a;\nSTORE:\n\tst.global.{kind} [%this], %sum;\n\
         \tadd.u64 %done, %done, 1;\n\tbra ROW;\nEND:\n\tret;\n}}\n"
    );
    text
}
