//! What the parser makes of texts, and what it says about wrong ones.

use ptx::*;

const HEAD: &str = ".version 8.5\n.target sm_75\n.address_size 64\n";

fn module(text: &str) -> Module {
    parse(format!("{HEAD}{text}").as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// The error of a text whose first line counts as line 1.
fn error(text: &str) -> ParseError {
    let mut error = parse(format!("{HEAD}{text}").as_bytes()).unwrap_err();
    error.line -= 3;
    error
}

fn body(text: &str) -> String {
    format!(
        ".entry k(.param .u64 p) {{\n.reg .b32 %r<4>; .reg .b64 %rd<4>; .reg .f32 %f<4>; .reg .pred %p<3>; .reg .b16 %h<3>;\n{text}\nret;\n}}"
    )
}

#[test]
fn header_gives_version_target_and_suffix() {
    let module = parse(b".version 8.6\n.target sm_90a, debug\n.address_size 64\n\0\0").unwrap();
    assert_eq!((module.version, module.target, module.target_suffix), ((8, 6), 90, Some(b'a')));
}

#[test]
fn entry_parameters_are_laid_out_with_their_alignment() {
    let module = module(
        ".visible .entry k(.param .u8 a, .param .u64 .ptr .global .align 16 b, .param .align 4 .b8 c[6], .param .f64 d)\n.maxntid 128, 2, 1\n.minnctapersm 2\n{ ret; }",
    );
    let kernel = module.function("k").unwrap();
    let layout: Vec<_> = kernel.params.iter().map(|p| (p.offset, p.size, p.align)).collect();
    assert_eq!(layout, [(0, 1, 1), (8, 8, 8), (16, 6, 4), (24, 8, 8)]);
    assert_eq!((kernel.param_bytes, kernel.max_threads, kernel.min_blocks), (32, Some([128, 2, 1]), Some(2)));
}

#[test]
fn initial_values_of_every_kind_become_bytes_and_relocations() {
    let module = module(
        ".global .align 4 .u32 n = 7;\n.const .align 8 .f64 d[3] = {0d3FF0000000000000, -2.5};\n.global .u16 m[2][2] = {{1, 2}, {-1}};\n.global .b8 s[] = {104, 105, 0};\n.global .u64 p[2] = {generic(n)+4, s};\n.global .b8 q[8] = {0xFF(n), 0xFF00(n)};\n.global .f32 f = 0f3F800000;",
    );
    let global = |name: &str| module.globals.iter().find(|g| g.name == name).unwrap();
    assert_eq!(global("n").init, [7, 0, 0, 0]);
    assert_eq!(global("d").init, [1.0f64.to_le_bytes(), (-2.5f64).to_le_bytes()].concat());
    assert_eq!((global("d").size, global("d").space), (24, Space::Const));
    assert_eq!(global("m").init, [1, 0, 2, 0, 0xff, 0xff]);
    assert_eq!(global("s").size, 3);
    let p = &global("p").relocs;
    assert_eq!((p[0].target, p[0].addend, p[0].offset), (Sym::Global(0), 4, 0));
    assert_eq!((p[1].target, p[1].offset, p[1].size), (Sym::Global(3), 8, 8));
    let q = &global("q").relocs;
    assert_eq!((q[0].shift, q[1].shift, q[1].offset, q[1].size), (0, 8, 1, 1));
    assert_eq!(global("f").init, 1.0f32.to_le_bytes());
}

#[test]
fn definitions_replace_extern_declarations() {
    let module = module(
        ".extern .global .u32 x;\n.global .u32 x = 3;\n.func f(.param .b32 a);\n.func f(.param .b32 a) { ret; }",
    );
    assert_eq!((module.globals.len(), module.globals[0].init.len()), (1, 4));
    assert!(module.functions.len() == 1 && module.functions[0].defined);
}

#[test]
fn instructions_are_typed_and_keep_their_line() {
    let module = module(&body(
        "@!%p1 fma.rn.ftz.f32 %f1, %f2, 0f40000000, %f3;\nsetp.lt.and.s32 %p1|%p2, %r1, -3, !%p0;",
    ));
    let kernel = &module.functions[0];
    let fma = &kernel.insts[0];
    assert_eq!(fma.op, Op::Fma { ty: Type::F32, mode: FloatMode { ftz: true, ..FloatMode::PLAIN } });
    assert_eq!(fma.line, 6);
    assert!(fma.guard.unwrap().negated);
    assert_eq!(kernel.srcs(fma)[1], Operand::Imm(0x4000_0000));
    let setp = &kernel.insts[1];
    assert_eq!(setp.op, Op::Setp { cmp: Cmp::Lt, combine: Some(BoolOp::And), ty: Type::S32, ftz: false });
    assert_eq!(kernel.dsts(setp).len(), 2);
    assert_eq!(kernel.srcs(setp)[1], Operand::Imm(-3i64 as u64));
    assert!(matches!(kernel.srcs(setp)[2], Operand::NotReg(_)));
}

#[test]
fn vectors_are_flattened_and_moves_of_them_become_packings() {
    let module = module(&body(
        "ld.global.nc.L1::no_allocate.v2.f32 {%f1, _}, [%rd1+-8];\nmov.b32 %r1, {%h1, %h2};\nmov.b64 {%r1, %r2}, %rd1;",
    ));
    let kernel = &module.functions[0];
    assert_eq!(kernel.insts[0].op, Op::Ld { space: Space::Global, ty: Type::F32, vec: 2 });
    assert_eq!(kernel.dsts(&kernel.insts[0])[1], Operand::Sink);
    assert!(matches!(kernel.srcs(&kernel.insts[0])[0], Operand::RegOffset(_, -8)));
    assert_eq!((kernel.insts[1].op, kernel.insts[2].op), (Op::Pack(Type::B32), Op::Unpack(Type::B64)));
}

#[test]
fn labels_and_registers_of_inner_scopes_hide_outer_ones() {
    let module = module(&body("{ .reg .b64 %r1; L: mov.u64 %r1, 1; bra L; }\nL: mov.u32 %r1, 2; bra.uni L;"));
    let kernel = &module.functions[0];
    assert_eq!((kernel.insts[1].op, kernel.insts[3].op), (Op::Bra(0), Op::Bra(2)));
    assert_ne!(kernel.dsts(&kernel.insts[0]), kernel.dsts(&kernel.insts[2]));
}

#[test]
fn debug_information_is_skipped() {
    let module = module(&format!(
        ".file 1 \"a.cu\"\n{}\n.section .debug_str {{\n$L: .b8 1,2\n.b64 $L\n}}\n",
        body(
            ".loc 1 3 5, function_name $L, inlined_at 1 2 3\nadd.s32 %r1, %r2, %r3; // comment\n.pragma \"nounroll\";/* c\n */"
        )
    ));
    assert_eq!(module.functions[0].insts[0].line, 8);
}

#[test]
fn unknown_instructions_are_named_with_their_place() {
    let error = error(&body("  wgmma.fence.sync.aligned;"));
    assert_eq!((error.line, error.column), (3, 3));
    assert!(error.to_string().contains("`wgmma.fence.sync.aligned`"), "{error}");
    let error = parse(format!("{HEAD}{}", body("add.s32.wild %r1, %r2, %r3;")).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("`add.s32.wild`") && error.to_string().contains(".wild"), "{error}");
}

#[test]
fn the_instructions_are_in_order_and_each_is_known() {
    assert!(ptx::INSTRUCTIONS.is_sorted());
    // A name by itself lacks its modifiers, which is another reason than an unknown name.
    let unknown = |name: &&&str| {
        !ptx::knows_form(name) && error(&body(&format!("{name};"))).to_string().contains("unknown name")
    };
    assert_eq!(ptx::INSTRUCTIONS.iter().filter(unknown).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn what_is_not_executed_is_rejected_by_name() {
    for form in [
        "multimem.ld_reduce.global.add.u32 %r1, [%rd1]",
        "multimem.st.global.u32 [%rd1], %r1",
        "multimem.red.global.add.u32 [%rd1], %r1",
        "wgmma.mma_async.sync.aligned.m64n8k16.f32.f16.f16 {%r1}, %rd1, %rd2, 1, 1, 1, 0, 0",
        "tcgen05.alloc.cta_group::1.sync.aligned.shared::cta.b32 [%rd1], 32",
        "cp.async.bulk.tensor.2d.shared::cta.global.tile.mbarrier::complete_tx::bytes [%rd1], [%rd2], [%rd1]",
        "clusterlaunchcontrol.try_cancel.async.shared::cta.mbarrier::complete_tx::bytes.b128 [%rd1], [%rd2]",
        "mma.sp.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16 %r1, %r2, %r3, %r1, %r2, 0",
    ] {
        let error = error(&body(&format!("  {form};")));
        let mnemonic = form.split(' ').next().unwrap();
        assert_eq!((error.line, error.column), (3, 3), "{error}");
        assert!(error.to_string().contains(&format!("`{mnemonic}`")), "{error}");
    }
}

#[test]
fn an_unknown_instruction_rejects_the_functions_that_need_it_and_no_others() {
    let module = module(
        ".func f() { wgmma.fence.sync.aligned; ret; }\n.entry direct() { call f; ret; }\n.entry good() { ret; }\n.entry bad() {\n  tcgen05.wait::ld.sync.aligned; L: bra L; }\n.entry later() { .reg .b32 %r; mov.u32 %r, %of_tomorrow; }",
    );
    let rejected = |name: &str| module.function(name).unwrap().rejected.as_ref().map(ToString::to_string);
    assert_eq!(rejected("good"), None);
    let reason = rejected("bad").unwrap();
    assert!(
        reason.contains("line 8, column 3") && reason.contains("`tcgen05.wait::ld.sync.aligned`"),
        "{reason}"
    );
    assert!(rejected("direct").unwrap().contains("wgmma.fence"));
    assert!(rejected("later").unwrap().contains("`%of_tomorrow`"));
    let bad = module.function("bad").unwrap();
    assert_eq!((bad.insts[0].op, bad.insts[1].op), (Op::Rejected, Op::Bra(1)));
}

#[test]
fn wrong_texts_are_refused_with_reason() {
    let cases = [
        ("add.s32 %r1, %r2;", "1 sources"),
        ("add.s32 1, %r2, %r3;", "destination"),
        ("add.s32 %r1, %r9, %r3;", "`%r9` is not declared"),
        ("bra NOWHERE;", "`NOWHERE` is not declared"),
        ("@%r1 bra L; L:", "predicate"),
        ("ld.global.u32 %r1, %rd1;", "Address"),
        ("ld.global.v2.u32 %r1, [%rd1];", "2 elements"),
        ("mov.b32 %r1, {%h1, %h2, %h1};", "3 parts"),
        ("st.param.u64 [p], %rd1;", "entry's parameter"),
        ("L: L: ret;", "twice"),
        ("mov.u32 %r1, 99999999999999999999;", "out of range"),
        ("mov.u32 %r1, !!!!%p1;", "predicate register"),
        ("call nobody;", "not declared"),
        ("add.s32 %r1, %r2, %r3", "expected"),
        ("ld.b128 %rd1, [%rd2];", "as wide"),
    ];
    for (text, want) in cases {
        let error = error(&body(text));
        assert!(error.to_string().contains(want), "{text}: {error}");
        assert!((3..=4).contains(&error.line), "{text}: {error}");
    }
}

#[test]
fn hostile_texts_end_with_an_error() {
    let deep = format!(".global .u32 x{} = {}1;", "[1]".repeat(100_000), "{".repeat(100_000));
    let scopes = body(&"{".repeat(100_000));
    let many = body(".reg .b32 %big<4000000000>;");
    let huge = ".global .u64 x[4294967295][4294967295];".to_owned();
    for text in [
        deep,
        scopes,
        many,
        huge,
        body("mov.u32 %r1, \"a\\"),
        "/* never".to_owned(),
        ".section x {".to_owned(),
    ] {
        error(&text);
    }
    let valid = format!("{HEAD}{}", body("add.s32 %r1, %r2, %r3;"));
    for end in 0..valid.len() {
        let _ = parse(&valid.as_bytes()[..end]);
    }
}
