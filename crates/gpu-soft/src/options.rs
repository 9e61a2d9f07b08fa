//! How kernels are made and run: what whoever starts a session decides, not its program.

use std::sync::Arc;
use std::time::Duration;

use ptx_jit::CodeStore;

/// Options of a session's software GPU.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Where compiled kernels are kept, if anywhere. Whoever writes to it runs code here.
    pub kernels: Option<Arc<dyn CodeStore>>,
    /// How long a kernel may run; for ever if there is no limit. One that takes longer is CUDA_ERROR_LAUNCH_TIMEOUT.
    pub kernel_limit: Option<Duration>,
    /// Kernels are interpreted, each access is held to the bytes that its allocation was asked for, and races on shared memory are told.
    pub memcheck: bool,
}
