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
const PTX_90: &[&str] = &["-gencode", "arch=compute_90,code=compute_90"];
const PTX_75_EXACT: &[&str] = &["-gencode", "arch=compute_75,code=compute_75", "-fmad=false"];
const LAMBDAS: &[&str] = &["-gencode", "arch=compute_75,code=compute_75", "--extended-lambda"];
const PER_THREAD: &[&str] =
    &["-gencode", "arch=compute_75,code=compute_75", "--default-stream", "per-thread"];
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

/// Linked once with each set of headers: how a runtime starts is shown by others.
const fn each(name: &'static str, source: &'static str) -> Program {
    Program { name, source, links: &[Link::Static13, Link::Shared12], flags: PTX_75 }
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
    Program { links: &[Link::Static13], ..runtime("checked", "checked.cu") },
    Program { name: "driver_api", source: "driver_api.c", links: &[Link::Driver], flags: &[] },
    Program { name: "bad_arguments", source: "bad_arguments.c", links: &[Link::Driver], flags: &[] },
    driver("graph_nodes", "graph_nodes.c"),
    driver("conditionals", "conditionals.c"),
    driver("launches", "launches.c"),
    driver("modules", "modules.c"),
    driver("old_names", "old_names.c"),
    Program { links: &[Link::Static13], ..runtime("printf_fifo", "printf_fifo.cu") },
    driver("after_fault", "after_fault.c"),
    driver("no_thread", "no_thread.c"),
    driver("required_calls", "required_calls.c"),
    Program { flags: &["-pthread"], ..driver("context_loop", "context_loop.c") },
    Program { links: &[Link::Static13], ..runtime("printf_flood", "printf_flood.cu") },
    Program { flags: &["-pthread"], ..driver("soak", "soak.c") },
    driver("capture_forms", "capture_forms.c"),
    Program { flags: &["-pthread"], ..driver("contexts", "contexts.c") },
    Program { links: &[Link::Static13], ..runtime("grid_barrier", "grid_barrier.cu") },
    Program { name: "virtual_memory", source: "virtual_memory.c", links: &[Link::Driver], flags: &[] },
    Program { name: "pools", source: "pools.c", links: &[Link::Driver], flags: &[] },
    Program { name: "copies", source: "copies.c", links: &[Link::Driver], flags: &[] },
    Program { name: "stream_ops", source: "stream_ops.c", links: &[Link::Driver], flags: &["-pthread"] },
    Program { name: "two_devices", source: "two_devices.c", links: &[Link::Driver], flags: &[] },
    Program { name: "session", source: "session.c", links: &[Link::Driver], flags: &["-pthread"] },
    each("scan", "scan.cu"),
    each("sort", "sort.cu"),
    each("stencil", "stencil.cu"),
    each("sparse_product", "sparse_product.cu"),
    // The collectives of groups come from headers that go with the compiler.
    Program { links: &[Link::Static13], ..runtime("groups", "groups.cu") },
    each("large_shared", "large_shared.cu"),
    driver("occupancy", "occupancy.cpp"),
    each("traps", "traps.cu"),
    each("callbacks", "callbacks.cu"),
    each("copies_3d", "copies_3d.cu"),
    each("fourier", "fourier.cu"),
    each("cholesky", "cholesky.cu"),
    each("life", "life.cu"),
    each("sha256", "sha256.cu"),
    each("breadth_first", "breadth_first.cu"),
    each("shortest_paths", "shortest_paths.cu"),
    each("atomics", "atomics.cu"),
    each("warp_primitives", "warp_primitives.cu"),
    each("math_functions", "math_functions.cu"),
    each("half_precision", "half_precision.cu"),
    each("monte_carlo", "monte_carlo.cu"),
    each("pipeline", "pipeline.cu"),
    each("explicit_graphs", "explicit_graphs.cu"),
    each("tensor_product", "tensor_product.cu"),
    Program { flags: LAMBDAS, ..each("indirect", "indirect.cu") },
    Program { flags: PER_THREAD, ..each("per_thread_streams", "per_thread_streams.cu") },
    Program {
        flags: LAMBDAS,
        links: &[Link::Static13],
        ..runtime("thrust_algorithms", "thrust_algorithms.cu")
    },
    Program { flags: LAMBDAS, links: &[Link::Static13], ..runtime("cub_algorithms", "cub_algorithms.cu") },
    each("textures", "textures.cu"),
    driver("texture_objects", "texture_objects.c"),
    driver("references", "references.c"),
    Program { flags: PTX_90, links: &[Link::Static13], ..runtime("clusters", "clusters.cu") },
    each("stack_limit", "stack_limit.cu"),
    driver("early_calls", "early_calls.c"),
    driver("ipc", "ipc.c"),
    driver("library_loop", "library_loop.c"),
    driver("growing_memory", "growing_memory.c"),
    each("pool_rounds", "pool_rounds.cu"),
    Program { links: &[Link::Static13], ..runtime("cooperative_grid", "cooperative_grid.cu") },
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
    transcript("sharing", "sharing.c"),
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
