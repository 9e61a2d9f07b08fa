//! Writes an export for each name of NVIDIA's libraries that no function of `src/api` has: it says that it is not supported. And, beside
//! Cargo's products, what `link` needs: the symbols of each version, and what lets the library run on older C libraries.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=src/api");
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    // target/PROFILE/build/blas-HASH/out
    let beside = folder.ancestors().nth(3).ok_or(io::ErrorKind::NotFound)?.join("blas");
    fs::create_dir_all(&beside)?;
    let mut names = BTreeSet::new();
    for version in [12, 13] {
        let list = fs::read_to_string(format!("data/names-{version}.txt"))?;
        let global: Vec<&str> = list.lines().collect();
        let script = format!("libcublas.so.{version} {{ global: {}; local: *; }};\n", global.join("; "));
        fs::write(beside.join(format!("{version}.map")), script)?;
        names.extend(list.lines().map(str::to_owned));
    }
    glibc_floor::prepare(&beside)?;
    for file in fs::read_dir("src/api")? {
        for name in implemented(&fs::read_to_string(file?.path())?) {
            names.remove(&name);
        }
    }
    let mut text = String::new();
    for name in names {
        let _ = write!(
            text,
            "#[unsafe(no_mangle)]\nextern \"C\" fn {name}() -> crate::Status {{\n    crate::unsupported::answer(\"{name}\")\n}}\n"
        );
    }
    fs::write(folder.join("unsupported.rs"), text)
}

/// What a source exports: the names of its `extern "C"` functions, and those that its macros are given. Comments may name others.
fn implemented(source: &str) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let words = code.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| word.starts_with("cublas")).map(str::to_owned).collect()
}
