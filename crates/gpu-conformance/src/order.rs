//! Streams, events, host functions: what comes before what (CUDA Driver API, "Stream synchronization behavior").

use std::time::Duration;

use cuda_abi::CuError;
use wire::{EventId, StreamId};

use crate::bench::{Bench, id};

const NON_BLOCKING: u32 = 1;

pub fn work_of_a_stream_is_done_in_order(bench: &Bench) {
    let context = bench.context();
    let (at, stream) = (context.memory(4), context.new_stream(NON_BLOCKING));
    for _ in 0..10 {
        context.add(at, 1, stream);
        context.launch("twice", stream, &at.to_le_bytes());
    }
    context.synchronize(stream).expect("it is done");
    assert_eq!(context.word(at), 2046);
}

pub fn a_query_tells_work_from_none(bench: &Bench) {
    let context = bench.context();
    let (flag, stream) = (context.flag(), context.new_stream(NON_BLOCKING));
    assert_eq!(bench.gpu.stream_query(stream), Ok(()));
    context.block(&flag, stream);
    assert_eq!(bench.gpu.stream_query(stream), Err(CuError::NOT_READY));
    flag.set(1);
    context.synchronize(stream).expect("it is done");
    assert_eq!(bench.gpu.stream_query(stream), Ok(()));
}

pub fn synchronize_waits_for_its_stream(bench: &Bench) {
    let context = bench.context();
    let (flag, stream, other) =
        (context.flag(), context.new_stream(NON_BLOCKING), context.new_stream(NON_BLOCKING));
    context.block(&flag, stream);
    let end = context.end_of(stream);
    bench.expect_waiting(&end);
    context.synchronize(other).expect("another stream has nothing to wait for");
    flag.set(1);
    bench.expect_done(&end);
}

pub fn a_context_is_synchronized_with_all_of_its_streams(bench: &Bench) {
    let context = bench.context();
    let (flag, stream) = (context.flag(), context.new_stream(NON_BLOCKING));
    context.block(&flag, stream);
    let end = bench.begin(|gpu, done| gpu.context_synchronize(context.id, done));
    bench.expect_waiting(&end);
    flag.set(1);
    bench.expect_done(&end);
}

pub fn a_non_blocking_stream_passes_the_default_stream(bench: &Bench) {
    let context = bench.context();
    let (flag, at, stream) = (context.flag(), context.memory(4), context.new_stream(NON_BLOCKING));
    context.block(&flag, context.stream);
    context.add(at, 1, stream);
    context.synchronize(stream).expect("it does not wait");
    flag.set(1);
    assert_eq!(context.word(at), 1);
}

pub fn a_blocking_stream_waits_for_the_default_stream(bench: &Bench) {
    let context = bench.context();
    let (flag, at, stream) = (context.flag(), context.memory(4), context.new_stream(0));
    context.block(&flag, context.stream);
    context.add(at, 1, stream);
    let end = context.end_of(stream);
    bench.expect_waiting(&end);
    flag.set(1);
    bench.expect_done(&end);
}

pub fn the_default_stream_waits_for_blocking_streams(bench: &Bench) {
    let context = bench.context();
    let (flag, at, stream) = (context.flag(), context.memory(4), context.new_stream(0));
    context.block(&flag, stream);
    context.add(at, 1, context.stream);
    let end = context.end_of(context.stream);
    bench.expect_waiting(&end);
    flag.set(1);
    bench.expect_done(&end);
}

pub fn an_event_completes_when_its_stream_gets_there(bench: &Bench) {
    let context = bench.context();
    let (flag, stream, event) = (context.flag(), context.new_stream(NON_BLOCKING), context.event());
    context.block(&flag, stream);
    bench.gpu.event_record(event, stream).expect("a record");
    assert_eq!(bench.gpu.event_query(event), Err(CuError::NOT_READY));
    let reached = bench.begin(|gpu, done| gpu.event_synchronize(event, done));
    bench.expect_waiting(&reached);
    flag.set(1);
    bench.expect_done(&reached);
    assert_eq!(bench.gpu.event_query(event), Ok(()));
}

pub fn an_event_that_was_never_recorded_is_complete(bench: &Bench) {
    let context = bench.context();
    let event = context.event();
    assert_eq!(bench.gpu.event_query(event), Ok(()));
    bench.wait(|gpu, done| gpu.event_synchronize(event, done)).expect("nothing to wait for");
}

pub fn an_event_recorded_again_is_not_complete_before_its_time(bench: &Bench) {
    let context = bench.context();
    let (flag, stream, event) = (context.flag(), context.new_stream(NON_BLOCKING), context.event());
    bench.gpu.event_record(event, stream).expect("a record");
    bench.wait(|gpu, done| gpu.event_synchronize(event, done)).expect("it is reached");
    context.block(&flag, stream);
    bench.gpu.event_record(event, stream).expect("a record");
    assert_eq!(bench.gpu.event_query(event), Err(CuError::NOT_READY));
    flag.set(1);
    bench.wait(|gpu, done| gpu.event_synchronize(event, done)).expect("it is reached");
}

pub fn a_waiter_of_an_older_generation_is_told(bench: &Bench) {
    let context = bench.context();
    let (first, second) = (context.flag(), context.flag());
    let (stream, event) = (context.new_stream(NON_BLOCKING), context.event());
    context.block(&first, stream);
    bench.gpu.event_record(event, stream).expect("a record");
    let reached = bench.begin(|gpu, done| gpu.event_synchronize(event, done));
    context.block(&second, stream);
    bench.gpu.event_record(event, stream).expect("a record");
    first.set(1);
    bench.expect_done(&reached);
    assert_eq!(bench.gpu.event_query(event), Err(CuError::NOT_READY));
    second.set(1);
    context.synchronize(stream).expect("it is done");
}

pub fn a_stream_waits_for_an_event_of_another(bench: &Bench) {
    let context = bench.context();
    let (flag, event) = (context.flag(), context.event());
    let (stream, other) = (context.new_stream(NON_BLOCKING), context.new_stream(NON_BLOCKING));
    context.block(&flag, stream);
    bench.gpu.event_record(event, stream).expect("a record");
    bench.gpu.stream_wait_event(other, event).expect("a wait");
    let end = context.end_of(other);
    bench.expect_waiting(&end);
    flag.set(1);
    bench.expect_done(&end);
}

pub fn waiting_for_an_event_that_was_not_recorded_is_nothing(bench: &Bench) {
    let context = bench.context();
    let (stream, event) = (context.new_stream(NON_BLOCKING), context.event());
    bench.gpu.stream_wait_event(stream, event).expect("a wait");
    context.synchronize(stream).expect("nothing to wait for");
}

pub fn time_passes_between_events(bench: &Bench) {
    let context = bench.context();
    let (flag, stream) = (context.flag(), context.new_stream(NON_BLOCKING));
    let (start, end) = (context.event(), context.event());
    bench.gpu.event_record(start, stream).expect("a record");
    bench.wait(|gpu, done| gpu.event_synchronize(start, done)).expect("it is reached");
    context.block(&flag, stream);
    bench.gpu.event_record(end, stream).expect("a record");
    assert_eq!(bench.gpu.event_elapsed(start, end), Err(CuError::NOT_READY));
    std::thread::sleep(Duration::from_millis(20));
    flag.set(1);
    bench.wait(|gpu, done| gpu.event_synchronize(end, done)).expect("it is reached");
    let nanoseconds = bench.gpu.event_elapsed(start, end).expect("a time");
    assert!((10_000_000..5_000_000_000).contains(&nanoseconds), "{nanoseconds}");
}

pub fn times_of_events_without_records_are_refused(bench: &Bench) {
    let context = bench.context();
    let (start, end) = (context.event(), context.event());
    assert_eq!(bench.gpu.event_elapsed(start, end), Err(CuError::INVALID_HANDLE));
}

pub fn a_host_function_holds_its_stream_up(bench: &Bench) {
    let context = bench.context();
    let (at, stream) = (context.memory(4), context.new_stream(NON_BLOCKING));
    let token = u64::from(id()) << 32;
    let asked = bench.begin(|gpu, done| gpu.next_host_function(done));
    bench.gpu.launch_host(stream, token).expect("a host function");
    context.add(at, 1, stream);
    assert_eq!(bench.expect_done(&asked), token);
    let end = context.end_of(stream);
    bench.expect_waiting(&end);
    bench.gpu.host_function_done(token).expect("it has run");
    bench.expect_done(&end);
    assert_eq!(context.word(at), 1);
    assert_eq!(bench.gpu.host_function_done(token), Err(CuError::INVALID_HANDLE));
}

pub fn priorities_change_no_result(bench: &Bench) {
    let context = bench.context();
    let at = context.memory(4);
    for priority in [0, -1] {
        let stream = StreamId(id());
        bench.gpu.stream_create(context.id, stream, NON_BLOCKING, priority).expect("a stream");
        context.add(at, 1, stream);
        context.synchronize(stream).expect("it is done");
    }
    assert_eq!(context.word(at), 2);
}

pub fn a_stream_with_work_may_be_destroyed(bench: &Bench) {
    let context = bench.context();
    let (flag, at, stream) = (context.flag(), context.memory(4), context.new_stream(NON_BLOCKING));
    context.block(&flag, stream);
    context.add(at, 1, stream);
    bench.gpu.stream_destroy(stream).expect("it goes once it is done");
    assert_eq!(bench.gpu.stream_query(stream), Err(CuError::INVALID_HANDLE));
    let end = bench.begin(|gpu, done| gpu.context_synchronize(context.id, done));
    bench.expect_waiting(&end);
    flag.set(1);
    bench.expect_done(&end);
    assert_eq!(context.word(at), 1);
}

pub fn memory_is_freed_after_the_work_that_uses_it(bench: &Bench) {
    let context = bench.context();
    let (flag, at, stream) = (context.flag(), context.memory(4), context.new_stream(NON_BLOCKING));
    context.block(&flag, stream);
    context.add(at, 1, stream);
    let freed = bench.begin(|gpu, done| gpu.mem_free(context.id, at, done));
    bench.expect_waiting(&freed);
    flag.set(1);
    bench.expect_done(&freed);
    assert_eq!(bench.gpu.context_status(context.id), Ok(()));
}

pub fn streams_and_events_of_nobody_are_refused(bench: &Bench) {
    let context = bench.context();
    let (stream, event) = (StreamId(id()), EventId(id()));
    assert_eq!(bench.gpu.stream_query(stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.stream_destroy(stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.event_query(event), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.event_destroy(event), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.event_record(event, context.stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(context.synchronize(stream), Err(CuError::INVALID_HANDLE));
}
