//! What the built libraries ask of the system that they are loaded on.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use std::collections::BTreeSet;
use std::path::PathBuf;

use object::Endianness;
use object::read::elf::{ElfFile64, FileHeader};
use vgpu_tests::run::vgpu;

/// The oldest glibc that the guest libraries run on.
const FLOOR: (u32, u32) = (2, 28);

const LIBRARIES: [&str; 4] =
    ["libcuda.so.1", "libnvidia-ml.so.1", "cublas/libcublas.so.12", "cublas/libcublas.so.13"];

fn library(name: &str) -> PathBuf {
    vgpu().unwrap().parent().unwrap().with_file_name("lib").join(name)
}

/// The libraries that a library is linked with, and the versions that it needs of them.
fn needs(name: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let bytes = std::fs::read(library(name)).unwrap();
    let file = ElfFile64::<Endianness, _>::parse(&*bytes).unwrap();
    let endian = file.endian();
    let (mut libraries, mut versions) = (BTreeSet::new(), BTreeSet::new());
    for entry in &file.elf_dynamic_table().unwrap() {
        if entry.tag == object::elf::DT_NEEDED {
            let table = file.elf_dynamic_table().unwrap();
            libraries.insert(String::from_utf8_lossy(table.string(entry).unwrap()).into_owned());
        }
    }
    let sections = file.elf_header().sections(endian, &*bytes).unwrap();
    let (mut needed, link) = sections.gnu_verneed(endian, &*bytes).unwrap().expect("versions are needed");
    let strings = sections.strings(endian, &*bytes, link).unwrap();
    while let Some((_, mut auxiliary)) = needed.next().unwrap() {
        while let Some(entry) = auxiliary.next().unwrap() {
            versions.insert(String::from_utf8_lossy(entry.name(endian, strings).unwrap()).into_owned());
        }
    }
    (libraries, versions)
}

#[test]
fn the_guest_libraries_need_no_newer_glibc_than_2_28() {
    for name in LIBRARIES {
        let (_, versions) = needs(name);
        let of_glibc: Vec<(u32, u32)> = versions
            .iter()
            .filter_map(|version| version.strip_prefix("GLIBC_"))
            .map(|version| {
                let mut numbers = version.split('.').map(|number| number.parse().unwrap());
                (numbers.next().unwrap(), numbers.next().unwrap_or(0))
            })
            .collect();
        assert!(of_glibc.len() > 3, "{name}: {versions:?}");
        assert!(of_glibc.iter().all(|version| *version <= FLOOR), "{name}: {versions:?}");
    }
}

#[test]
fn the_guest_libraries_are_linked_with_the_c_library_and_the_unwinder_alone() {
    let allowed =
        ["ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0"];
    for name in LIBRARIES {
        let (libraries, _) = needs(name);
        assert!(libraries.iter().all(|library| allowed.contains(&library.as_str())), "{name}: {libraries:?}");
    }
}
