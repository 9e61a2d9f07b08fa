//! `vgpu trace`: a program's calls in their order, with arguments and results, and a file that says when the GPU did what.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use vgpu_tests::build::program;
use vgpu_tests::run::{finish, vgpu};
use vgpu_tests::{Finished, Link};

/// Runs a program traced; what it said, and the events of the file.
fn trace(options: &[&str], words: &[&str]) -> (Finished, Vec<Value>) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("trace.json");
    let mut command = Command::new(vgpu().unwrap());
    command.args(["trace", "--gpu", "soft", "--output"]).arg(&file).args(options).arg("--").args(words);
    let finished = finish(command, "trace").unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    let events = whole["traceEvents"].as_array().unwrap().clone();
    (finished, events)
}

fn of_kind<'a>(events: &'a [Value], kind: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["ph"] == "X" && event["cat"] == kind).collect()
}

/// When an event began and ended, in microseconds.
fn times(event: &Value) -> (f64, f64) {
    let begin = event["ts"].as_f64().unwrap();
    (begin, begin + event["dur"].as_f64().unwrap())
}

#[test]
fn a_programs_calls_appear_in_order_with_arguments_and_results() {
    let path = program("vector_add", Link::Static13).unwrap();
    let (finished, events) = trace(&[], &[path.to_str().unwrap()]);
    finished.expect_pass("vector_add");
    let calls: Vec<&str> =
        finished.stderr.lines().filter(|line| line.contains("(") && line.ends_with(" us")).collect();
    let expected = [
        "cuInit(Flags=0) = CUDA_SUCCESS",
        "cuDevicePrimaryCtxRetain(pctx=[0x",
        "cuMemAlloc_v2(dptr=[0x",
        "cuMemcpyHtoD_v2(dstDevice=0x",
        "cuLibraryLoadData(library=[0x",
        "name=\"_Z3addPKfS0_Pfi\") = CUDA_SUCCESS",
        "(_Z3addPKfS0_Pfi), gridDimX=1025, gridDimY=1, gridDimZ=1, blockDimX=256,",
        "cuMemcpyDtoH_v2(dstHost=0x",
        "cuMemFree_v2(dptr=0x",
        "cuDevicePrimaryCtxRelease",
    ];
    let mut rest = calls.iter();
    for wanted in expected {
        assert!(rest.any(|line| line.contains(wanted)), "no {wanted} after those before it: {finished}");
    }
    // What fails says how: the runtime asks for a function by a name that is none.
    assert!(calls.iter().any(|line| line.contains("= CUDA_ERROR_")), "{finished}");
    assert!(
        finished.stderr.lines().any(|line| line.contains("cuMemAlloc_v2") && line.starts_with("vgpu:")),
        "{finished}"
    );
    // The file has the same calls.
    assert_eq!(of_kind(&events, "call").len(), calls.len());
}

#[test]
fn the_gpus_work_lies_within_the_run_on_the_tracks_of_its_streams() {
    let path = program("vector_add", Link::Static13).unwrap();
    let (finished, events) = trace(&["--quiet"], &[path.to_str().unwrap()]);
    finished.expect_pass("vector_add");
    assert!(!finished.stderr.contains("cuInit(Flags"), "{finished}");
    let calls = of_kind(&events, "call");
    let named = |name: &str| -> (f64, f64) {
        times(calls.iter().find(|call| call["name"] == name).unwrap_or_else(|| panic!("no {name}")))
    };
    let work = of_kind(&events, "gpu");
    let kernel = work.iter().find(|work| work["name"] == "_Z3addPKfS0_Pfi").expect("the kernel");
    let (begin, end) = times(kernel);
    let (launched, _) = named("cuLaunchKernel");
    let (_, waited) = named("cuCtxSynchronize_v2");
    assert!(launched <= begin && begin <= end && end <= waited, "{launched} {begin} {end} {waited}");
    let (first, last) = (named("cuInit").0, named("cuDevicePrimaryCtxRelease").1);
    for piece in &work {
        let (begin, end) = times(piece);
        assert!(first <= begin && end <= last, "{piece}");
        let track =
            events.iter().find(|event| event["name"] == "thread_name" && event["tid"] == piece["tid"]);
        assert!(track.expect("a track")["args"]["name"].as_str().unwrap().starts_with("GPU 0 stream "));
    }
    // The pieces of a stream do not overlap.
    let mut on_stream: Vec<_> =
        work.iter().filter(|other| other["tid"] == kernel["tid"]).map(|work| times(work)).collect();
    on_stream.sort_by(|one, other| one.0.total_cmp(&other.0));
    assert!(on_stream.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{on_stream:?}");
}

#[test]
fn every_event_has_what_the_format_asks_for() {
    let path = program("streams_events", Link::Static13).unwrap();
    let (finished, events) = trace(&["--quiet"], &[path.to_str().unwrap()]);
    finished.expect_pass("streams_events");
    for event in &events {
        assert!(event["pid"].is_u64() && event["tid"].is_u64() && event["name"].is_string(), "{event}");
        match event["ph"].as_str() {
            Some("M") => assert!(event["args"]["name"].is_string(), "{event}"),
            Some("X") => {
                assert!(event["ts"].as_f64() >= Some(0.0) && event["dur"].as_f64() >= Some(0.0), "{event}")
            }
            other => panic!("{other:?}: {event}"),
        }
    }
    let streams: std::collections::BTreeSet<_> =
        of_kind(&events, "gpu").iter().map(|work| work["args"]["stream"].as_u64()).collect();
    assert!(streams.len() > 1, "several streams have tracks: {streams:?}");
}

#[test]
fn children_with_an_empty_environment_are_traced_too_and_the_exit_code_is_the_programs() {
    let path = program("vector_add", Link::Static13).unwrap();
    let script = format!("env -i {0} & env -i {0}; wait; exit 7", path.display());
    let (finished, events) = trace(&["--quiet"], &["sh", "-c", &script]);
    assert_eq!(finished.code, Some(7), "{finished}");
    let kernels: std::collections::BTreeSet<_> = of_kind(&events, "gpu")
        .iter()
        .filter(|work| work["name"] == "_Z3addPKfS0_Pfi")
        .map(|work| work["pid"].as_u64())
        .collect();
    assert_eq!(kernels.len(), 2, "two processes: {kernels:?}");
}

#[test]
fn a_host_that_tells_nothing_of_its_work_is_traced_without_it() {
    let path = program("vector_add", Link::Static13).unwrap();
    let folder = TempDir::new().unwrap();
    let mut command = Command::new(vgpu().unwrap());
    // Inside, the host's GPU is a driver, ours.
    command.args(["run", "--gpu", "soft", "--"]).arg(vgpu().unwrap());
    command
        .args(["trace", "--gpu", "nvidia", "--allow-nested", "--output"])
        .arg(folder.path().join("trace.json"));
    command.arg("--").arg(path);
    let finished = finish(command, "trace").unwrap();
    finished.expect_pass("vector_add");
    assert!(finished.stderr.contains("cuLaunchKernel(f=0x"), "{finished}");
}
