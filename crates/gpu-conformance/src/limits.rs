//! What a context bounds, and launches that ask for more than plain ones.

use cuda_abi::{CUlimit, CuError};
use wire::{ContextId, LaunchShape};

use crate::bench::{Bench, ONE, id};

pub fn limits_are_what_was_set(bench: &Bench) {
    let context = bench.context();
    let stack = CUlimit::CU_LIMIT_STACK_SIZE.0;
    assert!(bench.gpu.context_get_limit(context.id, stack).expect("a limit") > 0);
    assert_eq!(bench.gpu.context_set_limit(context.id, stack, 16 << 10), Ok(()));
    assert!(bench.gpu.context_get_limit(context.id, stack).expect("a limit") >= 16 << 10);
}

pub fn limits_that_there_are_not_are_refused(bench: &Bench) {
    let context = bench.context();
    let refused = bench.gpu.context_get_limit(context.id, 77);
    assert!(matches!(refused, Err(CuError::UNSUPPORTED_LIMIT | CuError::INVALID_VALUE)), "{refused:?}");
    let nobody = bench.gpu.context_get_limit(ContextId(id()), CUlimit::CU_LIMIT_STACK_SIZE.0);
    assert_eq!(nobody, Err(CuError::INVALID_CONTEXT));
}

pub fn blocks_that_cannot_run_at_once_are_too_many_for_a_cooperative_launch(bench: &Bench) {
    let context = bench.context();
    let add = context.function("add");
    let shape = LaunchShape { grid: [1 << 20, 1, 1], flags: LaunchShape::COOPERATIVE, ..ONE };
    let launched = bench.gpu.launch(add, context.stream, shape, &[0; 12]);
    assert_eq!(launched, Err(CuError::COOPERATIVE_LAUNCH_TOO_LARGE));
}
