//! The built libcuda.so.1, as a loader and a program see it.

use std::collections::BTreeSet;
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use cuda_abi::functions::{FUNCTIONS, VARIABLES};
use cuda_abi::{CUresult, CuError};
use libloading::Library;
use object::read::elf::ElfFile64;
use object::{Object, ObjectSymbol, SymbolKind, elf};

/// The library of this test's profile. Cargo does not build a cdylib for a test of its package by itself.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let test = std::env::current_exe().expect("a test has a path");
        let outputs = test.parent().and_then(Path::parent).expect("<target>/<profile>/deps/<test>");
        let profile = match outputs.file_name().and_then(|name| name.to_str()) {
            Some("debug") => "dev",
            Some(profile) => profile,
            None => panic!("{} has no profile", outputs.display()),
        };
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", env!("CARGO_PKG_NAME"), "--profile", profile])
            .arg("--target-dir")
            .arg(outputs.parent().expect("<target>/<profile>"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(built.is_ok_and(|status| status.success()), "the library does not build");
        outputs.join("libcuda.so")
    })
}

fn exported(kind: SymbolKind) -> BTreeSet<String> {
    let data = std::fs::read(library()).expect("the library is built");
    let file = ElfFile64::<object::Endianness>::parse(&*data).expect("an ELF file");
    file.dynamic_symbols()
        .filter(|symbol| symbol.is_definition() && symbol.kind() == kind)
        .map(|symbol| symbol.name().expect("a name").to_owned())
        .collect()
}

#[test]
fn it_exports_the_functions_of_the_table_and_nothing_else() {
    let table: BTreeSet<String> = FUNCTIONS.iter().map(|function| function.symbol.to_owned()).collect();
    assert_eq!(exported(SymbolKind::Text), table);
    let variables: BTreeSet<String> = VARIABLES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(exported(SymbolKind::Data), variables);
    for other in [SymbolKind::Tls, SymbolKind::Unknown, SymbolKind::Label] {
        assert_eq!(exported(other), BTreeSet::new());
    }
}

#[test]
fn its_name_is_that_of_the_driver_and_it_stays_loaded() {
    let data = std::fs::read(library()).expect("the library is built");
    let file = ElfFile64::<object::Endianness>::parse(&*data).expect("an ELF file");
    let dynamic = file.elf_dynamic_table().expect("a dynamic table");
    let entry = |tag| dynamic.iter().find(|entry| entry.tag == tag);
    let soname = entry(elf::DT_SONAME).expect("a name");
    assert_eq!(dynamic.string(soname), Ok(&b"libcuda.so.1"[..]));
    let flags = entry(elf::DT_FLAGS_1).expect("flags").val;
    assert_ne!(flags & elf::DF_1_NODELETE.0, 0);
}

#[test]
fn what_is_not_implemented_answers_not_supported() {
    // SAFETY: the library's initialiser only stores an address.
    let library = unsafe { Library::new(library()) }.expect("the library loads");
    type WithoutArguments = unsafe extern "C" fn() -> CUresult;
    for function in FUNCTIONS.iter().filter(|function| !function.implemented) {
        // SAFETY: a function that is not implemented reads none of its arguments.
        let result = unsafe {
            let call = library.get::<WithoutArguments>(function.symbol).expect(function.symbol);
            call()
        };
        assert_eq!(result, CuError::NOT_SUPPORTED.into(), "{}", function.symbol);
    }
}

#[test]
fn it_reports_a_version_that_todays_runtimes_accept() {
    // SAFETY: the library's initialiser only stores an address.
    let library = unsafe { Library::new(library()) }.expect("the library loads");
    let mut version: c_int = 0;
    // SAFETY: the signature is that of cuda.h, and the pointer is to a local variable.
    let result = unsafe {
        let call = library
            .get::<unsafe extern "C" fn(*mut c_int) -> CUresult>("cuDriverGetVersion")
            .expect("cuDriverGetVersion");
        call(&mut version)
    };
    assert_eq!(result, CUresult::SUCCESS);
    assert!(version >= 13000, "{version}");
}
