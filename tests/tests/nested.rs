//! Every program through gpu-nvidia: program → worker with gpu-nvidia → our own libcuda.so.1 → worker with the software GPU.
//!
//! No program is left out: pinned and managed memory go through as well, since all three processes share one window.
use std::process::Command;

use vgpu_tests::Link::{Driver, Nvrtc, Shared12, Shared13, Static13};
use vgpu_tests::run::{finish, vgpu};
use vgpu_tests::{Link, PROGRAMS, program, run_nested};

/// Programs that take arguments or check more than their last line; they have tests of their own below.
/// `endless` is the virtual machine tests', and never ends by itself; `no_thread` is about conditional nodes that the guest decides,
/// and here the driver does.
const SPECIAL: &[&str] = &[
    "clusters",
    "conditionals",
    "demo",
    "endless",
    "exits",
    "no_thread",
    "printf_assert",
    "printf_flood",
    "session",
    "two_devices",
];

fn all_pass(link: Link) {
    let rows = PROGRAMS.iter().filter(|row| row.links.contains(&link) && !SPECIAL.contains(&row.name));
    let mut count = 0;
    for row in rows {
        run_nested(row.name, link, &[]).unwrap().expect_pass(row.name);
        count += 1;
    }
    assert!(count > 0, "no program is linked {}", link.name());
}

#[test]
fn programs_with_cudart_13_inside_pass() {
    all_pass(Static13);
}

#[test]
fn programs_with_libcudart_13_pass() {
    all_pass(Shared13);
}

#[test]
fn programs_with_libcudart_12_pass() {
    all_pass(Shared12);
}

#[test]
fn programs_on_the_driver_alone_pass() {
    all_pass(Driver);
    all_pass(Nvrtc);
    run_nested("bad_arguments", Driver, &["strict"]).unwrap().expect_pass("bad_arguments");
}

#[test]
fn conditional_nodes_are_the_drivers_own() {
    run_nested("conditionals", Driver, &["device"]).unwrap().expect_pass("conditionals");
}

#[test]
fn what_kernels_print_passes_through_the_drivers_standard_output() {
    for link in [Static13, Shared13, Shared12] {
        let finished = run_nested("printf_assert", link, &[]).unwrap();
        finished.expect_pass("printf_assert");
        let lines: Vec<&str> = finished.stdout.lines().collect();
        let place = |wanted: &str| {
            let found = lines.iter().position(|line| *line == wanted);
            found.unwrap_or_else(|| panic!("no line {wanted:?}: {finished}"))
        };
        let second = place("second line of thread 0, 2 arguments");
        assert!(place("before") < second && second < place("after"), "{finished}");
        assert_eq!(lines.len(), 10, "{finished}");
    }
}

#[test]
fn a_failed_assertion_is_an_error_that_stays() {
    let finished = run_nested("printf_assert", Static13, &["fail"]).unwrap();
    finished.expect_pass("printf_assert");
    let said = |line: &str| {
        line.contains("thread: [3,0,0]") && line.contains("Assertion") && line.contains("failed")
    };
    assert!(finished.stderr.lines().any(said), "{finished}");
}

#[test]
fn every_way_to_end_is_safe() {
    for way in ["return", "exit", "_exit", "reset", "exit-while-launching", "exit-from-thread", "dlclose"] {
        let finished = run_nested("exits", Static13, &[way]).unwrap();
        // As in faults.rs: cudart may trip over its own tables when it ends under a thread that launches.
        let tripped =
            matches!(way, "exit-while-launching" | "exit-from-thread") && finished.code == Some(128 + 11);
        assert!(finished.passed("exits") || tripped, "{way}: {finished}");
    }
}

#[test]
fn the_demo_draws() {
    use vgpu_tests::picture::{Picture, photograph};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("in.ppm"), photograph(192, 128, 1).to_pnm()).unwrap();
    let arguments = [&*path("in.ppm"), &*path("out.ppm"), &*path("scene.ppm")];
    run_nested("demo", Static13, &arguments).unwrap().expect_pass("demo");
    let drawn = Picture::from_pnm(&std::fs::read(path("out.ppm")).unwrap()).unwrap();
    assert_eq!((drawn.width, drawn.height), (192, 128));
}

#[test]
fn sessions_work_and_faults_stay_in_theirs() {
    for mode in ["work", "faulting", "threads", "overlap", "polling", "callbacks"] {
        run_nested("session", Driver, &[mode]).unwrap().expect_pass("session");
    }
}

#[test]
fn our_own_library_is_recognised_and_refused_as_a_driver() {
    let mut command = Command::new(vgpu().unwrap());
    command.args(["run", "--gpu", "soft", "--"]).arg(vgpu().unwrap());
    command.args(["run", "--gpu", "nvidia", "--"]).arg(program("vector_add", Static13).unwrap());
    let finished = finish(command, "vector_add").unwrap();
    assert!(!finished.passed("vector_add"), "{finished}");
    assert!(finished.stderr.contains("vgpu's own library, not NVIDIA's driver"), "{finished}");
}

#[test]
fn every_rule_of_the_gpu_trait_holds_for_gpu_nvidia() {
    let mut command = Command::new(vgpu().unwrap());
    command.args([
        "run",
        "--gpu",
        "soft",
        "--",
        env!("CARGO_BIN_EXE_conformance"),
        "nvidia",
        "--allow-nested",
    ]);
    let finished = finish(command, "conformance").unwrap();
    assert_eq!(finished.code, Some(0), "{finished}");
    assert!(finished.stdout.contains("PASS conformance: "), "{finished}");
}
