//! What an ELF file has to do with CUDA: which interfaces it exports, whether it asks for a driver library, how it is loaded.

use std::fs::File;
use std::path::Path;

use memchr::memmem;
use object::elf::{DT_NEEDED, DT_RPATH, DT_RUNPATH, PT_INTERP};
use object::read::elf::{ElfFile64, ProgramHeader};
use object::{Endianness, Object, ObjectSection, ObjectSymbol, ReadCache};

/// Sections that are larger are kernels, not words.
const LONGEST_SECTION: u64 = 32 << 20;
/// What our libraries hold and no other driver does: where the machine's host listens.
const OURS: &[u8] = guest_socket();

const fn guest_socket() -> &'static [u8] {
    crate::host::SYSTEM_SOCKET.as_bytes()
}

/// Interfaces that a library exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interfaces {
    /// `cuInit`: the driver's.
    pub driver: bool,
    /// `nvmlInit_v2`: NVML's.
    pub management: bool,
    /// `cudaGetDeviceCount`: the runtime's.
    pub runtime: bool,
}

impl Interfaces {
    /// Whether it has any.
    pub fn any(self) -> bool {
        self.driver || self.management || self.runtime
    }
}

/// What a file says of itself.
#[derive(Clone, Debug, Default)]
pub struct Elf {
    /// No loader is asked for: it loads nothing.
    pub is_static: bool,
    /// What it exports.
    pub exports: Interfaces,
    /// Libraries that it is linked with.
    pub needed: Vec<String>,
    /// Where the loader looks for them first.
    pub runpath: Vec<String>,
    /// Whether the name of the driver library is among its words.
    pub names_driver: bool,
    /// Whether it is one of ours.
    pub is_ours: bool,
}

impl Elf {
    /// Reads a file; `None` for what is no 64-bit ELF file, or may not be read.
    pub fn read(path: &Path) -> Option<Self> {
        let cache = ReadCache::new(File::open(path).ok()?);
        let file = ElfFile64::<Endianness, _>::parse(&cache).ok()?;
        let endian = file.endian();
        let mut elf = Self {
            is_static: !file.elf_program_headers().iter().any(|header| header.p_type(endian) == PT_INTERP),
            ..Self::default()
        };
        if let Ok(table) = file.elf_dynamic_table() {
            for entry in &table {
                let Ok(text) = table.string(entry) else { continue };
                let text = String::from_utf8_lossy(text).into_owned();
                match entry.tag {
                    DT_NEEDED => elf.needed.push(text),
                    DT_RPATH | DT_RUNPATH => elf.runpath.extend(text.split(':').map(str::to_owned)),
                    _ => {}
                }
            }
        }
        for symbol in file.dynamic_symbols().filter(|symbol| symbol.is_definition()) {
            match symbol.name().unwrap_or_default() {
                "cuInit" => elf.exports.driver = true,
                "nvmlInit_v2" | "nvmlInit" => elf.exports.management = true,
                "cudaGetDeviceCount" => elf.exports.runtime = true,
                _ => {}
            }
        }
        elf.names_driver = elf.needed.iter().any(|name| name.starts_with("libcuda.so"));
        for section in file.sections().filter(|section| section.size() <= LONGEST_SECTION) {
            if !matches!(section.name(), Ok(".rodata" | ".data.rel.ro" | ".data" | ".rodata.str")) {
                continue;
            }
            let Ok(bytes) = section.data() else { continue };
            elf.names_driver |= memmem::find(bytes, b"libcuda.so").is_some();
            elf.is_ours |= elf.exports.any() && memmem::find(bytes, OURS).is_some();
        }
        Some(elf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dynamic_program_is_not_static_and_what_is_no_elf_file_is_nothing() {
        let own = Elf::read(Path::new("/proc/self/exe")).unwrap();
        assert!(
            !own.is_static && !own.exports.any() && own.needed.iter().any(|name| name.starts_with("libc.so"))
        );
        assert!(Elf::read(Path::new("/etc/passwd")).is_none());
        assert!(Elf::read(Path::new("/nonexistent")).is_none());
    }
}
