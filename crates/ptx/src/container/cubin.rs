//! What a cubin says of its kernels: names, parameter layouts, limits. Not its machine code.
//!
//! A cubin is an ELF file with a section `.nv.info.<kernel>` for each kernel. Its attributes are not published; these were read off
//! cubins that nvcc 11 to 13.5 wrote.
use object::LittleEndian;
use object::elf::{FileHeader64, SHT_SYMTAB};
use object::read::elf::{FileHeader, SectionHeader, Sym};

use super::{u16_at, u32_at};

const INFO_PREFIX: &[u8] = b".nv.info.";
/// `st_other` bit of a symbol that a launch may name.
const STO_ENTRY: u8 = 0x10;
/// ELF machine number of CUDA.
const EM_CUDA: u16 = 190;

const FORMAT_SIZED: u8 = 4;
const ATTR_MAX_THREADS: u8 = 0x05;
const ATTR_PARAM_CBANK: u8 = 0x0a;
const ATTR_REQUIRED_THREADS: u8 = 0x10;
const ATTR_KPARAM_INFO: u8 = 0x17;
const ATTR_CBANK_PARAM_SIZE: u8 = 0x19;
const ATTR_KPARAM_INFO_V2: u8 = 0x45;

/// What is wrong with a cubin.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CubinError {
    /// Not an ELF file, or its tables lead outside it.
    #[error("no readable ELF file: {0}")]
    Elf(String),
    /// An ELF file for another machine.
    #[error("an ELF file for machine {0}, not for CUDA")]
    Machine(u16),
    /// An attribute that ends behind its section.
    #[error("the attributes of kernel {0} are cut short")]
    Attributes(String),
    /// A parameter outside the kernel's parameter block, or listed twice, or missing.
    #[error("the parameter layout of kernel {0} contradicts itself")]
    Layout(String),
}

/// Where a parameter lies in the launch's parameter block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Param {
    /// Bytes from the start of the block.
    pub offset: u32,
    /// Bytes.
    pub size: u32,
}

/// One kernel of a cubin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kernel<'a> {
    /// The mangled name.
    pub name: &'a str,
    /// In the order of the declaration.
    pub params: Vec<Param>,
    /// Bytes of the whole parameter block.
    pub param_bytes: u32,
    /// `__launch_bounds__`: the product is the most threads a block may have.
    pub max_threads: Option<[u32; 3]>,
    /// `.reqntid`: the one block shape allowed.
    pub required_threads: Option<[u32; 3]>,
}

/// The compute capability that a cubin was made for, such as 75; `None` for what does not say.
///
/// Its ELF flags hold it: in the low byte up to ABI version 7, in the next one since (LLVM, BinaryFormat/ELF.h, `EF_CUDA_SM`).
pub fn architecture(bytes: &[u8]) -> Option<u32> {
    const ABI_VERSION: usize = 8;
    const FLAGS: usize = 48;
    if !bytes.starts_with(b"\x7fELF") {
        return None;
    }
    let flags = u32_at(bytes, FLAGS)?;
    let number = if *bytes.get(ABI_VERSION)? < 8 { flags & 0xff } else { flags >> 8 & 0xff };
    (number != 0).then_some(number)
}

/// Lists the kernels of a cubin, in the order of its sections.
///
/// # Errors
/// [`CubinError`].
pub fn kernels(bytes: &[u8]) -> Result<Vec<Kernel<'_>>, CubinError> {
    let elf = |e: object::read::Error| CubinError::Elf(e.to_string());
    let header = FileHeader64::<LittleEndian>::parse(bytes).map_err(elf)?;
    let endian = header.endian().map_err(elf)?;
    let machine = header.e_machine(endian).0;
    if machine != EM_CUDA {
        return Err(CubinError::Machine(machine));
    }
    let sections = header.sections(endian, bytes).map_err(elf)?;
    let symbols = sections.symbols(endian, bytes, SHT_SYMTAB).map_err(elf)?;
    let mut entries: Vec<&[u8]> = Vec::new();
    for symbol in symbols.iter() {
        if symbol.st_other().0 & STO_ENTRY != 0 {
            entries.push(symbol.name(endian, symbols.strings()).map_err(elf)?);
        }
    }
    entries.sort_unstable();

    let mut found = Vec::new();
    for section in sections.iter() {
        let name = sections.section_name(endian, section).map_err(elf)?;
        let Some(kernel) = name.strip_prefix(INFO_PREFIX) else { continue };
        if entries.binary_search(&kernel).is_err() {
            continue;
        }
        let kernel = std::str::from_utf8(kernel).map_err(|e| CubinError::Elf(e.to_string()))?;
        found.push(attributes(kernel, section.data(endian, bytes).map_err(elf)?)?);
    }
    Ok(found)
}

fn attributes<'a>(name: &'a str, info: &[u8]) -> Result<Kernel<'a>, CubinError> {
    let cut = || CubinError::Attributes(name.to_owned());
    let mut kernel =
        Kernel { name, params: Vec::new(), param_bytes: 0, max_threads: None, required_threads: None };
    let mut numbered: Vec<(u16, Param)> = Vec::new();
    let mut rest = info;
    while !rest.is_empty() {
        let &[format, attribute, low, high, ref tail @ ..] = rest else { return Err(cut()) };
        let value = u16::from_le_bytes([low, high]);
        let length = if format == FORMAT_SIZED { usize::from(value) } else { 0 };
        let (body, after) = tail.split_at_checked(length).ok_or_else(cut)?;
        rest = after;
        let half = |at| u16_at(body, at).ok_or_else(cut);
        let word = |at| u32_at(body, at).ok_or_else(cut);
        match attribute {
            ATTR_CBANK_PARAM_SIZE => kernel.param_bytes = kernel.param_bytes.max(u32::from(value)),
            ATTR_PARAM_CBANK => kernel.param_bytes = kernel.param_bytes.max(word(4)? >> 16),
            ATTR_KPARAM_INFO => {
                numbered.push((half(4)?, Param { offset: u32::from(half(6)?), size: word(8)? >> 18 }));
            }
            ATTR_KPARAM_INFO_V2 => {
                numbered.push((half(4)?, Param { offset: u32::from(half(6)?), size: u32::from(half(8)?) }));
            }
            ATTR_MAX_THREADS => kernel.max_threads = Some([word(0)?, word(4)?, word(8)?]),
            ATTR_REQUIRED_THREADS => kernel.required_threads = Some([word(0)?, word(4)?, word(8)?]),
            _ => {}
        }
    }
    numbered.sort_by_key(|&(ordinal, _)| ordinal);
    let in_order = numbered.iter().enumerate().all(|(index, &(ordinal, _))| index == usize::from(ordinal));
    let inside = numbered.iter().all(|(_, p)| p.offset + p.size <= kernel.param_bytes);
    if !in_order || !inside {
        return Err(CubinError::Layout(name.to_owned()));
    }
    kernel.params = numbered.into_iter().map(|(_, param)| param).collect();
    Ok(kernel)
}
