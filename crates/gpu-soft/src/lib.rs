//! A GPU in software: memory, streams, events, modules, kernels.
