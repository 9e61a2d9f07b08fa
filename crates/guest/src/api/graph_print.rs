//! A graph as text for people: cuGraphDebugDotPrint.

use std::ffi::{CStr, OsStr, c_char, c_uint};
use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;

use cuda_abi::{CUgraph, CuError, CuResult};

use super::{from_c, wanted};
use crate::driver::driver;
use crate::graph::Graph;
use crate::work::Work;

/// CU_GRAPH_DEBUG_DOT_FLAGS_VERBOSE.
const VERBOSE: c_uint = 1;
/// CU_GRAPH_DEBUG_DOT_FLAGS_HANDLES.
const HANDLES: c_uint = 1 << 10;
/// All of them.
const KNOWN: c_uint = (1 << 18) - 1;

/// Writes a graph in the DOT language to a file.
///
/// # Errors
/// `INVALID_VALUE` for unknown flags; `OPERATING_SYSTEM` if the file cannot be written.
///
/// # Safety
/// `path` is NULL or a C string.
pub unsafe fn cuGraphDebugDotPrint(graph: CUgraph, path: *const c_char, flags: c_uint) -> CuResult {
    let graph = driver()?.graphs.get(from_c(graph))?;
    wanted(path)?;
    if flags & !KNOWN != 0 {
        return Err(CuError::INVALID_VALUE);
    }
    let mut text = String::from("digraph dot {\n");
    // Writing to a string does not fail.
    let _ = draw(&graph, flags, &mut text);
    text.push_str("}\n");
    // SAFETY: the caller's promise; not NULL.
    let path = OsStr::from_bytes(unsafe { CStr::from_ptr(path) }.to_bytes());
    std::fs::write(path, text).map_err(|_| CuError::OPERATING_SYSTEM)
}

fn draw(graph: &Graph, flags: c_uint, text: &mut String) -> std::fmt::Result {
    writeln!(text, "subgraph cluster_{} {{\nlabel=\"graph_{}\"", graph.unique, graph.unique)?;
    for node in graph.nodes() {
        let work = node.work();
        write!(text, "graph_{}_node_{} [shape=\"box\" label=\"{}", graph.unique, node.local, node.local)?;
        if flags & (VERBOSE | HANDLES) != 0 {
            write!(text, " ({:#x})", node.handle)?;
        }
        writeln!(text, "\\n{}\"]", label(&work))?;
        for inner in work.graphs() {
            draw(inner, flags, text)?;
        }
    }
    let nodes = graph.nodes();
    for node in &nodes {
        for from in nodes.iter().filter(|from| node.dependencies().contains(&from.handle)) {
            let graph = graph.unique;
            writeln!(text, "graph_{graph}_node_{} -> graph_{graph}_node_{}", from.local, node.local)?;
        }
    }
    text.write_str("}\n")
}

fn label(work: &Work) -> String {
    match work {
        Work::Kernel(launch) => {
            let ([gx, gy, gz], [bx, by, bz]) = (launch.shape.grid, launch.shape.block);
            let name = launch.function.name.to_string_lossy();
            let shared = launch.shape.shared_bytes;
            format!("{name}\\n<<<({gx},{gy},{gz}), ({bx},{by},{bz}), {shared}>>>")
        }
        Work::Copy(rows) => format!(
            "MEMCPY\\n{:#x} -> {:#x}\\n{} x {} x {}",
            rows.src.address, rows.dst.address, rows.width, rows.height, rows.depth
        ),
        Work::Set(fill) => {
            format!("MEMSET\\n{:#x} = {:#x}\\n{} x {}", fill.dst, fill.value, fill.width, fill.height)
        }
        Work::Call(_) => "HOST".to_owned(),
        Work::Graph(_) | Work::Plan(_) => "CHILD GRAPH".to_owned(),
        Work::Branch(branch) => format!("CONDITIONAL\\n{:#x}", branch.condition.address),
        Work::Choice(_) => "CONDITIONAL".to_owned(),
        Work::Allocate(block) => format!("MEM_ALLOC\\n{} at {:#x}", block.bytes, block.address),
        Work::Free(address) => format!("MEM_FREE\\n{address:#x}"),
        Work::Words(words) => format!("BATCH_MEM_OP\\n{} operations", words.said.len()),
        Work::Record(_, event) => format!("EVENT_RECORD\\n{event:#x}"),
        Work::Wait(_, event) => format!("EVENT_WAIT\\n{event:#x}"),
        Work::Empty => "EMPTY".to_owned(),
    }
}
