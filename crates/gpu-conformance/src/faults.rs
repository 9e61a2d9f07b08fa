//! Modules, kernels, and what becomes of a context whose kernel does what it must not.

use cuda_abi::CuError;
use wire::{ABANDONED, BlobId, ContextId, FunctionId, ImageKind, LaunchShape, ModuleId, StreamId};

use crate::bench::{Bench, ONE, id};

pub fn kernels_are_described(bench: &Bench) {
    let context = bench.context();
    let add = bench.gpu.function_get(context.module, FunctionId(id()), "add").expect("a kernel");
    let layout: Vec<_> = add.params.iter().map(|param| (param.offset, param.size)).collect();
    assert_eq!(layout, [(0, 8), (8, 4)]);
    assert_eq!(add.params_bytes(), 12);
    assert!(add.max_threads_per_block >= 32);
    assert_eq!(add.ptx_version, 70);
}

pub fn kernels_that_are_not_there_are_not_found(bench: &Bench) {
    let context = bench.context();
    let named = |name| bench.gpu.function_get(context.module, FunctionId(id()), name).err();
    assert_eq!(named("subtract"), Some(CuError::NOT_FOUND));
    assert_eq!(bench.gpu.module_global(context.module, "question").err(), Some(CuError::NOT_FOUND));
}

pub fn kernels_are_listed(bench: &Bench) {
    let context = bench.context();
    let names = bench.gpu.module_functions(context.module, 0).expect("names");
    assert_eq!(names, b"wait_for\0add\0twice\0fetch\0stray\0");
    assert_eq!(bench.gpu.module_functions(context.module, 4), Ok(b"stray\0".to_vec()));
    assert_eq!(bench.gpu.module_functions(context.module, 5), Ok(Vec::new()));
}

pub fn damaged_images_are_refused_and_explained(bench: &Bench) {
    let context = bench.context();
    let loaded =
        bench.load(context.id, ModuleId(id()), b".version 6.4\n.target sm_70\n.address_size 64\n.nonsense\n");
    assert_eq!(loaded, Err(CuError::INVALID_PTX));
    assert!(!bench.gpu.module_log(context.id).expect("a log").is_empty());
    context.function("add");
}

pub fn images_that_were_never_sent_are_refused(bench: &Bench) {
    let context = bench.context();
    let loaded = bench.gpu.module_load(context.id, ModuleId(id()), BlobId(id()), ImageKind::Ptx);
    assert_eq!(loaded, Err(CuError::INVALID_IMAGE));
    assert_eq!(bench.gpu.blob_write(BlobId(id()), 8, &[0]), Err(CuError::INVALID_VALUE));
}

pub fn variables_have_addresses_and_first_values(bench: &Bench) {
    let context = bench.context();
    let answer = bench.gpu.module_global(context.module, "answer").expect("a variable");
    assert_eq!(answer.bytes, 4);
    assert_eq!(context.word(answer.address), 42);
}

pub fn unloaded_modules_are_gone(bench: &Bench) {
    let context = bench.context();
    let add = context.function("add");
    bench.gpu.module_unload(context.module).expect("it goes");
    assert_eq!(bench.gpu.launch(add, context.stream, ONE, &[0; 12]), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.module_unload(context.module), Err(CuError::INVALID_HANDLE));
}

pub fn launches_without_all_parameters_are_refused(bench: &Bench) {
    let context = bench.context();
    let add = context.function("add");
    assert_eq!(bench.gpu.launch(add, context.stream, ONE, &[0; 11]), Err(CuError::INVALID_VALUE));
}

pub fn launches_of_impossible_shapes_are_refused(bench: &Bench) {
    let context = bench.context();
    let stray = context.function("stray");
    for shape in [
        LaunchShape { grid: [0, 1, 1], ..ONE },
        LaunchShape { block: [0, 1, 1], ..ONE },
        LaunchShape { block: [1024, 1024, 64], ..ONE },
    ] {
        assert_eq!(bench.gpu.launch(stray, context.stream, shape, &[]), Err(CuError::INVALID_VALUE));
    }
    context.synchronize(context.stream).expect("nothing ran");
}

pub fn a_bad_address_ends_the_context(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(4);
    context.launch("stray", context.stream, &[]);
    assert_eq!(context.synchronize(context.stream), Err(CuError::ILLEGAL_ADDRESS));
    assert_eq!(bench.gpu.context_status(context.id), Err(CuError::ILLEGAL_ADDRESS));
    assert_eq!(context.read(at, 4), Err(CuError::ILLEGAL_ADDRESS));
    assert_eq!(bench.gpu.mem_alloc(context.id, 4), Err(CuError::ILLEGAL_ADDRESS));
    let faults = bench.host.faults.lock().iter().filter(|(failed, _)| *failed == context.id).count();
    assert_eq!(faults, 1);
    bench.gpu.context_destroy(context.id).expect("it goes");
    assert_eq!(bench.host.gone.lock().iter().filter(|gone| **gone == context.id).count(), 1);
}

pub fn a_host_function_after_a_fault_is_given_up(bench: &Bench) {
    let context = bench.context();
    let token = u64::from(id()) << 32;
    context.launch("stray", context.stream, &[]);
    assert_eq!(context.synchronize(context.stream), Err(CuError::ILLEGAL_ADDRESS));
    let asked = bench.begin(|gpu, done| gpu.next_host_function(done));
    // It is refused or dropped, as other work of a failed context is.
    let launched = bench.gpu.launch_host(context.stream, token);
    assert!(matches!(launched, Ok(()) | Err(CuError::ILLEGAL_ADDRESS)), "{launched:?}");
    assert_eq!(bench.expect_done(&asked), token | ABANDONED);
    let asked = bench.begin(|gpu, done| gpu.next_host_function(done));
    assert_eq!(bench.gpu.launch_host(StreamId(id()), token), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.expect_done(&asked), token | ABANDONED);
}

pub fn a_host_function_that_could_not_be_done_ends_the_context(bench: &Bench) {
    let (context, other) = (bench.context(), bench.context());
    let (at, stream) = (other.memory(4), context.new_stream(1));
    let token = u64::from(id()) << 32;
    let asked = bench.begin(|gpu, done| gpu.next_host_function(done));
    bench.gpu.launch_host(stream, token).expect("a host function");
    assert_eq!(bench.expect_done(&asked), token);
    let end = context.end_of(stream);
    bench.gpu.host_function_failed(token).expect("it was asked for");
    let told = end.recv_timeout(std::time::Duration::from_secs(20)).expect("whoever waits is told");
    assert_eq!(told, Err(CuError::LAUNCH_FAILED));
    assert_eq!(bench.gpu.context_status(context.id), Err(CuError::LAUNCH_FAILED));
    assert_eq!(bench.gpu.host_function_failed(token), Err(CuError::INVALID_HANDLE));
    other.add(at, 1, other.stream);
    assert_eq!(other.word(at), 1);
    let faults = bench.host.faults.lock();
    assert_eq!(faults.iter().filter(|(failed, _)| *failed == context.id).count(), 1);
}

pub fn another_context_survives_a_fault(bench: &Bench) {
    let (context, other) = (bench.context(), bench.context());
    context.launch("stray", context.stream, &[]);
    assert_eq!(context.synchronize(context.stream), Err(CuError::ILLEGAL_ADDRESS));
    let at = other.memory(4);
    other.add(at, 1, other.stream);
    assert_eq!(other.word(at), 1);
}

pub fn a_context_with_work_may_be_destroyed(bench: &Bench) {
    let (context, other) = (bench.context(), bench.context());
    let (flag, stream) = (other.flag(), context.new_stream(1));
    context.block(&flag, stream);
    let end = context.end_of(stream);
    bench.gpu.context_destroy(context.id).expect("it goes");
    flag.set(1);
    // Told that it is gone, or that it got there before.
    let _ = end.recv_timeout(std::time::Duration::from_secs(20)).expect("whoever waits is told");
    assert_eq!(bench.gpu.context_status(context.id), Err(CuError::INVALID_CONTEXT));
    assert_eq!(bench.gpu.stream_query(stream), Err(CuError::INVALID_HANDLE));
}

pub fn contexts_of_nobody_are_refused(bench: &Bench) {
    let nobody = ContextId(id());
    assert_eq!(bench.gpu.context_status(nobody), Err(CuError::INVALID_CONTEXT));
    assert_eq!(bench.gpu.mem_alloc(nobody, 4), Err(CuError::INVALID_CONTEXT));
    assert_eq!(bench.gpu.context_destroy(nobody), Err(CuError::INVALID_CONTEXT));
}
