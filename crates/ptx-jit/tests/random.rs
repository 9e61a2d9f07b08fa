//! Random kernels, well formed and ending, run on the interpreter and compiled: memory must be the same afterwards.
//! `RANDOM_KERNELS=n` runs so many instead of the fixed number, `RANDOM_SEED=n` begins elsewhere; 0 kernels mean for ever.
//! `RANDOM_EXECUTOR=compiled` or `narrow` compares only that one.

mod device;
#[path = "random/forms.rs"]
mod forms;

use std::fmt::Write;

use device::Device;
use ptx_jit::FaultKind;

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
    /// Every warp is whole and no thread has ended: matrices may be.
    whole: bool,
    /// The register with the lanes that are here, where some of a warp's are.
    members: Option<u32>,
    masks: u32,
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

    /// What machine code has functions for, or a form of its own that is not obvious.
    fn special(&mut self) {
        let guard = self.guard();
        let (d, a, b, c) = (self.reg(), self.reg(), self.reg(), self.reg());
        let (e, x, y) = (format!("%f{}", self.dice.roll(6)), self.float(), self.float());
        let (l, m) = (self.double(), self.double());
        let (p, ftz) = (self.dice.roll(4), self.ftz);
        let text = match self.dice.roll(26) {
            22..26 => self.form(&guard),
            0 => {
                let op = self.dice.pick(&["add", "sub", "mul", "min", "max"]);
                format!("{op}.f16x2 {d}, {a}, {b};")
            }
            1 => format!("fma.rn.f16x2 {d}, {a}, {b}, {c};"),
            2 => format!("mov.b32 {{%h0, %h1}}, {a};\n{guard}cvt.f32.f16 {e}, %h{};", self.dice.roll(2)),
            3 => format!(
                "mov.b32 {{%h0, %h1}}, {a};\n{guard}cvt.rn.f16.f32 %h0, {x};\nmov.b32 {d}, {{%h0, %h1}};"
            ),
            4 => format!(
                "mov.b32 {{%h0, %h1}}, {a};\n{guard}cvt.rn.bf16.f32 %h1, {x};\nmov.b32 {d}, {{%h0, %h1}};"
            ),
            5 => format!("cvt.rn.{}.f32 {d}, {x}, {y};", self.dice.pick(&["f16x2", "bf16x2"])),
            6 => format!(
                "cvt.{}{ftz}.{}.f32 {d}, {x};",
                self.dice.pick(&["rzi", "rni", "rmi", "rpi"]),
                self.dice.pick(&["s32", "u32", "s64"])
            )
            .replace(&format!(".s64.f32 {d}"), &format!(".s64.f32 {l}")),
            7 => {
                format!("cvt.{}{ftz}.f32.f32 {e}, {x};", self.dice.pick(&["rzi", "rni", "rmi", "rpi", "sat"]))
            }
            8 => format!("{} {l}, {m}, {a};", self.dice.pick(&["shl.b64", "shr.u64", "shr.s64"])),
            9 => format!(
                "dp4a.{}.{} {d}, {a}, {b}, {c};",
                self.dice.pick(&["s32", "u32"]),
                self.dice.pick(&["s32", "u32"])
            ),
            10 => format!("dp2a.{}.s32.u32 {d}, {a}, {b}, {c};", self.dice.pick(&["lo", "hi"])),
            11 => format!("bfi.b32 {d}, {a}, {b}, {}, {};", self.dice.roll(40), self.dice.roll(40)),
            12 => format!("sad.{} {d}, {a}, {b}, {c};", self.dice.pick(&["s32", "u32"])),
            13 => format!("{}.approx{ftz}.f32 {e}, {x};", self.dice.pick(&["ex2", "rcp", "rsqrt", "sqrt"])),
            14 => format!(
                "{}.f32 {e}, {x}, {y};",
                self.dice.pick(&["add.rz", "mul.rp", "sub.rm", "add.sat", "min.NaN"])
            ),
            15 => format!("set.{}.{}{ftz}.f32 {d}, {x}, {y};", self.dice.pick(&["lt", "geu", "ne"]), "u32"),
            16 => format!("slct.b32.s32 {d}, {a}, {b}, {c};"),
            17 => format!("testp.{}.f32 %p{p}, {x};", self.dice.pick(&["finite", "notanumber", "subnormal"])),
            18 => format!(
                "{} {l}, {m}, {};",
                self.dice.pick(&["div.u64", "rem.s64", "min.s64", "mul.hi.u64"]),
                self.double()
            ),
            19 => format!("popc.b64 {d}, {m};"),
            20 => format!("bfe.s64 {l}, {m}, {a}, {b};"),
            _ => format!(
                "setp.{}.f16x2 %p{p}|%p{}, {a}, {b};",
                self.dice.pick(&["lt", "neu"]),
                self.dice.roll(4)
            ),
        };
        // Where several instructions are needed, the guarded one is marked already.
        let _ = if text.contains('\n') {
            writeln!(self.text, "{text}")
        } else {
            writeln!(self.text, "{guard}{text}")
        };
    }

    /// One of the forms that have no structure of their own.
    fn form(&mut self, guard: &str) -> String {
        let form = self.dice.pick(forms::FORMS);
        let mut text = String::new();
        let mut before = ' ';
        let mut rest = form.chars().peekable();
        while let Some(c) = rest.next() {
            // A capital by itself.
            let alone = !before.is_alphanumeric() && !rest.peek().is_some_and(|next| next.is_alphanumeric());
            match c {
                'A'..='D' if alone => text += &self.reg(),
                'E' if alone => text += &format!("%f{}", self.dice.roll(6)),
                'X'..='Z' if alone => text += &self.float(),
                'L'..='N' if alone => text += &self.double(),
                'G' if before == '\n' => text += guard,
                _ => text.push(c),
            }
            before = c;
        }
        text
    }

    /// Words of the thread's own, in memory that other threads do not touch: widths of all kinds, atomics, local memory.
    fn own(&mut self) {
        let guard = self.guard();
        let (d, a, b, l) = (self.reg(), self.reg(), self.reg(), self.double());
        let at = 4 * self.dice.roll(14);
        let text = match self.dice.roll(17) {
            8 => format!(
                "{guard}atom.shared.{}.u32 {d}, [%r69+{}], {a};",
                self.dice.pick(&["add", "min", "max", "exch", "inc", "dec"]),
                at & 4
            ),
            9 => format!("{guard}atom.shared.cas.b64 {l}, [%r69], {l}, %rd4;"),
            10 => format!("{guard}red.shared.{}.u64 [%r69], {l};", self.dice.pick(&["add", "min", "max"])),
            11 => {
                format!("{guard}atom.{}.s32 {d}, [%rd2+{at}], {a};", self.dice.pick(&["add", "min", "max"]))
            }
            12 => format!(
                "cvt.u64.u32 %rd3, %r69;\ncvta.shared.u64 %rd3, %rd3;\n{guard}atom.or.b32 {d}, [%rd3+{}], {a};",
                at & 4
            ),
            13 => format!("{guard}red.global.add.f32 [%rd2+{at}], %f{};", self.dice.roll(6)),
            14 => format!(
                "{guard}st.local.v2.u32 [stack+{}], {{{a}, {b}}};\n{guard}ld.local.s8 {d}, [stack+{}];",
                at & 24,
                at & 31
            ),
            15 => format!(
                "mov.u64 %rd3, stack;\ncvta.local.u64 %rd3, %rd3;\n{guard}st.u64 [%rd3+{}], {l};\n{guard}ld.s16 {d}, [%rd3+{}];",
                at & 24,
                at & 30
            ),
            0 => format!(
                "{guard}atom.global.{}.u32 {d}, [%rd2+{at}], {a};",
                self.dice.pick(&["add", "min", "max", "exch", "inc", "dec"])
            ),
            1 => format!("{guard}atom.global.cas.b32 {d}, [%rd2+{at}], {a}, {b};"),
            2 => format!("{guard}red.global.{}.b32 [%rd2+{at}], {a};", self.dice.pick(&["and", "or", "xor"])),
            3 => {
                format!("{guard}st.global.u16 [%rd2+{at}], {a};\n{guard}ld.global.u8 {d}, [%rd2+{}];", at + 1)
            }
            4 => format!(
                "{guard}st.global.u64 [%rd2+{}], {l};\n{guard}ld.global.s16 {d}, [%rd2+{}];",
                at & !7,
                at + 2
            ),
            5 => format!("{guard}ld.global.v2.u64 {{{l}, %rd3}}, [%rd2+{}];", at & 32),
            6 => format!(
                "{guard}st.local.u32 [stack+{}], {a};\n{guard}ld.local.u32 {d}, [stack+{}];",
                at & 28,
                at & 24
            ),
            7 => format!(
                "and.b32 %r1, {a}, 28;\nmov.u32 %r41, stack;\nadd.u32 %r1, %r1, %r41;\n{guard}st.local.u32 [%r1], {b};\n{guard}ld.local.u32 {d}, [stack];"
            ),
            _ => format!(
                "cvt.u64.u32 %rd3, %r40;\ncvta.shared.u64 %rd3, %rd3;\nmul.wide.u32 %rd8, %r0, 4;\nadd.u64 %rd3, %rd3, %rd8;\n{guard}st.u32 [%rd3], {a};\n{guard}ld.u32 {d}, [%rd3];"
            ),
        };
        let _ = writeln!(self.text, "{text}");
    }

    /// Lanes that went one way exchange values.
    fn exchange_among(&mut self) {
        let Some(members) = self.members else { return };
        let (d, a, b) = (self.reg(), self.reg(), self.word());
        let text = match self.dice.roll(6) {
            0 => {
                let mode = self.dice.pick(&["up", "down", "bfly", "idx"]);
                let clamp = if mode == "up" { 0 } else { 31 };
                format!(
                    "mov.u32 %r1, {b};\nshfl.sync.{mode}.b32 {d}|%p{}, {a}, %r1, {clamp}, %r{members};",
                    self.dice.roll(4)
                )
            }
            1 => format!("vote.sync.ballot.b32 {d}, %p{}, %r{members};", self.dice.roll(4)),
            2 => format!(
                "vote.sync.{}.pred %p{}, %p{}, %r{members};",
                self.dice.pick(&["all", "any", "uni"]),
                self.dice.roll(4),
                self.dice.roll(4)
            ),
            3 => format!("redux.sync.{}.u32 {d}, {a}, %r{members};", self.dice.pick(&["add", "min", "max"])),
            4 => format!("match.any.sync.b32 {d}, {a}, %r{members};"),
            _ => format!("bar.warp.sync %r{members};"),
        };
        let _ = writeln!(self.text, "{text}");
    }

    /// Matrices: what shared memory holds is the same at every place and every time, for writers end at a barrier.
    fn matrix(&mut self) {
        let (a, b) = (self.reg(), self.reg());
        let text = match self.dice.roll(3) {
            0 => format!(
                "mov.u32 %r1, %laneid;\nshl.b32 %r1, %r1, 4;\nadd.u32 %r1, %r1, %r40;\nbar.sync 0;\nldmatrix.sync.aligned.m8n8.x{}.shared.b16 {}, [%r1];\nbar.sync 0;",
                self.dice.pick(&["4", "4.trans"]),
                "{%r2, %r3, %r4, %r5}"
            ),
            1 => format!(
                "mma.sync.aligned.m16n8k16.row.col.f16.f16.f16.f16 {{%r2, %r3}}, {{%r4, %r5, {a}, {b}}}, {{%r6, %r7}}, {{%r8, %r9}};"
            ),
            _ => format!(
                "mma.sync.aligned.m16n8k32.row.col.s32.s8.s8.s32 {{%r2, %r3, %r4, %r5}}, {{%r4, %r5, {a}, {b}}}, {{%r6, %r7}}, {{%r8, %r9, %r2, %r3}};"
            ),
        };
        let _ = writeln!(self.text, "{text}");
    }

    /// Lanes exchange values where all of them are.
    fn exchange(&mut self) {
        let (d, a) = (self.reg(), self.reg());
        let text = match self.dice.roll(6) {
            4 => {
                let mode = self.dice.pick(&["up", "down", "bfly", "idx"]);
                let clamp = if mode == "up" { 0 } else { 31 };
                format!("shfl.sync.{mode}.b32 {d}|%p{}, {a}, {}, {clamp}, -1;", self.dice.roll(4), self.reg())
            }
            5 => format!(
                "redux.sync.{}.{} {d}, {a}, -1;",
                self.dice.pick(&["add", "min", "max"]),
                self.dice.pick(&["s32", "u32"])
            ),
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
            match self.dice.roll(18) {
                0..8 => self.line(),
                8..10 => self.special(),
                10 | 11 => self.memory(),
                12 => self.own(),
                13 if self.together => self.exchange(),
                14 if self.members.is_some() => self.exchange_among(),
                15 if self.depth < 4 => self.branch(),
                16 if self.depth < 3 => self.repeat(),
                17 if self.together && self.whole => self.matrix(),
                _ => self.line(),
            }
        }
    }

    fn branch(&mut self) {
        let (other, end) = (self.label(), self.label());
        let together = std::mem::replace(&mut self.together, false);
        let members = self.members.take();
        self.depth += 1;
        let (p, not) = (self.dice.roll(4), self.dice.roll(2) == 0);
        let (here, there) = if not { ("!", "") } else { ("", "!") };
        let mut masks = None;
        // Who goes which way, where that is known of all lanes that are here.
        if (together || members.is_some()) && self.masks < 16 {
            let all = members.map_or("-1".to_owned(), |m| format!("%r{m}"));
            let (yes, no) = (50 + self.masks, 51 + self.masks);
            self.masks += 2;
            let _ = writeln!(
                self.text,
                "vote.sync.ballot.b32 %r{yes}, {here}%p{p}, {all};\nvote.sync.ballot.b32 %r{no}, {there}%p{p}, {all};"
            );
            masks = Some((yes, no));
        }
        let _ = writeln!(self.text, "@{there}%p{p} bra L{other};");
        self.members = masks.map(|(yes, _)| yes);
        self.statements();
        if self.dice.roll(2) == 0 {
            let _ = writeln!(self.text, "bra L{end};\nL{other}:");
            self.members = masks.map(|(_, no)| no);
            self.statements();
            let _ = writeln!(self.text, "L{end}:");
        } else {
            let _ = writeln!(self.text, "L{other}:\nL{end}:");
        }
        self.depth -= 1;
        self.together = together;
        self.members = members;
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
        let (together, members) = (self.together, self.members);
        self.together &= uniform;
        if !uniform {
            self.members = None;
        }
        self.depth += 1;
        self.statements();
        if !self.together && self.dice.roll(3) == 0 {
            self.members = None;
            let _ = writeln!(self.text, "@%p{} bra L{end};", self.dice.roll(4));
            self.statements();
        }
        self.depth -= 1;
        (self.together, self.members) = (together, members);
        let _ = writeln!(
            self.text,
            "sub.s32 %r{counter}, %r{counter}, 1;\nsetp.gt.s32 %p4, %r{counter}, 0;\n@%p4 bra L{top};\nL{end}:"
        );
        if self.dice.roll(8) == 0 {
            self.whole = false;
            let end = self.dice.pick(&["bra EXIT", "exit", "ret"]);
            let _ = writeln!(self.text, "setp.eq.s32 %p5, %r0, {};\n@%p5 {end};", self.dice.roll(64));
        }
    }
}

/// The text of a kernel.
fn kernel(dice: &mut Dice, whole: bool) -> String {
    let ftz = dice.pick(&["", "", ".ftz"]);
    let mut writer = Writer {
        dice,
        text: String::new(),
        labels: 0,
        depth: 0,
        counters: 0,
        size: 80,
        ftz,
        together: true,
        whole,
        members: None,
        masks: 0,
    };
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
    let _ = writeln!(end, "ld.shared.u64 %rd3, [%r69];\nst.global.u64 [%rd2+168], %rd3;");
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
.reg .b32 %r<70>; .reg .b64 %rd<10>; .reg .f32 %f<8>; .reg .pred %p<6>; .reg .b16 %h<2>;
.local .align 16 .b8 stack[64];
.shared .align 16 .b8 s[512];
.shared .align 16 .b8 own[1024];
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
mov.u32 %r69, own;
mad.lo.u32 %r69, %r0, 8, %r69;
st.shared.u32 [%r69], %r0;
st.shared.u32 [%r69+4], %r1;
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
    device.launch("k", [2, 1, 1], block, 0, &[source, target]).map_err(|fault| match fault.kind {
        // Which warp comes first to its own bad address, nobody promises.
        FaultKind::MisalignedAddress => FaultKind::IllegalAddress.to_string(),
        kind => kind.to_string(),
    })?;
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
        let block = [[32, 1, 1], [64, 1, 1], [16, 4, 1], [8, 8, 1], [20, 3, 1], [128, 1, 1], [7, 1, 1]]
            [dice.roll(7) as usize];
        let text = kernel(&mut dice, block.iter().product::<u32>() % 32 == 0);
        let input: Vec<u32> = (0..4096)
            .map(|_| match dice.roll(4) {
                0 => dice.roll(8) as u32,
                1 => (dice.roll(1 << 32) as u32) & 0xbfff_ffff,
                2 => f32::to_bits(dice.roll(1000) as f32 / 8.0 - 50.0),
                _ => dice.roll(1 << 32) as u32,
            })
            .collect();
        let interpreted = run(&Device::interpreted(text.as_bytes()), block, &input);
        type Make = fn(&[u8]) -> Device;
        let executors: [(&str, Make); 2] = [("compiled", Device::compiled), ("narrow", Device::narrow)];
        for (executor, make) in executors {
            if std::env::var("RANDOM_EXECUTOR").is_ok_and(|only| only != executor) {
                continue;
            }
            let made = run(&make(text.as_bytes()), block, &input);
            if made == interpreted {
                continue;
            }
            let differs = made.as_ref().ok().zip(interpreted.as_ref().ok()).and_then(|(a, b)| {
                (0..a.len()).find(|&i| a[i] != b[i]).map(|i| (i / 64, i % 64 * 4, a[i], b[i]))
            });
            let ends = (made.err(), interpreted.err());
            panic!(
                "seed {seed}, block {block:?}: thread, byte, {executor}, interpreted: {differs:x?} {ends:?}\n{text}"
            );
        }
    }
}
