//! Graphs with conditional nodes, on devices that have them: on others it is the guest that decides, and `graph_create` says so.

use cuda_abi::{CUgraphConditionalNodeType, CuError};
use wire::{GraphId, StreamId};

use crate::bench::{Bench, Context, id};

const IF: u32 = CUgraphConditionalNodeType::CU_GRAPH_COND_TYPE_IF.0;

/// A graph, where the device has such graphs.
fn graph(context: &Context) -> Option<GraphId> {
    let graph = GraphId(id());
    match context.bench.gpu.graph_create(context.id, graph) {
        Err(CuError::NOT_SUPPORTED) => None,
        made => {
            made.expect("a graph");
            Some(graph)
        }
    }
}

/// A stream that records a graph.
fn record(context: &Context, graph: GraphId) -> StreamId {
    let stream = StreamId(id());
    context.bench.gpu.graph_record(graph, stream).expect("it is recorded");
    stream
}

pub fn a_recorded_graph_does_the_body_that_its_value_names(bench: &Bench) {
    let context = bench.context();
    let Some(whole) = graph(&context) else { return };
    let gpu = &bench.gpu;
    let at = context.memory(12);
    let value = gpu.condition_create(whole, 0, 1).expect("a value");
    let stream = record(&context, whole);
    context.add(at, 1, stream);
    gpu.graph_branch(stream, value, IF, 2).expect("a conditional node");
    context.add(at, 1, stream);
    gpu.graph_recorded(stream).expect("all of it is recorded");
    for (index, by) in [(0, 10), (1, 100)] {
        let body = GraphId(id());
        gpu.graph_body(value, index, body).expect("a body");
        let stream = record(&context, body);
        context.add(at + 4, by, stream);
        gpu.memcpy(at + 8, at, 4, stream).expect("a copy");
        gpu.graph_recorded(stream).expect("the body is recorded");
    }
    assert_eq!(context.word(at), 0, "nothing is done when it is recorded");
    for turn in 1..=2 {
        gpu.graph_launch(whole, context.stream).expect("a launch");
        context.synchronize(context.stream).expect("it is done");
        let words = [context.word(at), context.word(at + 4), context.word(at + 8)];
        assert_eq!(words, [2 * turn, 100 * turn, 2 * turn - 1]);
    }
    gpu.graph_destroy(whole).expect("it is destroyed");
    assert!(gpu.graph_launch(whole, context.stream).is_err());
}

pub fn what_cannot_be_recorded_is_refused(bench: &Bench) {
    let context = bench.context();
    let Some(whole) = graph(&context) else { return };
    let gpu = &bench.gpu;
    let value = gpu.condition_create(whole, 1, 1).expect("a value");
    assert_eq!(gpu.graph_create(context.id, whole), Err(CuError::INVALID_HANDLE));
    assert_eq!(gpu.graph_launch(whole, context.stream), Err(CuError::INVALID_VALUE));
    let stream = record(&context, whole);
    assert_eq!(gpu.graph_record(whole, StreamId(id())), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_launch(whole, context.stream), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_destroy(whole), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_branch(stream, value, IF, 0), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_branch(stream, value + 4, IF, 1), Err(CuError::INVALID_VALUE));
    let other = graph(&context).expect("another graph");
    let others = gpu.condition_create(other, 1, 1).expect("a value");
    assert_eq!(gpu.graph_branch(stream, others, IF, 1), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_body(value, 0, GraphId(id())), Err(CuError::INVALID_VALUE));
    // It is no stream for anything else.
    assert_eq!(gpu.stream_query(stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(gpu.event_record(context.event(), stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(gpu.stream_destroy(stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(gpu.stream_create(context.id, stream, 0, 0), Err(CuError::INVALID_HANDLE));
    assert_eq!(context.synchronize(stream), Err(CuError::INVALID_HANDLE));
    gpu.graph_branch(stream, value, IF, 1).expect("a conditional node");
    assert_eq!(gpu.graph_branch(stream, value, IF, 1), Err(CuError::INVALID_VALUE));
    assert_eq!(gpu.graph_body(value, 1, GraphId(id())), Err(CuError::INVALID_VALUE));
    gpu.graph_recorded(stream).expect("it ends");
    assert_eq!(gpu.graph_recorded(stream), Err(CuError::INVALID_HANDLE));
    let nobody = GraphId(id());
    assert_eq!(gpu.graph_record(nobody, StreamId(id())), Err(CuError::INVALID_HANDLE));
    assert_eq!(gpu.condition_create(nobody, 0, 0), Err(CuError::INVALID_HANDLE));
}

pub fn a_context_may_end_while_a_graph_is_recorded(bench: &Bench) {
    let context = bench.context();
    let Some(whole) = graph(&context) else { return };
    let stream = record(&context, whole);
    bench.gpu.context_destroy(context.id).expect("it is destroyed");
    assert_eq!(bench.gpu.graph_recorded(stream), Err(CuError::INVALID_HANDLE));
    assert_eq!(bench.gpu.graph_destroy(whole), Err(CuError::INVALID_HANDLE));
}
