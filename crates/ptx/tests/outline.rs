//! The outline of PTX modules: what nvcc writes, and the forms that others do.
use proptest::prelude::*;
use ptx::signature::{Problem, Signatures, Space, scan};

const NVCC: &[u8] = include_bytes!("images/outline.ptx");

fn module(body: &str) -> String {
    format!(".version 8.7\n.target sm_90a, debug\n.address_size 64\n{body}")
}

fn outline(text: &str) -> Signatures<'_> {
    scan(text.as_bytes()).unwrap()
}

#[test]
fn nvcc_output_gives_kernels_and_variables() {
    let found = scan(NVCC).unwrap();
    assert_eq!((found.version, found.target), ((9, 5), "sm_75"));
    let names: Vec<_> = found.kernels.iter().map(|k| k.name).collect();
    assert_eq!(names, ["_Z6gatherPKfPfi5Shapecd", "_Z5storeIdEvPT_s", "_Z7nothingv"]);
    let gather = &found.kernels[0];
    let params: Vec<_> = gather.params.iter().map(|p| (p.offset, p.size, p.align)).collect();
    assert_eq!(params, [(0, 8, 8), (8, 8, 8), (16, 4, 4), (24, 24, 8), (48, 1, 1), (56, 8, 8)]);
    assert_eq!(gather.param_bytes(), 64);
    assert_eq!(gather.max_threads, Some([256, 1, 1]));
    assert_eq!(gather.shared, 280);
    assert_eq!(found.kernels[2].params, []);
    let variables: Vec<_> =
        found.variables.iter().map(|v| (v.name, v.space, v.size, v.align, v.external)).collect();
    assert_eq!(
        variables,
        [
            ("coefficients", Space::Const, 64, 4, false),
            ("counter", Space::Global, 4, 4, false),
            ("table", Space::Global, 96, 8, false),
            ("$str", Space::Global, 20, 1, false),
            ("label", Space::Global, 8, 8, false),
            ("dynamic", Space::Shared, 0, 16, true),
        ]
    );
}

#[test]
fn parameter_forms_of_the_isa_are_laid_out() {
    let text = module(
        "/* .entry ghost() {} */ .weak .entry all(.param .u8 a, .param .u64 .ptr .global .align 4 b, .param .align 4 .b8 c[33],
            .param .f16 d, .param .b16 e[3], .param .u64 .ptr f, // .param .u64 ghost
            .param .align 64 .b8 g[128], .param .b128 h, .param .f16x2 i) .reqntid 8, 4 .minnctapersm 2 .pragma \"nounroll; {\";
         { ret; }",
    );
    let found = outline(&text);
    let all = &found.kernels[0];
    assert_eq!(found.target, "sm_90a");
    let params: Vec<_> = all.params.iter().map(|p| (p.name, p.offset, p.size, p.align)).collect();
    assert_eq!(
        params,
        [
            ("a", 0, 1, 1),
            ("b", 8, 8, 8),
            ("c", 16, 33, 4),
            ("d", 50, 2, 2),
            ("e", 52, 6, 2),
            ("f", 64, 8, 8),
            ("g", 128, 128, 64),
            ("h", 256, 16, 16),
            ("i", 272, 4, 4),
        ]
    );
    assert_eq!(all.required_threads, Some([8, 4, 1]));
    assert_eq!(found.kernels.len(), 1);
}

#[test]
fn bodies_strings_and_functions_hide_what_looks_like_a_kernel() {
    let text = module(
        ".file 1 \"a } .entry no() {\"\n.extern .func (.param .b32 r) helper (.param .b64 x);
         .visible .func f(.param .b32 x) { { .pragma \"}\"; } // }\n ret; }
         .entry prototype(.param .u32 n);
         .entry one() { { .shared .align 8 .b8 inner[12]; } .shared .u32 s; L: ld.shared.u32 %r1, [s]; /* } */ }
         .section .debug_info { .b8 1, 2, .entry }
         .entry two(.param .u32 n) { bra L; L: ret; }",
    );
    let names: Vec<_> = outline(&text).kernels.iter().map(|k| (k.name, k.shared)).collect();
    assert_eq!(names, [("one", 16), ("two", 0)]);
}

#[test]
fn variable_forms_of_the_isa_are_sized() {
    let text = module(
        ".extern .global .align 4 .b8 far[8];\n.global .v4 .f32 v;\n.global .u32 a = 5, b[2][0x3], c;
         .const .align 16 .b16 open[] = { 1, 2, 3 };\n.global .s32 rows[][2] = { {1, 2}, {3, 4}, {5} };
         .visible .global .attribute(.managed) .align 8 .f64 m = 0d3FF0000000000000;\n.global .texref t;
         .global .u64 pointers[2] = { generic(a), far+4 };",
    );
    let found = outline(&text);
    let sizes: Vec<_> = found.variables.iter().map(|v| (v.name, v.size, v.align, v.external)).collect();
    assert_eq!(
        sizes,
        [
            ("far", 8, 4, true),
            ("v", 16, 16, false),
            ("a", 4, 4, false),
            ("b", 24, 4, false),
            ("c", 4, 4, false),
            ("open", 6, 16, false),
            ("rows", 24, 4, false),
            ("m", 8, 8, false),
            ("t", 8, 8, false),
            ("pointers", 16, 8, false),
        ]
    );
}

#[test]
fn errors_carry_the_line_and_the_problem() {
    let problem = |text: &str| scan(text.as_bytes()).unwrap_err();
    assert_eq!(problem("").problem, Problem::NotPtx);
    assert_eq!(problem("hello world").problem, Problem::NotPtx);
    let cut = problem(&module(".entry k(\n.param .u32 a"));
    assert_eq!((cut.line, cut.problem), (5, Problem::Unterminated("a parameter list")));
    assert_eq!(problem(&module(".entry k() { ret;")).problem, Problem::Unterminated("a body"));
    assert_eq!(problem(&module(".global .q32 x;")).problem, Problem::Type("q32".into()));
    assert_eq!(problem(&module(".global .align 3 .b8 x[4];")).problem, Problem::Number);
    assert_eq!(problem(&module(".global .b8 x[99999999999999999999];")).problem, Problem::Number);
    assert_eq!(problem(&module("/* ")).problem, Problem::Unterminated("a comment"));
    assert_eq!(
        problem(&module(".entry k(.param .b8 x[0xFFFFFFFF], .param .u64 y) {}")).problem,
        Problem::Number
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "[-.a-z0-9{}()\\[\\],;=\"/*\\\\ \n]{0,200}") {
        let _ = scan(text.as_bytes());
        let _ = scan(module(&text).as_bytes());
    }

    #[test]
    fn a_cut_module_never_panics(cut in 0..NVCC.len()) {
        let _ = scan(&NVCC[..cut]);
    }
}
