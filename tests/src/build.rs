//! Compiles a program once for each set of headers, links it, and leaves alone what is up to date.
//!
//! A product's stamp is all that it was made from: the commands, the toolchain, the sources. Nothing is judged by its date.
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, anyhow, bail};

use crate::assets::{Assets, assets};
use crate::table::{Link, ORACLE, PROGRAMS, Program, find};

/// The repository.
pub fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests).to_owned()
}

/// Where the programs are built: `programs` in Cargo's target folder.
pub fn products() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| repository().join("target")).join("programs")
}

/// Builds a program unless it is up to date; gives the path of the executable.
///
/// # Errors
/// An unknown name or link, a missing toolchain, or what the compiler printed.
pub fn program(name: &str, link: Link) -> Result<PathBuf> {
    let program = find(name).ok_or_else(|| anyhow!("no program {name}"))?;
    if !program.links.contains(&link) {
        bail!("{name} is not linked {}", link.name());
    }
    made(program, link, "programs")
}

/// Builds a program of the oracle unless it is up to date; gives the path of the executable.
///
/// # Errors
/// As [`program`].
pub fn oracle(program: &Program) -> Result<PathBuf> {
    made(program, Link::Driver, "oracle")
}

/// `kind` is the folder of the sources in `tests`, and of the products in Cargo's target folder.
fn made(program: &Program, link: Link, kind: &str) -> Result<PathBuf> {
    let folder = products().with_file_name(kind);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    // Test binaries are processes of their own and may want the same program at once.
    let lock = File::create(folder.join(format!("{}.lock", program.name)))?;
    lock.lock()?;
    Recipe::new(program, link, &repository().join("tests").join(kind), &folder, assets()?)?.make()
}

/// Builds every program in every way, and the oracle, two at a time.
///
/// # Errors
/// The first failure, after all have been tried.
pub fn all() -> Result<()> {
    let of = |kind, programs: &'static [Program]| {
        programs.iter().flat_map(move |p| p.links.iter().map(move |&link| (p, link, kind)))
    };
    let rows: Vec<(&Program, Link, &str)> = of("programs", PROGRAMS).chain(of("oracle", ORACLE)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut result = Ok(());
        while let Some((program, link, kind)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            let built = made(program, *link, kind);
            result = result.and(built.map(|_| ()));
        }
        result
    };
    let results = std::thread::scope(|scope| {
        let jobs = [scope.spawn(work), scope.spawn(work)];
        jobs.map(|job| job.join().unwrap_or_else(|_| Err(anyhow!("a build thread panicked"))))
    });
    results.into_iter().collect()
}

struct Recipe<'a> {
    program: &'a Program,
    link: Link,
    folder: &'a Path,
    assets: &'a Assets,
    source: PathBuf,
    object: PathBuf,
    /// The program's source and every header beside it.
    contents: String,
}

impl<'a> Recipe<'a> {
    fn new(
        program: &'a Program,
        link: Link,
        sources: &Path,
        folder: &'a Path,
        assets: &'a Assets,
    ) -> Result<Self> {
        let source = sources.join(program.source);
        let mut contents = fs::read_to_string(&source).with_context(|| source.display().to_string())?;
        let mut headers: Vec<PathBuf> = Vec::new();
        for entry in fs::read_dir(sources)? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "h" || e == "cuh") {
                headers.push(path);
            }
        }
        headers.sort();
        for header in headers {
            contents += &fs::read_to_string(header)?;
        }
        let headers_of = if link == Link::Shared12 { "12" } else { "13" };
        let object = folder.join(format!("{}.{headers_of}.o", program.name));
        Ok(Self { program, link, folder, assets, source, object, contents })
    }

    fn make(&self) -> Result<PathBuf> {
        let product = self.folder.join(format!("{}.{}", self.program.name, self.link.name()));
        self.step("compile", &self.object, self.compiler())?;
        if matches!(self.link, Link::Driver | Link::Nvrtc) {
            self.stub()?;
        }
        self.step("link", &product, self.linker(&product))?;
        Ok(product)
    }

    fn compiler(&self) -> Command {
        let assets = self.assets;
        let include = if self.link == Link::Shared12 { &assets.include_12 } else { &assets.include_13 };
        let mut command = match self.source.extension().and_then(|e| e.to_str()) {
            Some("cu") => Command::new(&assets.nvcc),
            Some("c") => Command::new("cc"),
            _ => Command::new("c++"),
        };
        // nvcc finds the C++ core libraries, which lie in a folder of their own, by itself.
        command
            .arg("-c")
            .arg("-O2")
            .arg("-I")
            .arg(include)
            .arg("-I")
            .arg(include.join("cccl"))
            .args(self.program.flags);
        command.arg(&self.source).arg("-o").arg(&self.object);
        command
    }

    fn linker(&self, product: &Path) -> Command {
        let assets = self.assets;
        let mut command = Command::new("c++");
        command.arg(&self.object).arg("-o").arg(product).arg("-Wl,--enable-new-dtags");
        match self.link {
            Link::Static13 => {
                command.arg(assets.lib_13.join("libcudart_static.a")).args(["-lrt", "-lpthread", "-ldl"]);
            }
            Link::Shared13 => shared(&mut command, &assets.lib_13, "libcudart.so.13"),
            Link::Shared12 => shared(&mut command, &assets.lib_12, "libcudart.so.12"),
            Link::Driver => {
                command.arg(self.stub_path());
            }
            Link::Nvrtc => {
                command.arg(self.stub_path());
                shared(&mut command, &assets.lib_13, "libnvrtc.so.13");
            }
        }
        command.args(["-lpthread", "-ldl"]);
        command
    }

    fn stub_path(&self) -> PathBuf {
        self.folder.join(format!("{}.libcuda.so", self.program.name))
    }

    /// A libcuda to link against, as NVIDIA's own stubs folder has one: it exports what the object asks for and is never loaded.
    fn stub(&self) -> Result<()> {
        let listed = Command::new("nm").arg("-u").arg(&self.object).output().context("nm does not start")?;
        let listed = String::from_utf8_lossy(&listed.stdout);
        let names = listed
            .split_whitespace()
            .filter(|n| n.starts_with("cu") && n[2..].starts_with(char::is_uppercase));
        let text: String = names.map(|name| format!("int {name}(void) {{ return 34; }}\n")).collect();
        let source = self.folder.join(format!("{}.libcuda.c", self.program.name));
        if fs::read_to_string(&source).is_ok_and(|old| old == text) && self.stub_path().exists() {
            return Ok(());
        }
        fs::write(&source, text)?;
        let mut command = Command::new("cc");
        command
            .args(["-shared", "-fPIC", "-w", "-Wl,-soname,libcuda.so.1"])
            .arg(&source)
            .arg("-o")
            .arg(self.stub_path());
        execute(&mut command)
    }

    /// Runs a command unless its product was made by the same one from the same text.
    fn step(&self, verb: &str, product: &Path, mut command: Command) -> Result<()> {
        let stamp = format!("{command:?}\n{}\n{}", self.assets.identity, self.contents);
        let stamp_path = PathBuf::from(format!("{}.stamp", product.display()));
        if product.exists() && fs::read_to_string(&stamp_path).is_ok_and(|old| old == stamp) {
            return Ok(());
        }
        println!("{verb} {}", product.file_name().unwrap_or_default().to_string_lossy());
        let _ = fs::remove_file(&stamp_path);
        execute(&mut command)?;
        fs::write(&stamp_path, stamp).with_context(|| stamp_path.display().to_string())
    }
}

fn shared(command: &mut Command, folder: &Path, library: &str) {
    command.arg(folder.join(library)).arg(format!("-Wl,-rpath,{}", folder.display()));
}

fn execute(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?} does not start"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{command:?}\n{}{said}", String::from_utf8_lossy(&output.stdout));
    }
    Ok(())
}
