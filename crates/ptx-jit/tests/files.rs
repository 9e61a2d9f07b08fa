//! Runs every tests/files/*.ptx on every executor: inputs, launches and expected outputs stand in the files' comments.
//!
//! Above a kernel, one line for each launch and, below it, one for each of the kernel's parameters:
//!
//!     // launch KERNEL [grid X[,Y[,Z]]] [block X[,Y[,Z]]] [cluster X[,Y[,Z]]] [shared BYTES] [fault KIND]
//!     // value TYPE values..    passed as it is
//!     // in TYPE values..       the address of these
//!     // out TYPE values..      the address of as many zeros, which become these
//!     // inout TYPE values.. -> values..
//!     // texture TYPE X[,Y[,Z]] CHANNELS options.. : values.. [-> values..]
//!                               the handle of a texture or surface of these texels: linear, normalized, fraction, layered,
//!                               buffer; beyond the edge wrap, mirror, border, or else clamp
//!     // + values..             more of the line above
//!
//! TYPE is u8 to u64, s8 to s64, f16, bf16, f32 or f64. A value is decimal, hexadecimal (the bits, also of a float), inf, -inf, nan
//! (any, where it is expected), `_` (not looked at); `x~e` allows a relative error of e; `x*n` is n times x.

mod device;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use device::Device;
use half::{bf16, f16};
use ptx_jit::{Beyond, Level, Number, Texture};

struct Launch {
    line: usize,
    kernel: String,
    grid: [u32; 3],
    block: [u32; 3],
    cluster: Option<[u32; 3]>,
    shared: u32,
    fault: Option<String>,
    args: Vec<Arg>,
}

struct Arg {
    kind: String,
    ty: String,
    /// Of a texture: extents, channels, options.
    kind_of: Vec<String>,
    /// Before `->`, and behind it.
    values: Vec<String>,
    after: Vec<String>,
}

fn size(ty: &str) -> usize {
    number::<usize>(ty.trim_start_matches(|c: char| c.is_alphabetic())) / 8
}

fn number<T: std::str::FromStr>(word: &str) -> T {
    word.parse().unwrap_or_else(|_| panic!("`{word}` is no number"))
}

/// A value's bits.
fn bits(ty: &str, word: &str) -> u64 {
    if let Some(digits) = word.strip_prefix("0x") {
        return u64::from_str_radix(digits, 16).unwrap_or_else(|_| panic!("`{word}` is no number"));
    }
    match ty {
        "f16" => u64::from(f16::from_f64(number(word)).to_bits()),
        "bf16" => u64::from(bf16::from_f64(number(word)).to_bits()),
        "f32" => u64::from(number::<f32>(word).to_bits()),
        "f64" => number::<f64>(word).to_bits(),
        _ => number::<i128>(word) as u64,
    }
}

/// The values of a line, repetitions written out.
fn values<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words
        .flat_map(|word| match word.split_once('*') {
            Some((value, times)) => vec![value.to_owned(); number(times)],
            None => vec![word.to_owned()],
        })
        .collect()
}

fn bytes(ty: &str, words: &[String]) -> Vec<u8> {
    let bytes_of = |word: &String| bits(ty, word).to_le_bytes()[..size(ty)].to_vec();
    words.iter().flat_map(bytes_of).collect()
}

/// Whether these bits are what a word asks for.
fn fits(ty: &str, got: u64, word: &str) -> bool {
    let float = |bits: u64| match ty {
        "f16" => f16::from_bits(bits as u16).to_f64(),
        "bf16" => bf16::from_bits(bits as u16).to_f64(),
        "f32" => f32::from_bits(bits as u32).into(),
        _ => f64::from_bits(bits),
    };
    match word {
        "_" => true,
        "nan" => float(got).is_nan(),
        _ => match word.split_once('~') {
            Some((want, error)) => {
                let (want, got) = (float(bits(ty, want)), float(got));
                (got - want).abs() <= want.abs() * number::<f64>(error)
            }
            None => {
                let unused = 64 - 8 * size(ty) as u32;
                got == bits(ty, word) << unused >> unused
            }
        },
    }
}

fn extents(word: &str) -> [u32; 3] {
    let mut extents = [1; 3];
    word.split(',').zip(&mut extents).for_each(|(word, extent)| *extent = number(word));
    extents
}

fn parse(text: &str) -> Vec<Launch> {
    let mut launches: Vec<Launch> = Vec::new();
    for (line, content) in text.lines().enumerate() {
        let Some(comment) = content.strip_prefix("// ") else { continue };
        let mut words = comment.split_whitespace();
        let Some(first) = words.next() else { continue };
        match (first, launches.last_mut()) {
            ("launch", _) => {
                let kernel = words.next().unwrap().to_owned();
                let (line, one) = (line + 1, [1; 3]);
                let mut launch = Launch {
                    line,
                    kernel,
                    grid: one,
                    block: one,
                    cluster: None,
                    shared: 0,
                    fault: None,
                    args: Vec::new(),
                };
                while let (Some(name), Some(word)) = (words.next(), words.next()) {
                    match name {
                        "grid" => launch.grid = extents(word),
                        "block" => launch.block = extents(word),
                        "cluster" => launch.cluster = Some(extents(word)),
                        "shared" => launch.shared = number(word),
                        "fault" => launch.fault = Some(word.to_owned()),
                        _ => panic!("line {line}: `{name}`"),
                    }
                }
                launches.push(launch);
            }
            (kind @ ("value" | "in" | "out" | "inout"), Some(launch)) => {
                let ty = words.next().unwrap().to_owned();
                let before = values(words.by_ref().take_while(|&word| word != "->"));
                let (kind, kind_of) = (kind.to_owned(), Vec::new());
                launch.args.push(Arg { kind, ty, kind_of, values: before, after: values(words) });
            }
            (kind @ "texture", Some(launch)) => {
                let ty = words.next().unwrap().to_owned();
                let kind_of = words.by_ref().take_while(|&word| word != ":").map(str::to_owned).collect();
                let before = values(words.by_ref().take_while(|&word| word != "->"));
                let kind = kind.to_owned();
                launch.args.push(Arg { kind, ty, kind_of, values: before, after: values(words) });
            }
            ("+", Some(launch)) => {
                let arg = launch.args.last_mut().unwrap();
                if !arg.after.is_empty() || words.clone().next() == Some("->") {
                    arg.after.extend(values(words.filter(|&word| word != "->")));
                } else {
                    arg.values.extend(values(words));
                }
            }
            _ => {}
        }
    }
    launches
}

/// A texture of these texels.
fn texture(arg: &Arg, address: u64) -> Texture {
    let number = match arg.ty.as_str() {
        "u8" => Number::U8,
        "u16" => Number::U16,
        "u32" => Number::U32,
        "s8" => Number::S8,
        "s16" => Number::S16,
        "s32" => Number::S32,
        "f16" => Number::F16,
        "f32" => Number::F32,
        other => panic!("texels of {other}"),
    };
    let extent = extents(&arg.kind_of[0]).map(u64::from);
    let channels: u8 = self::number(&arg.kind_of[1]);
    let has = |option: &str| arg.kind_of[2..].iter().any(|known| known == option);
    let beyond = match () {
        () if has("wrap") => Beyond::Wrap,
        () if has("mirror") => Beyond::Mirror,
        () if has("border") => Beyond::Border,
        () => Beyond::Clamp,
    };
    let pitch = extent[0] * number.bytes() * u64::from(channels);
    Texture {
        levels: vec![Level { address, pitch, plane: pitch * extent[1], extent }],
        number,
        channels,
        is_layered: has("layered"),
        is_buffer: has("buffer"),
        beyond: [beyond; 3],
        is_linear: has("linear"),
        is_linear_between: false,
        as_fraction: has("fraction"),
        is_normalized: has("normalized"),
        is_srgb: false,
        border: [0.0; 4],
        level: (0.0, 0.0, 0.0),
    }
}

/// Runs one launch; what is wrong.
fn run(device: &Device, launch: &Launch) -> Vec<String> {
    let mut addresses = Vec::new();
    let mut blocks = Vec::new();
    for arg in &launch.args {
        let address = match arg.kind.as_str() {
            "value" => {
                blocks.push(bytes(&arg.ty, &arg.values));
                None
            }
            "texture" => {
                let address = device.upload(&bytes(&arg.ty, &arg.values));
                blocks.push(device.texture(texture(arg, address)).to_le_bytes().to_vec());
                addresses.push(address);
                continue;
            }
            "out" => Some(device.zeros::<u8>(arg.values.len() * size(&arg.ty))),
            _ => Some(device.upload(&bytes(&arg.ty, &arg.values))),
        };
        if let Some(address) = address {
            blocks.push(address.to_le_bytes().to_vec());
        }
        addresses.push(address.unwrap_or(0));
    }
    let params = device.parameters(&launch.kernel, &blocks);
    let extents = (launch.grid, launch.block, launch.cluster);
    let result = device.launch_clusters(&launch.kernel, extents, launch.shared, &params);
    let got = result.err().map(|fault| format!("{:?}", fault.kind));
    if got != launch.fault {
        return vec![format!("the fault is {got:?}, not {:?}", launch.fault)];
    }
    let mut wrong = Vec::new();
    for (number, (arg, &address)) in launch.args.iter().zip(&addresses).enumerate() {
        let want = match arg.kind.as_str() {
            "out" => &arg.values,
            "inout" | "texture" => &arg.after,
            _ => continue,
        };
        let got = device.download::<u8>(address, want.len() * size(&arg.ty));
        for (index, (word, chunk)) in want.iter().zip(got.chunks(size(&arg.ty))).enumerate() {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            let got = u64::from_le_bytes(eight);
            if !fits(&arg.ty, got, word) {
                wrong.push(format!("parameter {number}, element {index}: {got:#x}, not {word}"));
            }
        }
    }
    wrong
}

/// Runs a file's launches on an executor; how many there are, and what is wrong.
fn run_file(path: &Path, executor: &str, make: fn(&[u8]) -> Device) -> (usize, Vec<String>) {
    let text = std::fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let launches = parse(&text);
    assert!(!launches.is_empty(), "{name} launches nothing");
    for kernel in text.lines().filter_map(|line| line.strip_prefix(".visible .entry ")) {
        let kernel = kernel.split('(').next().unwrap();
        assert!(launches.iter().any(|launch| launch.kernel == kernel), "{name} does not launch {kernel}");
    }
    let device = make(text.as_bytes());
    let mut wrong = Vec::new();
    for launch in &launches {
        // A generator that fails its own checks fails this launch, not the others.
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&device, launch)));
        for what in result.unwrap_or_else(|_| vec!["it panics".to_owned()]) {
            wrong.push(format!("{name}:{} {} {executor}: {what}", launch.line, launch.kernel));
        }
    }
    (launches.len(), wrong)
}

#[test]
fn every_file_computes_what_it_says_on_every_executor() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "ptx"));
    files.sort();
    type Make = fn(&[u8]) -> Device;
    let executors: [(&str, Make); 3] =
        [("interpreted", Device::interpreted), ("compiled", Device::compiled), ("narrow", Device::narrow)];
    let jobs: Vec<_> = files.iter().flat_map(|path| executors.map(|executor| (path, executor))).collect();
    let next = AtomicUsize::new(0);
    let all = Mutex::new((0, Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(&(path, (executor, make))) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (count, wrong) = run_file(path, executor, make);
                    let mut all = all.lock().unwrap();
                    all.0 += count;
                    all.1.extend(wrong);
                }
            });
        }
    });
    let (count, mut wrong) = all.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{} of {count} launches:\n{}", wrong.len(), wrong.join("\n"));
}
