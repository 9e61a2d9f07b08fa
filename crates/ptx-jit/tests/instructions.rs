//! Each family of instructions, at the edges of what it takes: one kernel for one instruction.

mod device;

use device::Device;
use ptx_jit::{Beyond, FaultKind, Level, Number, Texture};

/// Runs `d = op a, b, c` on one lane: 64-bit patterns in, 64-bit pattern out. Registers are as wide as their types.
fn eval(op: &str, types: &[&str], inputs: &[u64]) -> u64 {
    let mut text = String::from(
        ".version 8.5\n.target sm_90\n.address_size 64\n.visible .entry k(.param .u64 out, .param .u64 in) {\n.reg .b64 %out, %in; .reg .pred %p, %q; .reg .b32 %w;\n",
    );
    let width = |ty: &str| -> u32 {
        match ty {
            "pred" => 32,
            _ => ty
                .trim_start_matches(|c: char| !c.is_ascii_digit())
                .split('x')
                .next()
                .unwrap()
                .parse()
                .unwrap(),
        }
    };
    let packed = |ty: &str| if ty.contains('x') { 32 } else { width(ty).max(16) };
    for (i, ty) in types.iter().enumerate() {
        let name = if *ty == "pred" { "pred".to_owned() } else { format!("b{}", packed(ty)) };
        text += &format!(".reg .{name} %v{i};\n");
    }
    text += "ld.param.u64 %out, [out];\nld.param.u64 %in, [in];\n";
    let mut operands = vec!["%v0".to_owned()];
    for (i, ty) in types.iter().enumerate().skip(1) {
        let at = (i - 1) * 8;
        if *ty == "pred" {
            text += &format!("ld.global.b32 %w, [%in+{at}];\nsetp.ne.u32 %v{i}, %w, 0;\n");
        } else {
            text += &format!("ld.global.b{} %v{i}, [%in+{at}];\n", packed(ty));
        }
        operands.push(format!("%v{i}"));
    }
    text += &format!("{op} {};\n", operands.join(", "));
    if types[0] == "pred" {
        text += "selp.u32 %w, 1, 0, %v0;\nst.global.b32 [%out], %w;\n";
    } else {
        text += &format!("st.global.b{} [%out], %v0;\n", packed(types[0]));
    }
    text += "ret;\n}\n";
    let device = Device::new(text.as_bytes());
    let (out, input) = (device.zeros::<u64>(1), device.upload(inputs));
    device.launch("k", [1, 1, 1], [1, 1, 1], 0, &[out, input]).unwrap();
    device.download::<u64>(out, 1)[0]
}

fn f(value: f32) -> u64 {
    u64::from(value.to_bits())
}

fn d(value: f64) -> u64 {
    value.to_bits()
}

fn s(value: i32) -> u64 {
    u64::from(value as u32)
}

/// One row for one instruction: text, types of destination and sources, inputs, result.
type Row = (&'static str, &'static [&'static str], Vec<u64>, u64);

fn check(rows: Vec<Row>) {
    for (op, types, inputs, want) in rows {
        let got = eval(op, types, &inputs);
        assert_eq!(got, want, "{op} {inputs:x?}: got {got:#x}, want {want:#x}");
    }
}

const U: &[&str] = &["u32", "u32", "u32"];
const UU: &[&str] = &["u32", "u32", "u32", "u32"];
const U1: &[&str] = &["u32", "u32"];
const L: &[&str] = &["u64", "u64", "u64"];
const F: &[&str] = &["f32", "f32", "f32"];
const F1: &[&str] = &["f32", "f32"];
const FF: &[&str] = &["f32", "f32", "f32", "f32"];
const D: &[&str] = &["f64", "f64", "f64"];
const D1: &[&str] = &["f64", "f64"];
const H: &[&str] = &["f16", "f16", "f16"];
const HH: &[&str] = &["f16x2", "f16x2", "f16x2"];

#[test]
fn integer_arithmetic_wraps_saturates_and_never_traps() {
    check(vec![
        ("add.s32", U, vec![s(i32::MAX), 1], s(i32::MIN)),
        ("add.sat.s32", U, vec![s(i32::MAX), 1], s(i32::MAX)),
        ("sub.sat.s32", U, vec![s(i32::MIN), 1], s(i32::MIN)),
        ("sub.u64", L, vec![0, 1], u64::MAX),
        ("mul.lo.u32", U, vec![0xffff_ffff, 3], 0xffff_fffd),
        ("mul.hi.u32", U, vec![0xffff_ffff, 0xffff_ffff], 0xffff_fffe),
        ("mul.hi.s32", U, vec![s(-1), s(-1)], 0),
        ("mul.hi.u64", L, vec![u64::MAX, u64::MAX], u64::MAX - 1),
        ("mul.hi.s64", L, vec![i64::MIN as u64, 2], u64::MAX),
        ("mul.wide.s32", &["u64", "u32", "u32"], vec![s(-2), 3], -6i64 as u64),
        ("mul.wide.u16", &["u32", "u16", "u16"], vec![0xffff, 0xffff], 0xfffe_0001),
        ("mul24.lo.u32", U, vec![0xff00_0002, 3], 6),
        ("mul24.hi.s32", U, vec![0x00ff_ffff, 0x0000_0001], s(-1)),
        ("div.s32", U, vec![s(i32::MIN), s(-1)], s(i32::MIN)),
        ("div.u32", U, vec![7, 0], 0xffff_ffff),
        ("rem.s64", L, vec![i64::MIN as u64, u64::MAX], 0),
        ("rem.u32", U, vec![7, 0], 7),
        ("mad.lo.s32", UU, vec![s(-2), 3, 7], 1),
        ("mad.wide.u32", &["u64", "u32", "u32", "u64"], vec![u64::from(u32::MAX), 2, 5], 0x2_0000_0003),
        ("mad.hi.sat.s32", UU, vec![s(i32::MAX), s(i32::MAX), s(i32::MAX)], s(i32::MAX)),
        ("sad.s32", UU, vec![s(-5), 5, 1], 11),
        ("sad.u32", UU, vec![1, 0xffff_ffff, 0], 0xffff_fffe),
        ("abs.s32", U1, vec![s(i32::MIN)], s(i32::MIN)),
        ("neg.s64", &["u64", "u64"], vec![5], -5i64 as u64),
        ("min.s32", U, vec![s(-1), 1], s(-1)),
        ("min.u32", U, vec![s(-1), 1], 1),
        ("max.s16x2", &["s16x2", "s16x2", "s16x2"], vec![0x0001_ffff, 0xffff_0002], 0x0001_0002),
        ("dp4a.s32.s32", UU, vec![0xff02_0304, 0x0101_01ff, 100], 100 - 1 + 2 + 3 - 4),
        ("dp4a.u32.s32", UU, vec![0xff00_0000, 0xff00_0000, 0], s(-255)),
        ("dp2a.lo.s32.u32", UU, vec![0xffff_0002, 0x0000_0305, 0], s(10 - 3)),
        ("dp2a.hi.u32.u32", UU, vec![0x0001_0002, 0x0305_0000, 1], 14),
    ]);
}

#[test]
fn shifts_are_clamped_and_bit_fields_stay_inside() {
    check(vec![
        ("shl.b32", U, vec![1, 32], 0),
        ("shl.b32", U, vec![1, 31], 0x8000_0000),
        ("shr.u32", U, vec![0xffff_ffff, 64], 0),
        ("shr.s32", U, vec![s(-5), 200], s(-1)),
        ("shr.s16", &["u16", "u16", "u32"], vec![0x8000, 4], 0xf800),
        ("shr.s64", &["u64", "u64", "u32"], vec![1 << 63, 63], u64::MAX),
        ("shf.l.wrap.b32", UU, vec![0x8000_0000, 1, 33], 3),
        ("shf.l.clamp.b32", UU, vec![0x8000_0000, 1, 40], 0x8000_0000),
        ("shf.r.wrap.b32", UU, vec![0x10, 0x1, 4], 0x1000_0001),
        ("shf.r.clamp.b32", UU, vec![0x10, 0x1, 99], 1),
        ("bfe.u32", UU, vec![0xabcd_1234, 8, 8], 0x12),
        ("bfe.s32", UU, vec![0x0000_8000, 8, 8], s(-128)),
        ("bfe.s32", UU, vec![0x8000_0000, 40, 8], s(-1)),
        ("bfe.s32", UU, vec![0x8000_0000, 24, 32], s(-128)),
        ("bfe.u64", &["u64", "u64", "u32", "u32"], vec![u64::MAX, 60, 200], 0xf),
        ("bfe.u32", UU, vec![0xffff_ffff, 3, 0], 0),
        ("bfi.b32", &["u32", "u32", "u32", "u32", "u32"], vec![0xff, 0, 28, 8], 0xf000_0000),
        ("bfi.b64", &["u64", "u64", "u64", "u32", "u32"], vec![5, u64::MAX, 4, 4], 0xffff_ffff_ffff_ff5f),
        ("bfi.b32", &["u32", "u32", "u32", "u32", "u32"], vec![5, 9, 32, 4], 9),
        ("bmsk.clamp.b32", U, vec![4, 8], 0xff0),
        ("bmsk.clamp.b32", U, vec![0, 99], 0xffff_ffff),
        ("bmsk.wrap.b32", U, vec![36, 33], 0x10),
        ("szext.clamp.s32", U, vec![0x80, 8], s(-128)),
        ("brev.b32", U1, vec![1], 0x8000_0000),
        ("clz.b64", &["u32", "u64"], vec![0], 64),
        ("clz.b32", U1, vec![1], 31),
        ("popc.b64", &["u32", "u64"], vec![u64::MAX], 64),
        ("bfind.u32", U1, vec![0], 0xffff_ffff),
        ("bfind.s32", U1, vec![s(-1)], 0xffff_ffff),
        ("bfind.s32", U1, vec![s(-9)], 3),
        ("bfind.shiftamt.u32", U1, vec![1], 31),
        ("fns.b32", UU, vec![0b1011_0000, 4, 2], 5),
        ("fns.b32", UU, vec![0b1011_0000, 7, s(-2)], 5),
        ("cnot.b32", U1, vec![0], 1),
        ("not.b16", &["u16", "u16"], vec![0xf0f0], 0x0f0f),
        ("lop3.b32", &["u32", "u32", "u32", "u32", "u32"], vec![0xf0, 0xcc, 0xaa, 0x80], 0x80),
        ("prmt.b32", UU, vec![0x3322_1180, 0x7766_5544, 0x8740], 0xff77_4480),
        ("prmt.b32.f4e", UU, vec![0x3322_1100, 0x7766_5544, 1], 0x4433_2211),
        ("prmt.b32.rc16", UU, vec![0x3322_1100, 0, 1], 0x3322_3322),
        ("prmt.b32.ecl", UU, vec![0x3322_1100, 0, 2], 0x3322_2222),
    ]);
}

#[test]
fn singles_follow_ieee_with_cudas_nan() {
    const NAN: u64 = 0x7fff_ffff;
    let tiny = f(f32::from_bits(1));
    check(vec![
        ("add.f32", F, vec![f(f32::INFINITY), f(f32::NEG_INFINITY)], NAN),
        ("add.f32", F, vec![f(f32::MAX), f(f32::MAX)], f(f32::INFINITY)),
        ("add.rz.f32", F, vec![f(f32::MAX), f(f32::MAX)], f(f32::MAX)),
        ("add.rz.f32", F, vec![f(1.0), tiny], f(1.0)),
        ("add.rp.f32", F, vec![f(1.0), tiny], f(1.0f32.next_up())),
        ("add.rm.f32", F, vec![f(1.0), f(-f32::from_bits(1))], f(1.0f32.next_down())),
        ("sub.rm.f32", F, vec![f(1.0), f(1.0)], f(-0.0)),
        ("mul.f32", F, vec![tiny, f(0.5)], 0),
        ("mul.rp.f32", F, vec![tiny, f(0.5)], tiny),
        ("mul.ftz.f32", F, vec![tiny, f(1e30)], 0),
        ("add.ftz.f32", F, vec![f(-f32::from_bits(5)), f(-0.0)], f(-0.0)),
        ("add.sat.f32", F, vec![f(2.0), f(2.0)], f(1.0)),
        ("add.sat.f32", F, vec![f(f32::NAN), f(2.0)], 0),
        (
            "fma.rn.f32",
            FF,
            vec![f(1.0 + f32::EPSILON), f(1.0 - f32::EPSILON), f(-1.0)],
            f(-(f32::EPSILON * f32::EPSILON)),
        ),
        ("fma.rz.f32", FF, vec![f(1.0), f(1.0), f(-f32::from_bits(1))], f(1.0f32.next_down())),
        ("fma.rn.ftz.f32", FF, vec![tiny, f(1e38), f(1.0)], f(1.0)),
        ("div.rn.f32", F, vec![f(1.0), f(0.0)], f(f32::INFINITY)),
        ("div.rn.f32", F, vec![f(0.0), f(0.0)], NAN),
        ("div.rz.f32", F, vec![f(2.0), f(3.0)], f((2.0f32 / 3.0).next_down())),
        ("rcp.rn.f32", F1, vec![f(3.0)], f(1.0 / 3.0)),
        ("sqrt.rn.f32", F1, vec![f(-1.0)], NAN),
        ("sqrt.rp.f32", F1, vec![f(2.0)], f(2.0f32.sqrt().next_up())),
        ("sqrt.rn.f32", F1, vec![f(-0.0)], f(-0.0)),
        ("min.f32", F, vec![f(f32::NAN), f(1.0)], f(1.0)),
        ("max.f32", F, vec![f(f32::NAN), f(f32::NAN)], NAN),
        ("max.NaN.f32", F, vec![f(f32::NAN), f(1.0)], NAN),
        ("min.f32", F, vec![f(0.0), f(-0.0)], f(-0.0)),
        ("max.f32", F, vec![f(-0.0), f(0.0)], f(0.0)),
        ("max.xorsign.abs.f32", F, vec![f(-3.0), f(2.0)], f(-3.0)),
        ("neg.f32", F1, vec![f(0.0)], f(-0.0)),
        ("abs.ftz.f32", F1, vec![f(-f32::from_bits(9))], 0),
        ("rsqrt.approx.f32", F1, vec![f(4.0)], f(0.5)),
        ("ex2.approx.f32", F1, vec![f(f32::NEG_INFINITY)], 0),
        ("lg2.approx.f32", F1, vec![f(0.0)], f(f32::NEG_INFINITY)),
        ("tanh.approx.f32", F1, vec![f(1e9)], f(1.0)),
        ("copysign.f32", F, vec![f(-1.0), f(5.0)], f(-5.0)),
        ("testp.subnormal.f32", &["pred", "f32"], vec![tiny], 1),
        ("testp.normal.f32", &["pred", "f32"], vec![f(0.0)], 0),
        ("testp.notanumber.f32", &["pred", "f32"], vec![NAN], 1),
    ]);
}

#[test]
fn doubles_and_halves_round_once() {
    check(vec![
        ("add.rp.f64", D, vec![d(1.0), d(1e-300)], d(1.0f64.next_up())),
        ("mul.rz.f64", D, vec![d(f64::MAX), d(2.0)], d(f64::MAX)),
        ("div.rm.f64", D, vec![d(1.0), d(3.0)], 0x3fd5_5555_5555_5555),
        (
            "fma.rn.f64",
            &["f64", "f64", "f64", "f64"],
            vec![d(1e200), d(1e200), d(f64::NEG_INFINITY)],
            d(f64::NEG_INFINITY),
        ),
        ("sqrt.rz.f64", D1, vec![d(2.0)], 0x3ff6_a09e_667f_3bcc),
        ("rcp.rn.f64", D1, vec![d(-0.0)], d(f64::NEG_INFINITY)),
        ("add.f16", H, vec![0x7bff, 0x7bff], 0x7c00),
        ("mul.f16", H, vec![0x0001, 0x3800], 0x0000),
        ("sub.f16", H, vec![0x3c00, 0x3c00], 0),
        ("fma.rn.f16", &["f16", "f16", "f16", "f16"], vec![0x3c01, 0x3c01, 0x0001], 0x3c02),
        ("add.f16x2", HH, vec![0x3c00_4000, 0xbc00_3c00], 0x0000_4200),
        ("mul.f16x2", HH, vec![0x3c00_4000, 0x7e00_4000], 0x7fff_4400),
        ("max.f16x2", HH, vec![0x3c00_fe00, 0xbc00_3c00], 0x3c00_3c00),
        ("fma.rn.relu.f16", &["f16", "f16", "f16", "f16"], vec![0xbc00, 0x3c00, 0], 0),
        ("add.bf16", &["bf16", "bf16", "bf16"], vec![0x3f80, 0x3b80], 0x3f80),
        (
            "fma.rn.bf16x2",
            &["bf16x2", "bf16x2", "bf16x2", "bf16x2"],
            vec![0x3f80_4000, 0x4000_4040, 0x3f80_0000],
            0x4040_40c0,
        ),
        ("neg.f16x2", &["f16x2", "f16x2"], vec![0x3c00_bc00], 0xbc00_3c00),
    ]);
}

#[test]
fn conversions_saturate_round_and_extend() {
    check(vec![
        ("cvt.rzi.s32.f32", &["u32", "f32"], vec![f(1e20)], s(i32::MAX)),
        ("cvt.rzi.s32.f32", &["u32", "f32"], vec![f(f32::NAN)], 0),
        ("cvt.rzi.s64.f64", &["u64", "f64"], vec![d(f64::NAN)], 1 << 63),
        ("cvt.rzi.u32.f32", &["u32", "f32"], vec![f(-3.0)], 0),
        ("cvt.rni.s32.f32", &["u32", "f32"], vec![f(2.5)], 2),
        ("cvt.rmi.s32.f32", &["u32", "f32"], vec![f(-2.5)], s(-3)),
        ("cvt.rpi.s32.f64", &["u32", "f64"], vec![d(2.1)], 3),
        ("cvt.rni.f32.f32", F1, vec![f(-0.4)], f(-0.0)),
        ("cvt.sat.f32.f32", F1, vec![f(-5.0)], 0),
        ("cvt.rn.f32.u64", &["f32", "u64"], vec![u64::MAX], f(18_446_744_073_709_551_615.0)),
        ("cvt.rz.f32.u32", &["f32", "u32"], vec![0xffff_ffff], f(4_294_967_040.0)),
        ("cvt.rn.f64.s64", &["f64", "u64"], vec![i64::MIN as u64], d(-9_223_372_036_854_775_808.0)),
        ("cvt.rn.f32.f64", &["f32", "f64"], vec![d(1e300)], f(f32::INFINITY)),
        ("cvt.rm.f32.f64", &["f32", "f64"], vec![d(0.1)], f(0.1f32.next_down())),
        ("cvt.rn.f16.f32", &["f16", "f32"], vec![f(65_520.0)], 0x7c00),
        ("cvt.rz.f16.f32", &["f16", "f32"], vec![f(65_535.0)], 0x7bff),
        ("cvt.rn.f16.f64", &["f16", "f64"], vec![d(1.0 + 2f64.powi(-11) + 2f64.powi(-40))], 0x3c01),
        ("cvt.f32.f16", &["f32", "f16"], vec![0x0001], f(2f32.powi(-24))),
        ("cvt.rn.bf16.f32", &["bf16", "f32"], vec![f(1.003_906_3)], 0x3f80),
        ("cvt.rna.tf32.f32", &["b32", "f32"], vec![0x3f80_1000], 0x3f80_2000),
        ("cvt.rn.f16x2.f32", &["f16x2", "f32", "f32"], vec![f(1.0), f(2.0)], 0x3c00_4000),
        ("cvt.rn.f16.s32", &["f16", "u32"], vec![s(-3)], 0xc200),
        ("cvt.s32.s8", U1, vec![0x80], s(-128)),
        ("cvt.u16.u32", &["u16", "u32"], vec![0x12345], 0x2345),
        ("cvt.sat.u8.s32", &["u32", "u32"], vec![s(-5)], 0),
        ("cvt.sat.s8.s32", &["u32", "u32"], vec![300], 127),
        ("cvt.s64.s32", &["u64", "u32"], vec![s(-1)], u64::MAX),
        ("cvt.pack.sat.u8.s32.b32", UU, vec![300, s(-4), 0x1234], 0x1234_ff00),
        ("cvt.pack.sat.s16.s32", U, vec![40_000, s(-40_000)], 0x7fff_8000),
        ("cvt.rn.satfinite.e4m3x2.f32", &["u16", "f32", "f32"], vec![f(1e9), f(-1.0)], 0x7eb8),
        ("cvt.rn.f16x2.e4m3x2", &["f16x2", "u16"], vec![0x7eb8], 0x5f00_bc00),
    ]);
}

#[test]
fn comparisons_and_selections_know_nan() {
    const P: &[&str] = &["pred", "f32", "f32"];
    const I: &[&str] = &["pred", "u32", "u32"];
    let nan = f(f32::NAN);
    check(vec![
        ("setp.lt.f32", P, vec![nan, 0], 0),
        ("setp.ltu.f32", P, vec![nan, 0], 1),
        ("setp.ne.f32", P, vec![nan, nan], 0),
        ("setp.neu.f32", P, vec![nan, nan], 1),
        ("setp.num.f32", P, vec![0, 0], 1),
        ("setp.eq.f32", P, vec![f(0.0), f(-0.0)], 1),
        ("setp.gt.ftz.f32", P, vec![f(f32::from_bits(1)), 0], 0),
        ("setp.lt.s32", I, vec![s(-1), 1], 1),
        ("setp.lt.u32", I, vec![s(-1), 1], 0),
        ("setp.hs.u32", I, vec![s(-1), 1], 1),
        ("setp.ge.xor.s32", &["pred", "u32", "u32", "pred"], vec![1, 1, 1], 0),
        ("set.lt.u32.f32", &["u32", "f32", "f32"], vec![f(1.0), f(2.0)], 0xffff_ffff),
        ("set.gt.f32.s32", &["f32", "u32", "u32"], vec![3, 2], f(1.0)),
        ("selp.f32", &["f32", "f32", "f32", "pred"], vec![f(1.0), f(2.0), 0], f(2.0)),
        ("slct.u32.s32", &["u32", "u32", "u32", "u32"], vec![1, 2, s(-1)], 2),
        ("slct.u32.f32", &["u32", "u32", "u32", "f32"], vec![1, 2, f(-0.0)], 1),
        ("and.pred", &["pred", "pred", "pred"], vec![1, 0], 0),
        ("not.pred", &["pred", "pred"], vec![0], 1),
    ]);
}

/// A texture or surface of these texels in a row.
fn row_of(device: &Device, texels: &[u32]) -> u64 {
    let pitch = 4 * texels.len() as u64;
    let address = device.upload(texels);
    device.texture(Texture {
        levels: vec![Level { address, pitch, plane: pitch, extent: [texels.len() as u64, 1, 1] }],
        number: Number::U32,
        channels: 1,
        is_layered: false,
        is_buffer: false,
        beyond: [Beyond::Clamp; 3],
        is_linear: false,
        is_linear_between: false,
        as_fraction: false,
        is_normalized: false,
        is_srgb: false,
        border: [0.0; 4],
        level: (0.0, 0.0, 0.0),
    })
}

#[test]
fn references_read_what_is_bound_by_name_and_by_address() {
    let text = b".version 6.4\n.target sm_70\n.address_size 64\n.global .texref image;\n.global .surfref face;\n\
        .visible .entry read(.param .u64 out) {\n.reg .b64 %d<3>; .reg .b32 %r<8>;\n\
        ld.param.u64 %d1, [out]; mov.b32 %r1, 2; mov.b32 %r0, 4;\n\
        tex.1d.v4.u32.s32 {%r2, %r3, %r4, %r5}, [image, {%r1}]; st.global.u32 [%d1], %r2;\n\
        mov.u64 %d2, image; tex.1d.v4.u32.s32 {%r2, %r3, %r4, %r5}, [%d2, {%r1}]; st.global.u32 [%d1+4], %r2;\n\
        suld.b.1d.b32.trap {%r6}, [face, {%r0}]; st.global.u32 [%d1+8], %r6;\n\
        txq.width.b32 %r7, [image]; st.global.u32 [%d1+12], %r7; ret; }\n";
    let device = Device::new(text);
    let out = device.zeros::<u32>(4);
    let unbound = device.launch("read", [1; 3], [1; 3], 0, &[out]).unwrap_err();
    assert_eq!(unbound.kind, FaultKind::IllegalAddress);
    device.bind("image", row_of(&device, &[1, 2, 3]));
    device.bind("face", row_of(&device, &[7, 8, 9]));
    device.launch("read", [1; 3], [1; 3], 0, &[out]).unwrap();
    // Coordinates of surfaces count bytes.
    assert_eq!(device.download::<u32>(out, 4), [3, 3, 8, 3]);
}
