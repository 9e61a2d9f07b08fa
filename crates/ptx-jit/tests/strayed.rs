//! Lanes that go round a loop for long while others of their warp wait: they get on in machine code, and so do the others.

mod device;

use device::Device;

const HEAD: &str = ".version 8.5\n.target sm_90\n.address_size 64\n";
const REGS: &str = ".reg .b32 %r<20>; .reg .b64 %rd<8>; .reg .pred %p<8>;\nld.param.u64 %rd0, [out];\nmov.u32 %r0, %tid.x;\nmul.wide.u32 %rd1, %r0, 4;\nadd.s64 %rd1, %rd0, %rd1;\n";

/// The words that 64 threads leave, one each, and 64 more.
fn run(body: &str) -> Vec<u32> {
    let text = format!("{HEAD}.visible .entry k(.param .u64 out) {{\n{REGS}{body}\nret;\n}}\n");
    let device = Device::compiled(text.as_bytes());
    let out = device.zeros::<u32>(128);
    device.launch("k", [1, 1, 1], [64, 1, 1], 0, &[out]).unwrap();
    device.download::<u32>(out, 128)
}

/// How many instructions the interpreter has executed in stretches.
fn interpreted() -> u64 {
    let lines = ptx_jit::remarks();
    let line = lines.iter().find(|line| line.ends_with("stretches of instructions"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

#[test]
fn long_loops_of_some_lanes_stay_in_machine_code_and_lanes_that_wait_for_each_other_get_on() {
    // Each lane goes round another number of times, up to 630,000.
    let before = interpreted();
    let out = run(
        "mul.lo.u32 %r1, %r0, 10000;\nadd.u32 %r1, %r1, 1;\nmov.u32 %r2, 0;\nmov.u32 %r3, 0;\nL: add.u32 %r2, %r2, 1;\nmad.lo.u32 %r3, %r3, 3, %r2;\nsetp.lt.u32 %p1, %r2, %r1;\n@%p1 bra L;\nst.global.u32 [%rd1], %r2;\nst.global.u32 [%rd1+256], %r3;",
    );
    for (lane, &rounds) in out[..64].iter().enumerate() {
        let expected = (1..=rounds).fold(0u32, |sum, i| sum.wrapping_mul(3).wrapping_add(i));
        assert_eq!((rounds, out[64 + lane]), (lane as u32 * 10_000 + 1, expected), "lane {lane}");
    }
    // All of it is 82 million instructions of single lanes.
    let stretches = interpreted() - before;
    assert!(stretches < 2_000_000, "{stretches}");

    // Of each warp, the last lane writes a flag after a long loop of its own, for which the others spin at an earlier place.
    let out = run(
        "and.b32 %r1, %r0, 31;\nand.b32 %r4, %r0, 32;\nmul.wide.u32 %rd2, %r4, 4;\nadd.u64 %rd2, %rd0, %rd2;\nsetp.eq.u32 %p1, %r1, 31;\n@%p1 bra OTHER;\nSPIN: ld.volatile.global.u32 %r2, [%rd2+256];\nsetp.eq.u32 %p2, %r2, 0;\n@%p2 bra SPIN;\nbra DONE;\nOTHER: mov.u32 %r3, 0;\nL: add.u32 %r3, %r3, 1;\nsetp.lt.u32 %p3, %r3, 30000;\n@%p3 bra L;\nst.volatile.global.u32 [%rd2+256], 5;\nmov.u32 %r2, 9;\nDONE: st.global.u32 [%rd1], %r2;",
    );
    for (lane, &value) in out[..64].iter().enumerate() {
        assert_eq!(value, if lane % 32 == 31 { 9 } else { 5 }, "lane {lane}");
    }
}
