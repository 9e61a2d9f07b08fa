//! Programs that do what they should not, or end in the midst of work: each gets the error that CUDA gives, and nobody else notices.
use std::process::Command;
use std::time::Duration;

use vgpu_tests::Link::{Driver, Shared12, Shared13, Static13};
use vgpu_tests::run::{finish, vgpu};
use vgpu_tests::{Finished, Link, program, run};

const RUNTIMES: [Link; 3] = [Static13, Shared13, Shared12];

#[test]
fn a_bad_address_is_reported_and_stays() {
    for link in RUNTIMES {
        run("bad_address", link, &[]).unwrap().expect_pass("bad_address");
    }
}

#[test]
fn another_program_works_beside_one_that_faults() {
    std::thread::scope(|scope| {
        let faulty = scope.spawn(|| run("bad_address", Static13, &[]).unwrap());
        for _ in 0..3 {
            run("vector_add", Static13, &[]).unwrap().expect_pass("vector_add");
        }
        faulty.join().unwrap().expect_pass("bad_address");
    });
}

#[test]
fn a_failed_assertion_is_an_error_that_stays() {
    for link in RUNTIMES {
        let finished = run("printf_assert", link, &["fail"]).unwrap();
        finished.expect_pass("printf_assert");
        let said = |line: &str| {
            line.contains("thread: [3,0,0]") && line.contains("Assertion") && line.contains("failed")
        };
        assert!(finished.stderr.lines().any(said), "{finished}");
    }
}

#[test]
fn a_forked_child_is_refused_and_the_parent_goes_on() {
    for link in RUNTIMES {
        run("fork", link, &[]).unwrap().expect_pass("fork");
    }
}

#[test]
fn every_way_to_end_is_safe() {
    let ways = ["return", "exit", "_exit", "reset", "exit-while-launching", "exit-from-thread", "dlclose"];
    for way in ways {
        for link in RUNTIMES {
            let finished = run("exits", link, &[way]).unwrap();
            // cudart frees its own tables at exit, also under a thread that is inside cudaLaunchKernel: where that thread
            // trips over them is not the driver's doing. That the process ends is.
            let tripped =
                matches!(way, "exit-while-launching" | "exit-from-thread") && finished.code == Some(128 + 11);
            assert!(finished.passed("exits") || tripped, "{way}, {}: {finished}", link.name());
            assert!(finished.took < Duration::from_secs(10), "{way}, {}: {finished}", link.name());
        }
    }
}

#[test]
fn a_killed_program_leaves_the_device_usable() {
    let finished = run("exits", Static13, &["killed"]).unwrap();
    assert!(finished.signal == Some(9) || finished.code == Some(137), "{finished}");
    run("vector_add", Static13, &[]).unwrap().expect_pass("vector_add");
}

#[test]
fn bad_arguments_get_the_results_of_a_driver() {
    run("bad_arguments", Driver, &[]).unwrap().expect_pass("bad_arguments");
}

#[test]
fn stale_and_foreign_handles_are_refused() {
    // A native driver may crash on these rows; ours must not.
    if std::env::var_os("VGPU_NATIVE").is_none() {
        run("bad_arguments", Driver, &["strict"]).unwrap().expect_pass("bad_arguments");
    }
}

/// A program under `vgpu run` with options.
fn run_with(options: &[&str], name: &str, link: Link) -> Finished {
    let mut command = Command::new(vgpu().unwrap());
    command.arg("run").args(options).arg("--").arg(program(name, link).unwrap());
    let finished = finish(command, name).unwrap();
    finished.expect_pass(name);
    finished
}

#[test]
fn a_context_that_was_reset_after_a_fault_asks_the_host_no_more() {
    let finished = run_with(&["--gpu", "soft", "--summary"], "after_fault", Driver);
    let travelled = finished.stderr.lines().find_map(|line| line.strip_suffix(':')?.split_once(" calls and"));
    let calls: u64 = travelled.and_then(|(start, _)| start.rsplit(' ').next()?.parse().ok()).unwrap();
    // It makes 1000 calls that the library answers itself.
    assert!((10..200).contains(&calls), "{finished}");
}

#[test]
fn a_conditional_node_without_a_thread_fails_its_context() {
    let finished = run("no_thread", Driver, &[]).unwrap();
    finished.expect_pass("no_thread");
    assert!(finished.stderr.contains("no thread for a graph's condition"), "{finished}");
}

/// `checked` under `vgpu run` with options.
fn checked(options: &[&str], what: &str) -> Finished {
    let mut command = Command::new(vgpu().unwrap());
    command.arg("run").args(options).arg("--").arg(program("checked", Static13).unwrap()).arg(what);
    let finished = finish(command, "checked").unwrap();
    finished.expect_pass("checked");
    finished
}

#[test]
fn a_kernel_beyond_its_limit_is_a_timeout_that_stays() {
    checked(&["--gpu", "soft", "--kernel-limit", "0.3"], "spin");
    // Others are not its concern.
    checked(&["--gpu", "soft", "--kernel-limit", "600"], "");
}

#[test]
fn memcheck_holds_accesses_to_what_was_asked_for_and_says_where() {
    let finished = checked(&["--gpu", "soft", "--memcheck"], "past");
    let said = |line: &str| {
        line.contains("fill")
            && line.contains("thread [100, 0, 0]")
            && line.contains("PTX line")
            && line.contains("100 bytes")
    };
    assert!(finished.stderr.lines().any(said), "{finished}");
}

#[test]
fn memcheck_tells_races_on_shared_memory_and_only_those() {
    let finished = checked(&["--gpu", "soft", "--memcheck"], "race");
    assert!(finished.stderr.contains("a race in") && finished.stderr.contains("reverse"), "{finished}");
    let finished = checked(&["--gpu", "soft", "--memcheck"], "");
    assert!(!finished.stderr.contains("race"), "{finished}");
}
