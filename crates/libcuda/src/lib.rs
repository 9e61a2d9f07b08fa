//! libcuda.so.1: the exports, and nothing else.

#[allow(
    missing_docs,
    non_snake_case,
    non_upper_case_globals,
    clippy::missing_safety_doc,
    clippy::redundant_closure,
    clippy::too_many_arguments,
    clippy::undocumented_unsafe_blocks,
    reason = "names, arguments and contracts are those of cuda.h; each block hands the arguments on"
)]
mod exports;
mod variable;

/// Gives the guest the addresses that `cuGetProcAddress` returns, before anything can call it: the loader
/// runs this when it has relocated the library.
#[used]
#[unsafe(link_section = ".init_array")]
static INITIALISER: extern "C" fn() = {
    extern "C" fn initialise() {
        guest::register(&exports::ADDRESSES);
    }
    initialise
};
