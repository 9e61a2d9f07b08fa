//! Devices, memory, copies, sets.

use cuda_abi::CuError;
use wire::{MAX_INLINE_READ, Staged};

use crate::bench::{Bench, Flag};

pub fn devices_are_described_and_others_refused(bench: &Bench) {
    let count = bench.gpu.device_count().expect("a count");
    assert!(count > 0);
    let device = bench.gpu.device_describe(0).expect("a description");
    assert!(!device.name.is_empty() && device.total_memory > 0);
    assert!(device.attribute(75).is_some_and(|major| major >= 5), "compute capability");
    assert_eq!(bench.gpu.device_describe(count).err(), Some(CuError::INVALID_DEVICE));
}

pub fn written_bytes_are_read_back(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(4096);
    let bytes: Vec<u8> = (0..1000).map(|i| i as u8).collect();
    bench.gpu.write(at + 3, context.stream, &bytes).expect("a write");
    assert_eq!(context.read(at + 3, 1000).as_ref(), Ok(&bytes));
    assert_eq!(context.read(at, 3), Ok(vec![0; 3]));
}

pub fn staged_bytes_arrive_and_their_room_is_given_back(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(100_000);
    bench.host.arena.lock()[512..100_512].fill(7);
    let source = Staged { offset: 512, length: 100_000 };
    bench.gpu.write_staged(at, context.stream, source).expect("a write");
    context.synchronize(context.stream).expect("it is done");
    assert_eq!(context.read(at + 99_990, 10), Ok(vec![7; 10]));
    assert!(bench.host.given_back.lock().contains(&source));
}

pub fn bytes_are_read_into_the_arena(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(50_000);
    bench.gpu.memset(at, 9, 1, 50_000, context.stream).expect("a set");
    let target = Staged { offset: 200_000, length: 50_000 };
    bench.wait(|gpu, done| gpu.read_staged(at, context.stream, target, done)).expect("a read");
    assert!(bench.host.arena.lock()[200_000..250_000].iter().all(|byte| *byte == 9));
}

pub fn copies_within_the_device_arrive(bench: &Bench) {
    let context = bench.context();
    let (from, to) = (context.memory(64), context.memory(64));
    bench.gpu.write(from, context.stream, &[5; 64]).expect("a write");
    bench.gpu.memcpy(to + 16, from, 32, context.stream).expect("a copy");
    assert_eq!(context.read(to, 64), Ok([vec![0; 16], vec![5; 32], vec![0; 16]].concat()));
}

pub fn pinned_memory_is_seen_by_both_sides(bench: &Bench) {
    let context = bench.context();
    let flag = context.flag();
    flag.set(5);
    context.add(flag.0, 2, context.stream);
    context.synchronize(context.stream).expect("it is done");
    assert_eq!(flag.get(), 7);
    bench.wait(|gpu, done| gpu.host_free(context.id, flag.0, done)).expect("it is freed");
}

pub fn managed_memory_is_seen_by_both_sides(bench: &Bench) {
    let context = bench.context();
    let word = Flag(bench.gpu.managed_alloc(context.id, 4, 1).expect("managed memory"));
    word.set(1);
    context.add(word.0, 2, context.stream);
    context.synchronize(context.stream).expect("it is done");
    assert_eq!(word.get(), 3);
    bench.wait(|gpu, done| gpu.mem_free(context.id, word.0, done)).expect("it is freed");
}

pub fn sets_of_each_width_set_what_they_should(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(16);
    for (width, expected) in [(1, [0x44; 4]), (2, [0x44, 0x33, 0x44, 0x33]), (4, [0x44, 0x33, 0x22, 0x11])] {
        bench.gpu.memset(at + 4, 0x1122_3344, width, u64::from(4 / width), context.stream).expect("a set");
        assert_eq!(context.read(at + 4, 4), Ok(expected.to_vec()));
        assert_eq!(context.word(at + 8), 0);
    }
}

pub fn sets_that_are_misaligned_are_refused(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(16);
    assert_eq!(bench.gpu.memset(at + 2, 0, 4, 1, context.stream), Err(CuError::INVALID_VALUE));
    assert_eq!(bench.gpu.memset(at, 0, 3, 1, context.stream), Err(CuError::INVALID_VALUE));
}

pub fn nothing_is_copied_from_addresses_of_nobody(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(16);
    // An address of this process that is no memory of the session's.
    let own = &raw const *bench as u64;
    assert_eq!(bench.gpu.memcpy(at, own, 8, context.stream), Err(CuError::INVALID_VALUE));
    assert_eq!(bench.gpu.write(own, context.stream, &[0]), Err(CuError::INVALID_VALUE));
    assert_eq!(context.read(own, 8), Err(CuError::INVALID_VALUE));
}

pub fn nothing_is_copied_beyond_an_allocation(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(1 << 20);
    assert_eq!(bench.gpu.memset(at, 0, 1, 1 << 40, context.stream), Err(CuError::INVALID_VALUE));
    assert_eq!(bench.gpu.memset(at, 0, 4, u64::MAX / 2, context.stream), Err(CuError::INVALID_VALUE));
}

pub fn an_allocation_of_nothing_is_refused(bench: &Bench) {
    let context = bench.context();
    assert_eq!(bench.gpu.mem_alloc(context.id, 0), Err(CuError::INVALID_VALUE));
    assert_eq!(bench.gpu.host_alloc(context.id, 0, 0), Err(CuError::INVALID_VALUE));
}

pub fn too_large_an_allocation_is_out_of_memory(bench: &Bench) {
    let context = bench.context();
    assert_eq!(bench.gpu.mem_alloc(context.id, 1 << 50), Err(CuError::OUT_OF_MEMORY));
    context.memory(16);
}

pub fn freed_memory_is_nobodys(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(1 << 20);
    bench.wait(|gpu, done| gpu.mem_free(context.id, at, done)).expect("it is freed");
    assert_eq!(context.read(at, 4), Err(CuError::INVALID_VALUE));
    let again = bench.wait(|gpu, done| gpu.mem_free(context.id, at, done));
    assert_eq!(again, Err(CuError::INVALID_VALUE));
}

pub fn memory_of_one_kind_is_not_freed_as_another(bench: &Bench) {
    let context = bench.context();
    let (device, flag) = (context.memory(16), context.flag());
    assert_eq!(bench.wait(|gpu, done| gpu.host_free(context.id, device, done)), Err(CuError::INVALID_VALUE));
    assert_eq!(bench.wait(|gpu, done| gpu.mem_free(context.id, flag.0, done)), Err(CuError::INVALID_VALUE));
    assert_eq!(
        bench.wait(|gpu, done| gpu.mem_free(context.id, device + 4, done)),
        Err(CuError::INVALID_VALUE)
    );
}

pub fn free_memory_shrinks_and_grows_with_allocations(bench: &Bench) {
    let context = bench.context();
    let free = || bench.gpu.mem_info(context.id).expect("the device's memory").free;
    let before = free();
    let at = context.memory(64 << 20);
    let during = free();
    assert!(during <= before - (32 << 20), "{before} before, {during} during");
    bench.wait(|gpu, done| gpu.mem_free(context.id, at, done)).expect("it is freed");
    let after = free();
    assert!(after >= during + (32 << 20), "{during} during, {after} after");
}

pub fn reads_longer_than_a_reply_are_refused(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(MAX_INLINE_READ + 1);
    assert_eq!(context.read(at, MAX_INLINE_READ + 1), Err(CuError::INVALID_VALUE));
}
