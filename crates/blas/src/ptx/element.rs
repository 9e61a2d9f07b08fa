//! Loads and stores of an element, with its conversion to and from what sums are made in.

use crate::types::{Element, Sum};

/// Registers that the lines use: `%h0`, `%h1` of 16 bits (`%h1` is zero), `%c0` to `%c2` of 32, and the predicate `%cp`.
pub const REGISTERS: &str = "\t.reg .b16 %h<2>;\n\t.reg .b32 %c<3>;\n\t.reg .pred %cp;\n\tmov.u16 %h1, 0;\n";

/// The type of a sum's registers.
pub fn kind(sum: Sum) -> &'static str {
    match sum {
        Sum::F32 => "f32",
        Sum::F64 => "f64",
        Sum::I32 => "s32",
    }
}

/// Zero, as an operand.
pub fn zero(sum: Sum) -> &'static str {
    match sum {
        Sum::F32 => "0f00000000",
        Sum::F64 => "0d0000000000000000",
        Sum::I32 => "0",
    }
}

/// Lines that load an element into `to`. `guard` stands before the access, as `@%g`.
pub fn load(element: Element, sum: Sum, guard: &str, to: &str, address: &str) -> String {
    match (element, sum) {
        (Element::F32, _) => format!("\t{guard}ld.global.f32 {to}, {address};\n"),
        (Element::F64, _) => format!("\t{guard}ld.global.f64 {to}, {address};\n"),
        (Element::I32, _) => format!("\t{guard}ld.global.s32 {to}, {address};\n"),
        (Element::F16, _) => {
            format!("\t{guard}ld.global.b16 %h0, {address};\n\t{guard}cvt.f32.f16 {to}, %h0;\n")
        }
        // The upper half of a single.
        (Element::Bf16, _) => format!(
            "\t{guard}ld.global.b16 %h0, {address};\n\t{guard}mov.b32 %c0, {{%h1, %h0}};\n\t{guard}mov.b32 {to}, %c0;\n"
        ),
        (Element::I8, Sum::I32) => format!("\t{guard}ld.global.s8 {to}, {address};\n"),
        (Element::I8, _) => {
            format!("\t{guard}ld.global.s8 %c0, {address};\n\t{guard}cvt.rn.f32.s32 {to}, %c0;\n")
        }
    }
}

/// Lines that store `from`.
pub fn store(element: Element, address: &str, from: &str) -> String {
    match element {
        Element::F32 => format!("\tst.global.f32 {address}, {from};\n"),
        Element::F64 => format!("\tst.global.f64 {address}, {from};\n"),
        Element::I32 => format!("\tst.global.s32 {address}, {from};\n"),
        Element::I8 => format!("\tst.global.u8 {address}, {from};\n"),
        Element::F16 => format!("\tcvt.rn.f16.f32 %h0, {from};\n\tst.global.b16 {address}, %h0;\n"),
        // To the nearest, ties to even; a NaN stays one.
        Element::Bf16 => format!(
            "\tmov.b32 %c0, {from};\n\tshr.u32 %c1, %c0, 16;\n\tand.b32 %c1, %c1, 1;\n\tadd.u32 %c1, %c1, 32767;\n\
             \tadd.u32 %c1, %c1, %c0;\n\tshr.u32 %c1, %c1, 16;\n\tsetp.nan.f32 %cp, {from}, {from};\n\
             \tselp.b32 %c1, 32767, %c1, %cp;\n\tcvt.u16.u32 %h0, %c1;\n\tst.global.b16 {address}, %h0;\n"
        ),
    }
}

/// Lines that put a factor into `to`: from the bits in `bits`, or from the address in it if the predicate `at` holds.
pub fn scale(element: Element, sum: Sum, to: &str, bits: &str, at: &str) -> String {
    let from_bits = match sum {
        Sum::F32 => format!("\tcvt.u32.u64 %c0, {bits};\n\tmov.b32 {to}, %c0;\n"),
        Sum::F64 => format!("\tmov.b64 {to}, {bits};\n"),
        Sum::I32 => format!("\tcvt.u32.u64 {to}, {bits};\n"),
    };
    from_bits + &load(element, sum, &format!("@{at} "), to, &format!("[{bits}]"))
}
