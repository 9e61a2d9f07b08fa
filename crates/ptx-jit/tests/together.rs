//! Instructions of many lanes: barriers, shuffles, votes, atomics, matrices; and what stops a kernel.

mod device;

use device::Device;
use ptx_jit::FaultKind;

const HEAD: &str = ".version 8.5\n.target sm_90\n.address_size 64\n";
const REGS: &str = ".reg .b32 %r<40>; .reg .b64 %rd<20>; .reg .f32 %f<20>; .reg .f64 %d<8>; .reg .pred %p<8>; .reg .b16 %h<8>;\nld.param.u64 %rd0, [out];\nmov.u32 %r0, %tid.x;\nmul.wide.u32 %rd1, %r0, 4;\nadd.s64 %rd1, %rd0, %rd1;\n";

/// A device with one kernel `k(out)`; `%r0` is the thread, `%rd1` the address of its word.
fn kernel(body: &str) -> Device {
    Device::new(format!("{HEAD}.visible .entry k(.param .u64 out) {{\n{REGS}{body}\nret;\n}}\n").as_bytes())
}

/// The words that `threads` threads leave.
fn run(body: &str, threads: u32, words: usize) -> Vec<u32> {
    let device = kernel(body);
    let out = device.zeros::<u32>(words);
    device.launch("k", [1, 1, 1], [threads, 1, 1], 0, &[out]).unwrap();
    device.download::<u32>(out, words)
}

#[test]
fn a_barrier_orders_shared_memory_across_warps() {
    let out = run(
        ".shared .align 4 .b8 s[4096];\nshl.b32 %r1, %r0, 2; mov.u32 %r2, s; add.u32 %r3, %r2, %r1; st.shared.u32 [%r3], %r0;\nbar.sync 0;\nxor.b32 %r4, %r1, 4092; add.u32 %r4, %r4, %r2; ld.shared.u32 %r5, [%r4]; st.global.u32 [%rd1], %r5;",
        1024,
        1024,
    );
    assert!((0..1024).all(|i| out[i as usize] == 1023 - i));
}

#[test]
fn barriers_with_counts_let_producers_run_ahead() {
    // Warp 0 arrives and goes on; warp 1 waits for it.
    let out = run(
        ".shared .align 4 .b8 s[4];\nsetp.ge.u32 %p1, %r0, 32; @%p1 bra WAIT;\nst.shared.u32 [s], 7; membar.cta; bar.arrive 3, 64; bra DONE;\nWAIT: barrier.sync 3, 64; ld.shared.u32 %r2, [s]; st.global.u32 [%rd1], %r2;\nDONE:",
        64,
        64,
    );
    assert!(out[..32].iter().all(|&v| v == 0) && out[32..].iter().all(|&v| v == 7));
}

#[test]
fn barrier_reductions_count_all_threads_of_a_short_block() {
    let out = run(
        "and.b32 %r1, %r0, 3; setp.eq.u32 %p1, %r1, 0;\nbar.red.popc.u32 %r2, 0, %p1; bar.red.or.pred %p2, 0, %p1; bar.red.and.pred %p3, 0, !%p1;\nselp.u32 %r3, 100, 0, %p2; add.u32 %r2, %r2, %r3; selp.u32 %r3, 1000, 0, %p3; add.u32 %r2, %r2, %r3; st.global.u32 [%rd1], %r2;",
        70,
        70,
    );
    assert!(out.iter().all(|&v| v == 118), "{out:?}");
}

#[test]
fn lanes_that_ended_do_not_hold_a_barrier_up() {
    let out = run("setp.lt.u32 %p1, %r0, 40; @%p1 exit; bar.sync 0; st.global.u32 [%rd1], 1;", 64, 64);
    assert_eq!(out.iter().sum::<u32>(), 24);
}

#[test]
fn diverged_lanes_meet_at_a_shuffle_in_different_places() {
    // Odd and even lanes come to two copies of the same instruction.
    let out = run(
        "and.b32 %r1, %r0, 1; setp.eq.u32 %p1, %r1, 0; @%p1 bra EVEN;\nmul.lo.u32 %r2, %r0, 10; shfl.sync.bfly.b32 %r3|%p2, %r2, 1, 31, -1; bra DONE;\nEVEN: add.u32 %r2, %r0, 500; shfl.sync.bfly.b32 %r3|%p2, %r2, 1, 31, -1;\nDONE: st.global.u32 [%rd1], %r3;",
        32,
        32,
    );
    for i in 0..32 {
        assert_eq!(out[i as usize], if i % 2 == 0 { (i + 1) * 10 } else { i - 1 + 500 });
    }
}

#[test]
fn shuffles_stay_in_their_segments() {
    let out = run(
        "shfl.sync.down.b32 %r1|%p1, %r0, 2, 0x1c1f, -1; selp.u32 %r2, 256, 0, %p1; or.b32 %r1, %r1, %r2; st.global.u32 [%rd1], %r1;",
        32,
        32,
    );
    for i in 0..32u32 {
        let want = if i % 4 < 2 { (i + 2) | 256 } else { i };
        assert_eq!(out[i as usize], want, "{i}");
    }
}

#[test]
fn match_redux_and_elect_see_their_lanes() {
    let out = run(
        "shr.u32 %r1, %r0, 3; match.any.sync.b32 %r2, %r1, -1; redux.sync.add.s32 %r3, %r0, %r2; elect.sync %r4|%p1, %r2; selp.u32 %r5, 10000, 0, %p1; add.u32 %r3, %r3, %r5; match.all.sync.b32 %r6|%p2, %r1, %r2; popc.b32 %r6, %r6; mad.lo.u32 %r3, %r6, 1000, %r3; st.global.u32 [%rd1], %r3;",
        32,
        32,
    );
    for i in 0..32u32 {
        let group = i / 8 * 8;
        let want = (group..group + 8).sum::<u32>() + 8000 + if i == group { 10_000 } else { 0 };
        assert_eq!(out[i as usize], want);
    }
}

#[test]
fn counts_of_shifts_differ_from_lane_to_lane() {
    let out = run(
        "mov.u32 %r1, %laneid; shl.b32 %r2, 1, %r1; sub.u32 %r3, %r2, 1; shr.u32 %r4, -1, %r1; and.b32 %r5, %r0, 31; shl.b32 %r6, %r0, %r5; add.u32 %r3, %r3, %r4; add.u32 %r3, %r3, %r6; st.global.u32 [%rd1], %r3;",
        64,
        64,
    );
    for i in 0..64u32 {
        let lane = i % 32;
        let want = ((1 << lane) - 1u32).wrapping_add(u32::MAX >> lane).wrapping_add(i << lane);
        assert_eq!(out[i as usize], want, "{i}");
    }
}

#[test]
fn atomics_of_all_kinds_lose_nothing() {
    let device = kernel(
        "atom.global.add.u32 %r1, [%rd0], 1;\nred.global.add.f32 [%rd0+4], 0f3F800000;\nred.global.add.f64 [%rd0+8], 0d3FF0000000000000;\natom.global.inc.u32 %r2, [%rd0+16], 9;\nred.global.max.s32 [%rd0+20], %r0;\nneg.s32 %r3, %r0; red.global.min.s32 [%rd0+24], %r3;\nmov.u64 %rd2, 3; red.global.add.u64 [%rd0+32], %rd2;\nmov.b32 %r4, 0x3c003c00; red.global.add.noftz.f16x2 [%rd0+40], %r4;\natom.global.dec.u32 %r5, [%rd0+44], 5;\nshl.b32 %r6, 1, %r0; red.global.or.b32 [%rd0+48], %r6;\nmov.u32 %r7, %ctaid.x; atom.global.exch.b32 %r8, [%rd0+52], %r7;",
    );
    let out = device.zeros::<u32>(16);
    device.launch("k", [8, 1, 1], [64, 1, 1], 0, &[out]).unwrap();
    let words = device.download::<u32>(out, 16);
    assert_eq!((words[0], words[1]), (512, 512.0f32.to_bits()));
    assert_eq!(device.download::<f64>(out + 8, 1)[0], 512.0);
    assert_eq!((words[4], words[5] as i32, words[6] as i32), (512 % 10, 63, -63));
    assert_eq!(device.download::<u64>(out + 32, 1)[0], 1536);
    assert_eq!(words[10], 0x6000_6000, "512 in both halves");
    assert_eq!(words[11], 4, "512 steps down through 5..0");
    assert_eq!(words[12], u32::MAX);
    assert!(words[13] < 8);
}

#[test]
fn generic_addresses_find_shared_and_local_memory() {
    let out = run(
        ".shared .align 8 .b8 s[512];\n.local .align 8 .b8 l[16];\nmov.u64 %rd2, s; cvta.shared.u64 %rd2, %rd2; mul.wide.u32 %rd3, %r0, 4; add.s64 %rd2, %rd2, %rd3; st.u32 [%rd2], %r0;\nmov.u64 %rd4, l; cvta.local.u64 %rd4, %rd4; st.u32 [%rd4+4], 50; ld.local.u32 %r1, [l+4]; ld.u32 %r2, [%rd2]; add.u32 %r1, %r1, %r2;\nisspacep.shared %p1, %rd2; isspacep.local %p2, %rd4; isspacep.global %p3, %rd0; and.pred %p1, %p1, %p2; and.pred %p1, %p1, %p3; @%p1 add.u32 %r1, %r1, 1000; st.global.u32 [%rd1], %r1;",
        32,
        32,
    );
    assert!((0..32).all(|i| out[i as usize] == i + 1050), "{out:?}");
}

#[test]
fn matrices_loaded_by_ldmatrix_multiply_as_the_isa_lays_them_out() {
    // A is 16x16 halves, B 16x8 halves, both row-major in shared memory; D is 16x8 singles.
    let device = kernel(
        ".shared .align 16 .b8 s[768];\nmul.wide.u32 %rd3, %r0, 24; add.s64 %rd4, %rd0, %rd3; mov.u32 %r1, s; mad.lo.u32 %r2, %r0, 24, %r1;\nld.global.b64 %rd5, [%rd4+512]; st.shared.b64 [%r2], %rd5; ld.global.b64 %rd5, [%rd4+520]; st.shared.b64 [%r2+8], %rd5; ld.global.b64 %rd5, [%rd4+528]; st.shared.b64 [%r2+16], %rd5;\nbar.warp.sync -1;\nand.b32 %r3, %r0, 15; shr.u32 %r4, %r0, 4; mad.lo.u32 %r5, %r3, 32, %r1; mad.lo.u32 %r5, %r4, 16, %r5;\nldmatrix.sync.aligned.m8n8.x4.shared.b16 {%r10, %r11, %r12, %r13}, [%r5];\nmad.lo.u32 %r6, %r3, 16, %r1; ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {%r14, %r15}, [%r6+512];\nmov.f32 %f0, 0f3F800000;\nmma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%f1, %f2, %f3, %f4}, {%r10, %r11, %r12, %r13}, {%r14, %r15}, {%f0, %f0, %f0, %f0};\nshr.u32 %r7, %r0, 2; and.b32 %r8, %r0, 3; mul.lo.u32 %r9, %r7, 32; mad.lo.u32 %r9, %r8, 8, %r9; cvt.u64.u32 %rd6, %r9; add.s64 %rd6, %rd0, %rd6;\nst.global.v2.f32 [%rd6], {%f1, %f2}; st.global.v2.f32 [%rd6+256], {%f3, %f4};",
    );
    let half = |v: i32| half::f16::from_f32(v as f32).to_bits();
    let a: Vec<i32> = (0..256).map(|i| i * 7 % 11 - 5).collect();
    let b: Vec<i32> = (0..128).map(|i| i * 5 % 13 - 6).collect();
    let out = device.zeros::<u32>(128 + 192);
    let halves: Vec<u16> = a.iter().chain(&b).map(|&v| half(v)).collect();
    device.write(out + 512, &halves);
    device.launch("k", [1, 1, 1], [32, 1, 1], 0, &[out]).unwrap();
    let d = device.download::<f32>(out, 128);
    for row in 0..16 {
        for col in 0..8 {
            let want = 1 + (0..16).map(|k| a[row * 16 + k] * b[k * 8 + col]).sum::<i32>();
            assert_eq!(d[row * 8 + col], want as f32, "{row},{col}");
        }
    }
}

#[test]
fn byte_matrices_multiply_as_the_isa_lays_them_out() {
    // A is 16x32 bytes row-major, B 32x8 column-major, both in global memory behind D (16x8 words).
    let device = kernel(
        "shr.u32 %r1, %r0, 2; and.b32 %r2, %r0, 3; mul.lo.u32 %r3, %r1, 32; mad.lo.u32 %r3, %r2, 4, %r3; cvt.u64.u32 %rd2, %r3; add.s64 %rd2, %rd0, %rd2;\nld.global.b32 %r10, [%rd2+512]; ld.global.b32 %r11, [%rd2+768]; ld.global.b32 %r12, [%rd2+528]; ld.global.b32 %r13, [%rd2+784];\nld.global.b32 %r14, [%rd2+1024]; ld.global.b32 %r15, [%rd2+1040]; mov.u32 %r16, 0;\nmma.sync.aligned.m16n8k32.row.col.satfinite.s32.s8.u8.s32 {%r20, %r21, %r22, %r23}, {%r10, %r11, %r12, %r13}, {%r14, %r15}, {%r16, %r16, %r16, %r16};\nmul.lo.u32 %r9, %r1, 32; mad.lo.u32 %r9, %r2, 8, %r9; cvt.u64.u32 %rd6, %r9; add.s64 %rd6, %rd0, %rd6;\nst.global.v2.u32 [%rd6], {%r20, %r21}; st.global.v2.u32 [%rd6+256], {%r22, %r23};",
    );
    let a: Vec<u8> = (0..512u32).map(|i| (i * 37 % 251) as u8).collect();
    let b: Vec<u8> = (0..256u32).map(|i| (i * 91 % 253) as u8).collect();
    let out = device.zeros::<u32>(128 + 192);
    device.write(out + 512, &a);
    device.write(out + 1024, &b);
    device.launch("k", [1, 1, 1], [32, 1, 1], 0, &[out]).unwrap();
    let d = device.download::<i32>(out, 128);
    for row in 0..16 {
        for col in 0..8 {
            let want: i32 =
                (0..32).map(|k| i32::from(a[row * 32 + k] as i8) * i32::from(b[col * 32 + k])).sum();
            assert_eq!(d[row * 8 + col], want, "{row},{col}");
        }
    }
}

#[test]
fn faults_say_what_and_where() {
    let cases = [
        ("ld.global.u32 %r1, [%rd0+2];", FaultKind::MisalignedAddress),
        ("ld.global.u32 %r1, [0];", FaultKind::IllegalAddress),
        ("mov.u64 %rd2, -4; ld.u32 %r1, [%rd2];", FaultKind::IllegalAddress),
        (".shared .b8 s[8]; ld.shared.u32 %r1, [s+8];", FaultKind::IllegalAddress),
        ("mov.u32 %r1, 0x7ffffffc; st.shared.u32 [%r1], 1;", FaultKind::IllegalAddress),
        ("mov.u32 %r1, 600000; st.local.u32 [%r1], 1;", FaultKind::IllegalAddress),
        ("trap;", FaultKind::Trap),
        ("bar.sync 16;", FaultKind::IllegalInstruction),
        ("call %rd0, proto;\nproto: .callprototype _ ();", FaultKind::IllegalInstruction),
        ("setp.lt.u32 %p1, %r0, 16; @%p1 bar.sync 1; @!%p1 bar.sync 2, 64;", FaultKind::Deadlock),
    ];
    for (body, kind) in cases {
        let device = kernel(body);
        let out = device.zeros::<u32>(1);
        let fault = device.launch("k", [1, 1, 1], [32, 1, 1], 0, &[out]).unwrap_err();
        assert_eq!(fault.kind, kind, "{body}: {fault}");
        assert_eq!((fault.kernel.as_str(), fault.line >= 10), ("k", true), "{fault}");
    }
}

#[test]
fn endless_recursion_overflows_the_stack_and_nothing_else() {
    let text = format!(
        "{HEAD}.func f(.param .b32 n);\n.func f(.param .b32 n) {{ .local .b8 l[64]; .reg .b32 %r1; .param .b32 a; ld.param.b32 %r1, [n]; st.param.b32 [a], %r1; call f, (a); ret; }}\n.visible .entry k(.param .u64 out) {{ .param .b32 a; st.param.b32 [a], 1; call f, (a); ret; }}"
    );
    let device = Device::new(text.as_bytes());
    let fault = device.launch("k", [1, 1, 1], [64, 1, 1], 0, &[0]).unwrap_err();
    assert_eq!(fault.kind, FaultKind::StackOverflow);
}

#[test]
fn arguments_in_registers_and_results_reach_their_function() {
    let text = format!(
        "{HEAD}.func (.reg .u32 r) f(.reg .u32 a, .param .align 4 .b8 b[8]) {{ .reg .b32 %x, %y; ld.param.u32 %x, [b]; ld.param.u32 %y, [b+4]; mad.lo.u32 r, a, %x, %y; ret; }}\n.visible .entry k(.param .u64 out) {{ {REGS} .param .align 4 .b8 p[8]; st.param.v2.u32 [p], {{%r0, 3}}; call (%r5), f, (%r0, p); st.global.u32 [%rd1], %r5; }}"
    );
    let device = Device::new(text.as_bytes());
    let out = device.zeros::<u32>(32);
    device.launch("k", [1, 1, 1], [32, 1, 1], 0, &[out]).unwrap();
    let words = device.download::<u32>(out, 32);
    assert!((0..32).all(|i| words[i as usize] == i * i + 3), "{words:?}");
}

#[test]
fn special_registers_describe_the_launch() {
    let device = kernel(
        "mov.u32 %r1, %ctaid.y; mov.u32 %r2, %nctaid.y; mad.lo.u32 %r1, %r1, 10, %r2; mov.u32 %r2, %ntid.z; mad.lo.u32 %r1, %r1, 10, %r2; mov.u32 %r2, %dynamic_smem_size; mad.lo.u32 %r1, %r1, 100, %r2; mov.u32 %r2, %laneid; setp.ne.u32 %p1, %r2, 31; @%p1 ret; st.global.u32 [%rd0], %r1; mov.u32 %r3, %lanemask_gt; mov.u32 %r4, %tid.z; add.u32 %r3, %r3, %r4; st.global.u32 [%rd0+4], %r3;",
    );
    let out = device.zeros::<u32>(2);
    device.launch("k", [1, 1, 1], [4, 4, 2], 48, &[out]).unwrap();
    assert_eq!(device.download::<u32>(out, 2), [1248, 1]);
}

#[test]
fn launches_that_do_not_fit_are_refused() {
    let device = kernel("");
    for block in [[0, 1, 1], [1025, 1, 1], [65_536, 65_536, 1]] {
        let fault = device.launch("k", [1, 1, 1], block, 0, &[0]).unwrap_err();
        assert_eq!(fault.kind, FaultKind::InvalidLaunch);
    }
    let fault = device.launch_bytes("k", [1, 1, 1], [1, 1, 1], 0, &[]).unwrap_err();
    assert_eq!(fault.kind, FaultKind::InvalidLaunch);
}

#[test]
fn wmma_of_bytes_takes_each_sign_and_saturates_only_where_told() {
    // All elements of a fragment are the same, so that its layout does not matter.
    let product = |a: u32, b: u32, c: i32, types: &str| {
        let accumulators = ["%r20"; 8].join(", ");
        let body = format!(
            "mov.u32 %r10, {a}; mov.u32 %r11, {b}; mov.u32 %r20, {c};\nwmma.mma.sync.aligned.row.col.m16n16k16.s32.{types} {{%r1, %r2, %r3, %r4, %r5, %r6, %r7, %r8}}, {{%r10, %r10}}, {{%r11, %r11}}, {{{accumulators}}};\nst.global.u32 [%rd1], %r5;"
        );
        let out = run(&body, 32, 32);
        assert!(out.iter().all(|value| *value == out[0]), "{out:?}");
        out[0] as i32
    };
    assert_eq!(product(0x0101_0101, 0x0202_0202, 5, "s8.s8.s32"), 37);
    assert_eq!(product(u32::MAX, u32::MAX, 0, "s8.s8.s32"), 16);
    assert_eq!(product(u32::MAX, u32::MAX, 0, "u8.u8.s32"), 16 * 255 * 255);
    assert_eq!(product(u32::MAX, 0x0101_0101, i32::MAX, "u8.u8.s32"), i32::MIN + 16 * 255 - 1);
    assert_eq!(product(u32::MAX, 0x0101_0101, i32::MAX, "u8.u8.s32.satfinite"), i32::MAX);
    assert_eq!(product(u32::MAX, 0x0101_0101, i32::MIN, "s8.s8.s32.satfinite"), i32::MIN);
}

#[test]
fn tiles_of_a_warp_vote_by_masks_of_their_own() {
    // Each eight lanes name themselves, in one instruction.
    let out = run(
        "mov.u32 %r1, %laneid; and.b32 %r2, %r1, -8; mov.u32 %r3, 255; shl.b32 %r3, %r3, %r2;\nand.b32 %r4, %r1, 7; setp.eq.u32 %p1, %r4, 3; vote.sync.ballot.b32 %r5, %p1, %r3; shr.u32 %r5, %r5, %r2; st.global.u32 [%rd1], %r5;",
        64,
        64,
    );
    assert!(out.iter().all(|&v| v == 8), "{out:?}");
}

#[test]
fn lanes_compare_numbers_and_what_is_none() {
    // Lanes hold 0, 1, 2 and NaN by turns; each is compared with 1.
    let out = run(
        "and.b32 %r1, %r0, 3; cvt.rn.f32.u32 %f1, %r1; setp.eq.u32 %p1, %r1, 3; @%p1 mov.f32 %f1, 0f7fc00000;\nsetp.ne.f32 %p2, %f1, 0f3f800000; setp.equ.f32 %p3, %f1, 0f3f800000; setp.neu.f32 %p4, %f1, 0f3f800000;\nselp.u32 %r2, 1, 0, %p2; selp.u32 %r3, 2, 0, %p3; selp.u32 %r4, 4, 0, %p4; or.b32 %r2, %r2, %r3; or.b32 %r2, %r2, %r4; st.global.u32 [%rd1], %r2;",
        32,
        32,
    );
    assert!(out.chunks(4).all(|four| four == [5, 2, 5, 6]), "{out:?}");
}

#[test]
fn what_is_made_of_a_lane_s_value_and_of_a_register_that_nothing_writes_is_the_lane_s() {
    // Compilers leave the half that they do not need unwritten.
    let out = run(
        "add.u32 %r2, %r0, 5; mov.b64 %rd3, {%r9, %r2}; shr.u64 %rd4, %rd3, 32; cvt.u32.u64 %r3, %rd4; st.global.u32 [%rd1], %r3;",
        64,
        64,
    );
    assert!((0..64).all(|lane| out[lane as usize] == lane + 5), "{out:?}");
}

#[test]
fn a_register_made_of_nothing_but_itself_is_the_same_in_every_lane_until_lanes_differ() {
    let out = run(
        "mov.u32 %r1, 0;\nLOOP: add.u32 %r9, %r9, 3; add.u32 %r1, %r1, 1; setp.lt.u32 %p1, %r1, 4; @%p1 bra LOOP;\nadd.u32 %r9, %r9, %r0; st.global.u32 [%rd1], %r9;",
        64,
        64,
    );
    assert!((0..64).all(|lane| out[lane as usize] == lane + 12), "{out:?}");
}
