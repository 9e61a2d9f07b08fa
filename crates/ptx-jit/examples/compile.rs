//! Compiles every kernel of PTX texts, fatbins and shared objects that hold fatbins, and lists those that took longest.
//!
//!     cargo run --release -p ptx-jit --example compile -- [--arch 75] [--block 32,4,1] FILE..

use std::path::PathBuf;

use ptx::container::fatbin::{FATBIN_MAGIC, Fatbin, Kind};
use ptx_jit::{Compiler, Measured};

const LARGEST: usize = 1 << 30;

fn texts(path: &PathBuf, arch: u32) -> Vec<Vec<u8>> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let magic = FATBIN_MAGIC.to_le_bytes();
    let (mut texts, mut at, mut found) = (Vec::new(), 0, false);
    while let Some(offset) = bytes[at..].windows(4).position(|window| window == magic) {
        at += offset;
        let Ok(fatbin) = Fatbin::parse(&bytes[at..]) else {
            at += 4;
            continue;
        };
        found = true;
        for entry in fatbin.collect().unwrap_or_default() {
            if entry.kind == Kind::Ptx
                && entry.major * 10 + entry.minor == arch
                && let Ok(text) = entry.text(LARGEST)
            {
                texts.push(text.into_owned());
            }
        }
        at += fatbin.bytes().len();
    }
    if found { texts } else { vec![bytes] }
}

fn main() {
    let (mut arch, mut block, mut files) = (75, [32, 4, 1], Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--arch" => arch = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(arch),
            "--block" => {
                let words = arguments.next().unwrap_or_default();
                words.split(',').zip(&mut block).for_each(|(word, n)| *n = word.parse().unwrap_or(1));
            }
            _ => files.push(PathBuf::from(argument)),
        }
    }
    let mut all: Vec<Measured> = Vec::new();
    for text in files.iter().flat_map(|path| texts(path, arch)) {
        match ptx::parse(&text) {
            Ok(module) => {
                let measured = Compiler::default().measure(module, block, |_, _| true);
                // What takes long is told at once: all of a library takes minutes.
                for one in measured.iter().filter(|one| one.time.as_millis() >= 500 || one.refused.is_some())
                {
                    eprintln!("{:>7} ms {}", one.time.as_millis(), one.name);
                }
                all.extend(measured);
            }
            Err(error) => println!("a module that does not parse: {error}"),
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.time));
    println!("     ms  insts      ir   code KiB  frame KiB");
    for one in all.iter().take(30).chain(all.iter().skip(30).filter(|one| one.refused.is_some())) {
        println!(
            "{:>7.1} {:>6} {:>7} {:>10} {:>10}  {} {}",
            one.time.as_secs_f64() * 1e3,
            one.instructions,
            one.ir,
            one.code_bytes >> 10,
            one.stack_bytes >> 10,
            one.name,
            one.refused.as_deref().unwrap_or_default(),
        );
    }
    let total: f64 = all.iter().map(|one| one.time.as_secs_f64()).sum();
    let refused = all.iter().filter(|one| one.refused.is_some()).count();
    println!("{} kernels, {refused} left to the interpreter, {total:.1} s", all.len());
}
