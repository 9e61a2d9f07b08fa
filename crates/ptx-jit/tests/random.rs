//! Random kernels, well formed and ending, run on the interpreter and compiled: memory must be the same afterwards.
//! `RANDOM_KERNELS=n` runs so many instead of the fixed number, `RANDOM_SEED=n` begins elsewhere; 0 kernels mean for ever.

mod device;

use std::fmt::Write;

use device::Device;

/// A generator of numbers (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) % sides
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len() as u64) as usize]
    }
}

/// A kernel in the making. Registers: `%r` words, `%rd` doubles, `%f` singles, `%p` predicates.
struct Writer<'a> {
    dice: &'a mut Dice,
    text: String,
    labels: u32,
    depth: u32,
    /// Registers that loops count with, which nothing else writes.
    counters: u32,
    size: u32,
    /// Whether single-precision arithmetic flushes subnormals, as compilers decide for whole files.
    ftz: &'static str,
    /// All threads come here together: barriers may be.
    together: bool,
}

impl Writer<'_> {
    fn word(&mut self) -> String {
        match self.dice.roll(12) {
            0 => format!("{}", self.dice.roll(64)),
            1 => format!("{}", (self.dice.roll(1 << 32) as u32) as i32),
            2 => self.dice.pick(&["%tid.x", "%laneid", "%ctaid.x", "%ntid.x", "%tid.y"]).to_owned(),
            n => format!("%r{}", 2 + n % 8),
        }
    }

    fn reg(&mut self) -> String {
        format!("%r{}", 2 + self.dice.roll(8))
    }

    fn pure_word(&mut self) -> String {
        if self.dice.roll(5) == 0 { format!("{}", self.dice.roll(1 << 16)) } else { self.reg() }
    }

    fn double(&mut self) -> String {
        format!("%rd{}", 4 + self.dice.roll(4))
    }

    fn float(&mut self) -> String {
        if self.dice.roll(8) == 0 {
            let bits =
                self.dice.pick(&["3F800000", "80000000", "7F800000", "00000001", "C2F70000", "7FC00001"]);
            return format!("0f{bits}");
        }
        format!("%f{}", self.dice.roll(6))
    }

    fn guard(&mut self) -> String {
        if self.dice.roll(5) > 0 {
            return String::new();
        }
        format!("@{}%p{} ", self.dice.pick(&["", "!"]), self.dice.roll(4))
    }

    fn line(&mut self) {
        let guard = self.guard();
        let (a, b, c) = (self.pure_word(), self.pure_word(), self.pure_word());
        let (d, x, y) = (self.reg(), self.float(), self.float());
        let (e, z, ftz) = (format!("%f{}", self.dice.roll(6)), self.float(), self.ftz);
        let (l, m, n) = (self.double(), self.double(), self.double());
        let p = format!("%p{}", self.dice.roll(4));
        let q = format!("%p{}", self.dice.roll(4));
        let text = match self.dice.roll(34) {
            0..3 => {
                let op = self.dice.pick(&[
                    "add.s32",
                    "sub.s32",
                    "mul.lo.s32",
                    "and.b32",
                    "or.b32",
                    "xor.b32",
                    "min.s32",
                    "max.u32",
                    "min.u32",
                    "max.s32",
                    "mul.hi.u32",
                    "mul.hi.s32",
                ]);
                format!("{op} {d}, {a}, {b};")
            }
            3 => format!("mov.u32 {d}, {};", self.word()),
            4 => {
                let op = self.dice.pick(&["shl.b32", "shr.u32", "shr.s32"]);
                match self.dice.roll(4) {
                    0 => format!("{op} {d}, {a}, {b};"),
                    1 => format!(
                        "mov.u32 %r1, {}; {op} {d}, {a}, %r1;",
                        self.dice.pick(&["%laneid", "%tid.x", "%tid.y"])
                    ),
                    _ => format!("{op} {d}, {a}, {};", self.dice.roll(36)),
                }
            }
            5 => format!("mad.lo.s32 {d}, {a}, {b}, {c};"),
            6 => {
                let op = self.dice.pick(&["div.s32", "div.u32", "rem.s32", "rem.u32"]);
                format!("{op} {d}, {a}, {b};")
            }
            7 => {
                let op =
                    self.dice.pick(&["not.b32", "neg.s32", "abs.s32", "popc.b32", "clz.b32", "brev.b32"]);
                format!("{op} {d}, {a};")
            }
            8 => format!("lop3.b32 {d}, {a}, {b}, {c}, {};", self.dice.roll(256)),
            9 => {
                let selector =
                    if self.dice.roll(2) == 0 { c } else { format!("{}", self.dice.roll(1 << 16)) };
                format!("prmt.b32 {d}, {a}, {b}, {selector};")
            }
            10 => {
                let op = self.dice.pick(&[
                    "shf.l.wrap.b32",
                    "shf.r.clamp.b32",
                    "shf.r.wrap.b32",
                    "shf.l.clamp.b32",
                ]);
                format!("{op} {d}, {a}, {b}, {};", self.dice.roll(40))
            }
            11 => {
                let op = self.dice.pick(&["bfe.u32", "bfe.s32"]);
                format!("{op} {d}, {a}, {}, {};", self.dice.roll(33), self.dice.roll(34))
            }
            12..14 => {
                let op = self.dice.pick(&["mul.wide.s32", "mul.wide.u32"]);
                let word = if self.dice.roll(2) == 0 { "%tid.x".to_owned() } else { self.reg() };
                format!("mov.u32 %r1, {word}; {op} {l}, %r1, {b};")
            }
            14 => {
                let op = self.dice.pick(&[
                    "add.s64",
                    "sub.s64",
                    "mul.lo.s64",
                    "and.b64",
                    "or.b64",
                    "xor.b64",
                    "min.s64",
                    "max.u64",
                ]);
                format!("{op} {l}, {m}, {n};")
            }
            15 => {
                let op = self.dice.pick(&["cvt.u64.u32", "cvt.s64.s32"]);
                format!("{op} {l}, {};", self.reg())
            }
            16 => {
                let op = self.dice.pick(&["cvt.u32.u64", "cvt.s16.s32", "cvt.u8.u32", "cvt.s8.s32"]);
                if op == "cvt.u32.u64" {
                    format!("{op} {d}, {l};")
                } else {
                    format!("cvt.{}.u32 {d}, {};", self.dice.pick(&["u8", "s8", "u16", "s16"]), self.reg())
                }
            }
            17..19 => {
                let cmp =
                    self.dice.pick(&["eq.s32", "ne.s32", "lt.s32", "le.u32", "gt.u32", "ge.s32", "lt.u32"]);
                format!("setp.{cmp} {p}, {a}, {b};")
            }
            19 => {
                let cmp = self.dice.pick(&["eq", "lt", "neu", "geu", "nan", "num", "gt"]);
                format!("setp.{cmp}{ftz}.f32 {p}, {x}, {y};")
            }
            20 => {
                let op = self.dice.pick(&["and.pred", "or.pred", "xor.pred"]);
                format!("{op} {p}, {q}, %p{};", self.dice.roll(4))
            }
            21 => format!("selp.b32 {d}, {a}, {b}, {p};"),
            22..24 => {
                let op = self.dice.pick(&["add", "sub", "mul", "min", "max"]);
                format!("{op}{ftz}.f32 {e}, {x}, {y};")
            }
            24 => format!("fma.rn{ftz}.f32 {e}, {x}, {y}, {z};"),
            25 => {
                let op = self.dice.pick(&["neg", "abs"]);
                format!("{op}{ftz}.f32 {e}, {x};")
            }
            26 => {
                if self.dice.roll(2) == 0 {
                    format!("mov.b32 {d}, {e};")
                } else {
                    format!("mov.b32 {e}, {};", self.reg())
                }
            }
            27 => format!("cvt.rn.f32.{} {e}, {};", self.dice.pick(&["s32", "u32"]), self.reg()),
            28 => {
                let op = self.dice.pick(&["rzi.s32", "rni.u32"]);
                format!("cvt.{op}.f32 {d}, {e};")
            }
            29 => format!("mov.b64 {l}, {{{}, {}}};", self.reg(), self.reg()),
            30 => format!("mov.b64 {{{d}, %r1}}, {l};"),
            31 => format!("selp.f32 {e}, {x}, {y}, {p};"),
            32 => format!("{}.rn.f32 {e}, {e};", self.dice.pick(&["sqrt", "rcp"]))
                .replace(".f32 ", if ftz.is_empty() { ".f32 " } else { ".ftz.f32 " }),
            _ => format!("dp4a.s32.s32 {d}, {a}, {b}, {c};"),
        };
        // A second instruction on a line is not guarded.
        let _ = match text.split_once("; ") {
            Some((first, second)) => writeln!(self.text, "{first};\n{guard}{second}"),
            None => writeln!(self.text, "{guard}{text}"),
        };
    }

    /// Loads and stores within the thread's own words, of all threads' input, or of shared memory.
    fn memory(&mut self) {
        let guard = self.guard();
        let (d, a, f) = (self.reg(), self.reg(), format!("%f{}", self.dice.roll(6)));
        let offset = 4 * self.dice.roll(16);
        let text = match self.dice.roll(9) {
            0 => format!(
                "and.b32 %r1, {a}, 1023;\nmul.wide.u32 %rd3, %r1, 4;\nadd.s64 %rd3, %rd1, %rd3;\n{guard}ld.global.u32 {d}, [%rd3];"
            ),
            1 => format!(
                "mul.wide.u32 %rd3, %r0, 4;\nadd.s64 %rd3, %rd1, %rd3;\n{guard}ld.global.f32 {f}, [%rd3+{offset}];"
            ),
            2 => format!("{guard}ld.global.u32 {d}, [%rd1+{offset}];"),
            3 => format!("{guard}st.global.u32 [%rd2+{offset}], {d};"),
            4 => format!("{guard}st.global.f32 [%rd2+{offset}], {f};"),
            5 => format!("{guard}st.global.v2.u32 [%rd2+{}], {{{d}, {a}}};", offset & !7),
            6 => format!("{guard}ld.global.v4.u32 {{%r2, %r3, %r4, %r5}}, [%rd2+{}];", offset & !15),
            7 => format!("{guard}ld.global.s8 {d}, [%rd1+{}];", self.dice.roll(256)),
            _ => format!(
                "shl.b32 %r1, %r0, 2;\nadd.u32 %r1, %r1, %r40;\n{guard}st.shared.u32 [%r1], {d};\n{guard}ld.shared.u32 {d}, [%r1];"
            ),
        };
        let _ = writeln!(self.text, "{text}");
    }

    /// Lanes exchange values where all of them are.
    fn exchange(&mut self) {
        let (d, a) = (self.reg(), self.reg());
        let text = match self.dice.roll(4) {
            0 => {
                let mode = self.dice.pick(&["up", "down", "bfly", "idx"]);
                let clamp = if mode == "up" { 0 } else { 31 };
                format!(
                    "shfl.sync.{mode}.b32 {d}|%p{}, {a}, {}, {clamp}, -1;",
                    self.dice.roll(4),
                    self.dice.roll(32)
                )
            }
            1 => format!("vote.sync.{} {d}, %p{}, -1;", "ballot.b32", self.dice.roll(4)),
            2 => format!(
                "vote.sync.{}.pred %p{}, %p{}, -1;",
                self.dice.pick(&["all", "any"]),
                self.dice.roll(4),
                self.dice.roll(4)
            ),
            _ => format!(
                "bar.sync 0;\nxor.b32 %r1, %r0, {};\nrem.u32 %r1, %r1, %r39;\nshl.b32 %r1, %r1, 2;\nadd.u32 %r1, %r1, %r40;\nld.shared.u32 {d}, [%r1];\nbar.sync 0;",
                self.dice.roll(128)
            ),
        };
        let _ = writeln!(self.text, "{text}");
    }

    fn label(&mut self) -> u32 {
        self.labels += 1;
        self.labels
    }

    fn statements(&mut self) {
        for _ in 0..2 + self.dice.roll(6) {
            if self.size == 0 {
                return;
            }
            self.size -= 1;
            match self.dice.roll(14) {
                0..9 => self.line(),
                9 | 10 => self.memory(),
                11 if self.together => self.exchange(),
                12 if self.depth < 4 => self.branch(),
                13 if self.depth < 3 => self.repeat(),
                _ => self.line(),
            }
        }
    }

    fn branch(&mut self) {
        let (other, end) = (self.label(), self.label());
        let together = std::mem::replace(&mut self.together, false);
        self.depth += 1;
        let _ = writeln!(self.text, "@{}%p{} bra L{other};", self.dice.pick(&["", "!"]), self.dice.roll(4));
        self.statements();
        if self.dice.roll(2) == 0 {
            let _ = writeln!(self.text, "bra L{end};\nL{other}:");
            self.statements();
            let _ = writeln!(self.text, "L{end}:");
        } else {
            let _ = writeln!(self.text, "L{other}:\nL{end}:");
        }
        self.depth -= 1;
        self.together = together;
    }

    /// A loop that every lane leaves after at most some rounds, each after its own number if they are unlike.
    fn repeat(&mut self) {
        let (top, end) = (self.label(), self.label());
        let counter = 20 + self.counters;
        self.counters += 1;
        if self.counters > 18 {
            return;
        }
        let uniform = self.dice.roll(2) == 0;
        let rounds = if uniform { "5".to_owned() } else { self.reg() };
        let _ = writeln!(self.text, "and.b32 %r{counter}, {rounds}, 7;\nL{top}:");
        let together = self.together;
        self.together &= uniform;
        self.depth += 1;
        self.statements();
        if !self.together && self.dice.roll(3) == 0 {
            let _ = writeln!(self.text, "@%p{} bra L{end};", self.dice.roll(4));
            self.statements();
        }
        self.depth -= 1;
        self.together = together;
        let _ = writeln!(
            self.text,
            "sub.s32 %r{counter}, %r{counter}, 1;\nsetp.gt.s32 %p4, %r{counter}, 0;\n@%p4 bra L{top};\nL{end}:"
        );
        if self.dice.roll(8) == 0 {
            let _ = writeln!(self.text, "setp.eq.s32 %p5, %r0, {};\n@%p5 bra EXIT;", self.dice.roll(64));
        }
    }
}

/// The text of a kernel.
fn kernel(dice: &mut Dice) -> String {
    let ftz = dice.pick(&["", "", ".ftz"]);
    let mut writer =
        Writer { dice, text: String::new(), labels: 0, depth: 0, counters: 0, size: 60, ftz, together: true };
    while writer.size > 0 {
        writer.statements();
    }
    let mut end = String::new();
    for i in 0..8 {
        let _ = writeln!(end, "st.global.u32 [%rd2+{}], %r{};", 64 + 4 * i, i + 2);
    }
    for i in 0..6 {
        let _ = writeln!(end, "st.global.f32 [%rd2+{}], %f{i};", 96 + 4 * i);
    }
    for i in 0..4 {
        let _ = writeln!(
            end,
            "selp.u32 %r1, 1, 0, %p{i};\nst.global.u32 [%rd2+{}], %r1;\nst.global.u64 [%rd2+{}], %rd{};",
            120 + 4 * i,
            136 + 8 * i,
            4 + i
        );
    }
    let mut start = String::new();
    for i in 0..8 {
        let _ = writeln!(start, "ld.global.u32 %r{}, [%rd3+{}];", i + 2, 4 * i);
    }
    for i in 0..6 {
        let _ = writeln!(start, "ld.global.f32 %f{i}, [%rd3+{}];", 32 + 4 * i);
    }
    for i in 0..4 {
        let _ = writeln!(
            start,
            "setp.lt.s32 %p{i}, %r{}, %r{};\nld.global.u64 %rd{}, [%rd3+{}];",
            i + 2,
            i + 4,
            4 + i,
            8 * i
        );
    }
    format!(
        ".version 8.5\n.target sm_90\n.address_size 64\n.visible .entry k(.param .u64 input, .param .u64 output) {{
.reg .b32 %r<41>; .reg .b64 %rd<10>; .reg .f32 %f<8>; .reg .pred %p<6>;
.shared .align 16 .b8 s[512];
ld.param.u64 %rd1, [input];
ld.param.u64 %rd2, [output];
mov.u32 %r40, s;
mov.u32 %r0, %tid.y;
mov.u32 %r1, %ntid.x;
mul.lo.s32 %r0, %r0, %r1;
mov.u32 %r39, %ntid.y;
mul.lo.s32 %r39, %r39, %r1;
mov.u32 %r1, %tid.x;
add.s32 %r0, %r0, %r1;
mov.u32 %r1, %ctaid.x;
shl.b32 %r1, %r1, 7;
add.s32 %r1, %r1, %r0;
mul.wide.u32 %rd3, %r1, 256;
add.s64 %rd2, %rd2, %rd3;
mul.wide.u32 %rd3, %r0, 16;
add.s64 %rd3, %rd1, %rd3;
shl.b32 %r1, %r0, 2;
add.s32 %r1, %r1, %r40;
st.shared.u32 [%r1], %r0;
bar.sync 0;
{start}{}{end}EXIT:
ret;
}}
",
        writer.text
    )
}

/// Runs a kernel; what it left, or why it failed.
fn run(device: &Device, block: [u32; 3], input: &[u32]) -> Result<Vec<u32>, String> {
    let words = 2 * 128 * 64;
    let (source, target) = (device.upload(input), device.zeros::<u32>(words));
    // Addresses differ from device to device, so they are kept out of what kernels compute.
    device.launch("k", [2, 1, 1], block, 0, &[source, target]).map_err(|fault| fault.kind.to_string())?;
    Ok(device.download::<u32>(target, words))
}

#[test]
fn compiled_kernels_do_what_interpreted_ones_do() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (count, seed) = (number("RANDOM_KERNELS").unwrap_or(24), number("RANDOM_SEED").unwrap_or(1));
    let last = if count == 0 { u64::MAX } else { seed + count };
    for seed in seed..last {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| {
            dice.roll(2);
        });
        let text = kernel(&mut dice);
        let input: Vec<u32> = (0..4096)
            .map(|_| match dice.roll(4) {
                0 => dice.roll(8) as u32,
                1 => (dice.roll(1 << 32) as u32) & 0xbfff_ffff,
                2 => f32::to_bits(dice.roll(1000) as f32 / 8.0 - 50.0),
                _ => dice.roll(1 << 32) as u32,
            })
            .collect();
        let block = [[32, 1, 1], [64, 1, 1], [16, 4, 1], [8, 8, 1], [20, 3, 1], [128, 1, 1], [7, 1, 1]]
            [dice.roll(7) as usize];
        let compiled = run(&Device::compiled(text.as_bytes()), block, &input);
        let interpreted = run(&Device::interpreted(text.as_bytes()), block, &input);
        if compiled != interpreted {
            let differs = compiled.as_ref().ok().zip(interpreted.as_ref().ok()).and_then(|(a, b)| {
                (0..a.len()).find(|&i| a[i] != b[i]).map(|i| (i / 64, i % 64 * 4, a[i], b[i]))
            });
            let ends = (compiled.err(), interpreted.err());
            panic!(
                "seed {seed}, block {block:?}: thread, byte, compiled, interpreted: {differs:x?} {ends:?}\n{text}"
            );
        }
    }
}
