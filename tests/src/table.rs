//! The programs, and how each is compiled and linked.

/// What a program is linked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// cudart 13 inside the program.
    Static13,
    /// libcudart.so.13.
    Shared13,
    /// libcudart.so.12 (12.9), compiled against its headers.
    Shared12,
    /// No runtime: libcuda.so.1 alone.
    Driver,
    /// libcuda.so.1 and libnvrtc.so.13.
    Nvrtc,
}

impl Link {
    /// The suffix of the built file.
    pub fn name(self) -> &'static str {
        match self {
            Link::Static13 => "static_13",
            Link::Shared13 => "shared_13",
            Link::Shared12 => "shared_12",
            Link::Driver => "driver",
            Link::Nvrtc => "nvrtc",
        }
    }
}

/// One program of `tests/programs`.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// The file's stem, and what its PASS line says.
    pub name: &'static str,
    /// The file in `tests/programs`; `.cu` goes to nvcc, `.c` and `.cpp` to the host's compiler.
    pub source: &'static str,
    /// The ways in which it is linked.
    pub links: &'static [Link],
    /// More for the compiler.
    pub flags: &'static [&'static str],
}

const RUNTIMES: &[Link] = &[Link::Static13, Link::Shared13, Link::Shared12];
const PTX_75: &[&str] = &["-gencode", "arch=compute_75,code=compute_75"];
const PTX_75_EXACT: &[&str] = &["-gencode", "arch=compute_75,code=compute_75", "-fmad=false"];
const CHOICE: &[&str] = &[
    "-gencode",
    "arch=compute_75,code=[sm_75,compute_75]",
    "-gencode",
    "arch=compute_80,code=compute_80",
    "-gencode",
    "arch=compute_90,code=compute_90",
];

const fn runtime(name: &'static str, source: &'static str) -> Program {
    Program { name, source, links: RUNTIMES, flags: PTX_75 }
}

const fn driver(name: &'static str, source: &'static str) -> Program {
    Program { name, source, links: &[Link::Driver], flags: &[] }
}

/// All of them.
pub const PROGRAMS: &[Program] = &[
    runtime("vector_add", "vector_add.cu"),
    runtime("matmul", "matmul.cu"),
    runtime("reduction", "reduction.cu"),
    runtime("histogram", "histogram.cu"),
    runtime("transpose", "transpose.cu"),
    runtime("nbody", "nbody.cu"),
    Program { flags: PTX_75_EXACT, ..runtime("mandelbrot", "mandelbrot.cu") },
    runtime("convolution", "convolution.cu"),
    runtime("streams_events", "streams_events.cu"),
    runtime("graphs", "graphs.cu"),
    runtime("pinned_managed", "pinned_managed.cu"),
    runtime("memcpy_to_symbol", "memcpy_to_symbol.cu"),
    runtime("semantics", "semantics.cu"),
    Program { flags: CHOICE, ..runtime("image_choice", "image_choice.cu") },
    runtime("printf_assert", "printf_assert.cu"),
    Program { flags: PTX_75_EXACT, ..runtime("demo", "demo.cu") },
    runtime("bad_address", "bad_address.cu"),
    runtime("fork", "fork.cu"),
    runtime("exits", "exits.cu"),
    Program { links: &[Link::Static13], ..runtime("endless", "endless.cu") },
    Program { name: "driver_api", source: "driver_api.c", links: &[Link::Driver], flags: &[] },
    Program { name: "bad_arguments", source: "bad_arguments.c", links: &[Link::Driver], flags: &[] },
    driver("graph_nodes", "graph_nodes.c"),
    driver("launches", "launches.c"),
    driver("modules", "modules.c"),
    Program { links: &[Link::Static13], ..runtime("grid_barrier", "grid_barrier.cu") },
    Program { name: "virtual_memory", source: "virtual_memory.c", links: &[Link::Driver], flags: &[] },
    Program { name: "pools", source: "pools.c", links: &[Link::Driver], flags: &[] },
    Program { name: "copies", source: "copies.c", links: &[Link::Driver], flags: &[] },
    Program { name: "stream_ops", source: "stream_ops.c", links: &[Link::Driver], flags: &["-pthread"] },
    Program { name: "two_devices", source: "two_devices.c", links: &[Link::Driver], flags: &[] },
    Program { name: "session", source: "session.c", links: &[Link::Driver], flags: &["-pthread"] },
    Program { name: "nvrtc", source: "nvrtc.cpp", links: &[Link::Nvrtc], flags: &[] },
];

/// The program of that name.
pub fn find(name: &str) -> Option<&'static Program> {
    PROGRAMS.iter().find(|program| program.name == name)
}

const fn transcript(name: &'static str, source: &'static str) -> Program {
    Program { name, source, links: &[Link::Driver], flags: &["-pthread"] }
}

/// The programs of `tests/oracle`: each prints what a driver answers. In the order of docs/semantics.md.
pub const ORACLE: &[Program] = &[
    transcript("initialisation", "initialisation.c"),
    transcript("contexts", "contexts.c"),
    transcript("memory", "memory.c"),
    transcript("pools", "pools.c"),
    transcript("virtual_memory", "virtual_memory.c"),
    transcript("copies", "copies.c"),
    transcript("streams_events", "streams_events.c"),
    transcript("host_functions", "host_functions.c"),
    transcript("modules", "modules.c"),
    transcript("launches", "launches.c"),
    transcript("faults", "faults.c"),
    transcript("capture", "capture.c"),
    transcript("graphs", "graphs.c"),
    transcript("stale_handles", "stale_handles.c"),
];
