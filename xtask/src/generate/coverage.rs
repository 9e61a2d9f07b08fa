//! docs/api-coverage.md: which driver calls are implemented, and which test program asserts each.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};

use super::asserted::Asserted;
use super::functions::{Symbol, Table};
use super::header::Header;

/// First words of base names, and the families they make; the longest that fits counts.
const FAMILIES: &[(&str, &str)] = &[
    ("cuArray", "Memory: arrays"),
    ("cuCheckpoint", "Process checkpoints"),
    ("cuCoredump", "Core dumps"),
    ("cuCtx", "Contexts"),
    ("cuCtxDisablePeer", "Peer access"),
    ("cuCtxEnablePeer", "Peer access"),
    ("cuDestroyExternal", "External resources"),
    ("cuDevResource", "Green contexts"),
    ("cuDevSm", "Green contexts"),
    ("cuDevice", "Devices"),
    ("cuDeviceCanAccessPeer", "Peer access"),
    ("cuDeviceGetP2P", "Peer access"),
    ("cuDevicePrimary", "Contexts: primary"),
    ("cuDriver", "Start, errors, entry points"),
    ("cuEGL", "EGL, OpenGL, VDPAU"),
    ("cuEvent", "Events"),
    ("cuExternal", "External resources"),
    ("cuFabric", "Logical endpoints"),
    ("cuFlushGPU", "Memory"),
    ("cuFunc", "Modules, libraries, functions"),
    ("cuGL", "EGL, OpenGL, VDPAU"),
    ("cuGet", "Start, errors, entry points"),
    ("cuGraph", "Graphs"),
    ("cuGraphics", "EGL, OpenGL, VDPAU"),
    ("cuGreen", "Green contexts"),
    ("cuImportExternal", "External resources"),
    ("cuInit", "Start, errors, entry points"),
    ("cuIpc", "Memory: sharing between processes"),
    ("cuKernel", "Modules, libraries, functions"),
    ("cuLaunch", "Launches"),
    ("cuLibrary", "Modules, libraries, functions"),
    ("cuLink", "Modules, libraries, functions"),
    ("cuLogicalEndpoint", "Logical endpoints"),
    ("cuLogs", "Logs"),
    ("cuMem", "Memory"),
    ("cuMemAddress", "Memory: virtual addresses"),
    ("cuMemCreate", "Memory: virtual addresses"),
    ("cuMemExport", "Memory: virtual addresses"),
    ("cuMemGetAccess", "Memory: virtual addresses"),
    ("cuMemGetAllocation", "Memory: virtual addresses"),
    ("cuMemImport", "Memory: virtual addresses"),
    ("cuMemMap", "Memory: virtual addresses"),
    ("cuMemPool", "Memory: pools"),
    ("cuMemRelease", "Memory: virtual addresses"),
    ("cuMemRetain", "Memory: virtual addresses"),
    ("cuMemSetAccess", "Memory: virtual addresses"),
    ("cuMemUnmap", "Memory: virtual addresses"),
    ("cuMemcpy", "Memory: copies and fills"),
    ("cuMemset", "Memory: copies and fills"),
    ("cuMipmapped", "Memory: arrays"),
    ("cuModule", "Modules, libraries, functions"),
    ("cuMulticast", "Multicast"),
    ("cuOccupancy", "Occupancy"),
    ("cuParam", "Launches"),
    ("cuPointer", "Memory: pointers"),
    ("cuProfiler", "Profiler"),
    ("cuSignalExternal", "External resources"),
    ("cuStream", "Streams"),
    ("cuStreamBatchMemOp", "Streams: memory operations"),
    ("cuStreamWaitValue", "Streams: memory operations"),
    ("cuStreamWriteValue", "Streams: memory operations"),
    ("cuSurf", "Textures and surfaces"),
    ("cuTensor", "Tensor maps"),
    ("cuTex", "Textures and surfaces"),
    ("cuThread", "Streams"),
    ("cuUserObject", "Graphs"),
    ("cuVDPAU", "EGL, OpenGL, VDPAU"),
    ("cuWaitExternal", "External resources"),
    ("cudbg", "Debugger"),
];

/// The file's text.
pub fn render(table: &Table, asserted: &Asserted) -> Result<String> {
    let mut families: BTreeMap<&str, Vec<&Symbol>> = BTreeMap::new();
    for symbol in table.symbols.iter().filter(|symbol| !symbol.per_thread) {
        families.entry(family(&symbol.base)).or_default().push(symbol);
    }
    // Some symbols exist only in their per-thread form.
    for symbol in table.symbols.iter().filter(|symbol| symbol.per_thread) {
        if !table.symbols.iter().any(|plain| plain.name == symbol.api()) {
            families.entry(family(&symbol.base)).or_default().push(symbol);
        }
    }

    let count = |wanted: fn(&Symbol) -> bool| table.symbols.iter().filter(|symbol| wanted(symbol)).count();
    let mut text = String::from("# Driver calls\n\n");
    text += "Made by `cargo xtask generate` from the CUDA headers, the sources and the tests.\n\n";
    text += "| | symbols |\n|---|---:|\n";
    writeln!(text, "| exported functions | {} |", count(|_| true))?;
    writeln!(text, "| exported variables, for debuggers | {} |", table.variables.len())?;
    writeln!(text, "| declared in cuda.h | {} |", count(|symbol| symbol.prototype.is_some()))?;
    writeln!(text, "| implemented | {} |", count(|symbol| symbol.implemented))?;
    writeln!(text, "| answered with CUDA_ERROR_NOT_SUPPORTED | {} |", count(|symbol| !symbol.implemented))?;
    text += "\nA call is *local* (answered in the guest), *async* (posted to the host, returns at once) or\n";
    text += "*sync* (may wait for the host). *Asserted by* names the programs in tests/programs and tests/oracle that check\n";
    text +=
        "its result, where a plain name means what cuda.h makes of it (`cuMemAlloc` is `cuMemAlloc_v2`).\n";
    text +=
        "The variants for per-thread default streams (`_ptds`, `_ptsz`) share the row of the plain call.\n";
    for (family, symbols) in families {
        writeln!(text, "\n## {family}\n\n| call | class | implemented | asserted by |\n|---|---|---|---|")?;
        for symbol in symbols {
            let class = if symbol.implemented { symbol.class.to_lowercase() } else { String::new() };
            let implemented = if symbol.implemented { "yes" } else { "" };
            let programs = asserted.get(symbol.api()).into_iter().flatten().map(String::as_str);
            let tests = programs.collect::<Vec<_>>().join(", ");
            writeln!(text, "| {} | {class} | {implemented} | {tests} |", symbol.name)?;
        }
    }
    Ok(text)
}

fn family(base: &str) -> &'static str {
    FAMILIES
        .iter()
        .filter(|(start, _)| base.starts_with(start))
        .max_by_key(|(start, _)| start.len())
        .map_or("Others", |(_, family)| family)
}

/// The symbols that cuda.h puts in the place of plain names.
pub fn macros(header: &Header) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(header.include.join("cuda.h")).context("no cuda.h")?;
    let mut macros = BTreeMap::new();
    for line in text.lines() {
        let Some((name, meaning)) =
            line.strip_prefix("#define cu").and_then(|rest| rest.split_once(char::is_whitespace))
        else {
            continue;
        };
        let symbol = meaning.trim().rsplit('(').next().unwrap_or_default().trim_end_matches(')');
        macros.insert(format!("cu{name}"), symbol.to_owned());
    }
    Ok(macros)
}
