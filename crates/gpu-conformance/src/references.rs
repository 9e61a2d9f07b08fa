//! Texture and surface references of modules.

use cuda_abi::{CUarray_format, CUresourcetype, CuError};
use wire::{ModuleId, TextureResource, TextureSampling};

use crate::bench::{Bench, id};

/// Words from `address` on.
fn words(address: u64, count: u64) -> TextureResource {
    TextureResource {
        kind: CUresourcetype::CU_RESOURCE_TYPE_LINEAR.0,
        format: CUarray_format::CU_AD_FORMAT_UNSIGNED_INT32.0,
        channels: 1,
        address,
        width: 4 * count,
        ..TextureResource::default()
    }
}

/// Clamped, numbers as they are.
const PLAIN: TextureSampling = TextureSampling {
    beyond: 0x111,
    filter: 0,
    flags: 1,
    anisotropy: 0,
    bias: 0,
    least: 0,
    most: 0,
    red: 0,
    green: 0,
    blue: 0,
    alpha: 0,
};

pub fn references_are_found_by_their_names_and_kinds(bench: &Bench) {
    let context = bench.context();
    assert_eq!(bench.gpu.reference_get(context.module, 0, "image"), Ok(()));
    assert_eq!(bench.gpu.reference_get(context.module, 1, "face"), Ok(()));
    for (is_surface, name) in [(1, "image"), (0, "face"), (0, "answer"), (0, "nothing"), (0, "add")] {
        let refused = bench.gpu.reference_get(context.module, is_surface, name);
        assert_eq!(refused, Err(CuError::NOT_FOUND), "{name}");
    }
    assert_eq!(bench.gpu.reference_get(ModuleId(id()), 0, "image"), Err(CuError::INVALID_HANDLE));
}

pub fn a_launch_reads_what_its_reference_was_bound_to_then(bench: &Bench) {
    let context = bench.context();
    let (first, second, out) = (context.memory(512), context.memory(512), context.memory(8));
    context.add(first, 5, context.stream);
    context.add(second, 7, context.stream);
    context.synchronize(context.stream).expect("the words are written");
    let bind = |address| bench.gpu.reference_bind(context.module, 0, words(address, 8), PLAIN, "image");
    let flag = context.flag();
    context.block(&flag, context.stream);
    bind(first).expect("the first is bound");
    context.launch("fetch", context.stream, &out.to_le_bytes());
    bind(second).expect("the second is bound");
    context.launch("fetch", context.stream, &(out + 4).to_le_bytes());
    flag.set(1);
    context.synchronize(context.stream).expect("both are done");
    assert_eq!((context.word(out), context.word(out + 4)), (5, 7));
}

pub fn references_are_not_bound_to_memory_of_nobody(bench: &Bench) {
    let context = bench.context();
    let bind = |resource| bench.gpu.reference_bind(context.module, 0, resource, PLAIN, "image");
    assert_eq!(bind(words(512, 8)), Err(CuError::INVALID_VALUE));
    let own = context.memory(512);
    assert_eq!(bind(words(own, 1 << 27)), Err(CuError::INVALID_VALUE));
    assert_eq!(bind(TextureResource { kind: 77, ..words(own, 8) }), Err(CuError::INVALID_VALUE));
    assert_eq!(bind(words(own, 8)), Ok(()));
}
