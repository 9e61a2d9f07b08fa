//! Each program, linked in each way, does its work on the virtual GPU and finds its own results right.
//!
//! `make build` comes first; a missing `dist` is a failure, never a skip.
use vgpu_tests::Link::{Driver, Nvrtc, Shared12, Shared13, Static13};
use vgpu_tests::{run, run::run_on};

macro_rules! passes {
    ($($test:ident: $program:literal, $link:expr;)+) => {
        $(
            #[test]
            fn $test() {
                run($program, $link, &[]).unwrap().expect_pass($program);
            }
        )+
    };
}

passes! {
    vector_add_static_13_passes: "vector_add", Static13;
    vector_add_shared_13_passes: "vector_add", Shared13;
    vector_add_shared_12_passes: "vector_add", Shared12;
    matmul_static_13_passes: "matmul", Static13;
    matmul_shared_13_passes: "matmul", Shared13;
    matmul_shared_12_passes: "matmul", Shared12;
    reduction_static_13_passes: "reduction", Static13;
    reduction_shared_13_passes: "reduction", Shared13;
    reduction_shared_12_passes: "reduction", Shared12;
    histogram_static_13_passes: "histogram", Static13;
    histogram_shared_13_passes: "histogram", Shared13;
    histogram_shared_12_passes: "histogram", Shared12;
    transpose_static_13_passes: "transpose", Static13;
    transpose_shared_13_passes: "transpose", Shared13;
    transpose_shared_12_passes: "transpose", Shared12;
    nbody_static_13_passes: "nbody", Static13;
    nbody_shared_13_passes: "nbody", Shared13;
    nbody_shared_12_passes: "nbody", Shared12;
    mandelbrot_static_13_passes: "mandelbrot", Static13;
    mandelbrot_shared_13_passes: "mandelbrot", Shared13;
    mandelbrot_shared_12_passes: "mandelbrot", Shared12;
    convolution_static_13_passes: "convolution", Static13;
    convolution_shared_13_passes: "convolution", Shared13;
    convolution_shared_12_passes: "convolution", Shared12;
    streams_events_static_13_passes: "streams_events", Static13;
    streams_events_shared_13_passes: "streams_events", Shared13;
    streams_events_shared_12_passes: "streams_events", Shared12;
    graphs_static_13_passes: "graphs", Static13;
    graphs_shared_13_passes: "graphs", Shared13;
    graphs_shared_12_passes: "graphs", Shared12;
    pinned_managed_static_13_passes: "pinned_managed", Static13;
    pinned_managed_shared_13_passes: "pinned_managed", Shared13;
    pinned_managed_shared_12_passes: "pinned_managed", Shared12;
    memcpy_to_symbol_static_13_passes: "memcpy_to_symbol", Static13;
    memcpy_to_symbol_shared_13_passes: "memcpy_to_symbol", Shared13;
    memcpy_to_symbol_shared_12_passes: "memcpy_to_symbol", Shared12;
    semantics_static_13_passes: "semantics", Static13;
    semantics_shared_13_passes: "semantics", Shared13;
    semantics_shared_12_passes: "semantics", Shared12;
    image_choice_static_13_passes: "image_choice", Static13;
    image_choice_shared_13_passes: "image_choice", Shared13;
    image_choice_shared_12_passes: "image_choice", Shared12;
    driver_api_passes: "driver_api", Driver;
    copies_passes: "copies", Driver;
    required_calls_pass: "required_calls", Driver;
    context_loop_passes: "context_loop", Driver;
    scan_static_13_passes: "scan", Static13;
    scan_shared_12_passes: "scan", Shared12;
    sort_static_13_passes: "sort", Static13;
    sort_shared_12_passes: "sort", Shared12;
    stencil_static_13_passes: "stencil", Static13;
    stencil_shared_12_passes: "stencil", Shared12;
    sparse_product_static_13_passes: "sparse_product", Static13;
    sparse_product_shared_12_passes: "sparse_product", Shared12;
    groups_static_13_passes: "groups", Static13;
    large_shared_static_13_passes: "large_shared", Static13;
    large_shared_shared_12_passes: "large_shared", Shared12;
    traps_static_13_passes: "traps", Static13;
    traps_shared_12_passes: "traps", Shared12;
    callbacks_static_13_passes: "callbacks", Static13;
    callbacks_shared_12_passes: "callbacks", Shared12;
    copies_3d_static_13_passes: "copies_3d", Static13;
    copies_3d_shared_12_passes: "copies_3d", Shared12;
    fourier_static_13_passes: "fourier", Static13;
    fourier_shared_12_passes: "fourier", Shared12;
    cholesky_static_13_passes: "cholesky", Static13;
    cholesky_shared_12_passes: "cholesky", Shared12;
    life_static_13_passes: "life", Static13;
    life_shared_12_passes: "life", Shared12;
    sha256_static_13_passes: "sha256", Static13;
    sha256_shared_12_passes: "sha256", Shared12;
    breadth_first_static_13_passes: "breadth_first", Static13;
    breadth_first_shared_12_passes: "breadth_first", Shared12;
    shortest_paths_static_13_passes: "shortest_paths", Static13;
    shortest_paths_shared_12_passes: "shortest_paths", Shared12;
    atomics_static_13_passes: "atomics", Static13;
    atomics_shared_12_passes: "atomics", Shared12;
    warp_primitives_static_13_passes: "warp_primitives", Static13;
    warp_primitives_shared_12_passes: "warp_primitives", Shared12;
    math_functions_static_13_passes: "math_functions", Static13;
    math_functions_shared_12_passes: "math_functions", Shared12;
    half_precision_static_13_passes: "half_precision", Static13;
    half_precision_shared_12_passes: "half_precision", Shared12;
    monte_carlo_static_13_passes: "monte_carlo", Static13;
    monte_carlo_shared_12_passes: "monte_carlo", Shared12;
    pipeline_static_13_passes: "pipeline", Static13;
    pipeline_shared_12_passes: "pipeline", Shared12;
    explicit_graphs_static_13_passes: "explicit_graphs", Static13;
    explicit_graphs_shared_12_passes: "explicit_graphs", Shared12;
    tensor_product_static_13_passes: "tensor_product", Static13;
    tensor_product_shared_12_passes: "tensor_product", Shared12;
    indirect_static_13_passes: "indirect", Static13;
    indirect_shared_12_passes: "indirect", Shared12;
    per_thread_streams_static_13_passes: "per_thread_streams", Static13;
    per_thread_streams_shared_12_passes: "per_thread_streams", Shared12;
    thrust_algorithms_static_13_passes: "thrust_algorithms", Static13;
    cub_algorithms_static_13_passes: "cub_algorithms", Static13;
    textures_static_13_passes: "textures", Static13;
    textures_shared_12_passes: "textures", Shared12;
    texture_objects_pass: "texture_objects", Driver;
    references_pass: "references", Driver;
    stack_limit_static_13_passes: "stack_limit", Static13;
    stack_limit_shared_12_passes: "stack_limit", Shared12;
    early_calls_pass: "early_calls", Driver;
    ipc_passes: "ipc", Driver;
    library_loop_passes: "library_loop", Driver;
    growing_memory_passes: "growing_memory", Driver;
    pool_rounds_static_13_passes: "pool_rounds", Static13;
    pool_rounds_shared_12_passes: "pool_rounds", Shared12;
    cooperative_grid_static_13_passes: "cooperative_grid", Static13;
    graph_nodes_passes: "graph_nodes", Driver;
    launches_passes: "launches", Driver;
    modules_passes: "modules", Driver;
    contexts_passes: "contexts", Driver;
    old_names_passes: "old_names", Driver;
    capture_forms_passes: "capture_forms", Driver;
    soak_passes: "soak", Driver;
    after_fault_passes: "after_fault", Driver;
    grid_barrier_passes: "grid_barrier", Static13;
    stream_ops_passes: "stream_ops", Driver;
    pools_passes: "pools", Driver;
    virtual_memory_passes: "virtual_memory", Driver;
    nvrtc_passes: "nvrtc", Nvrtc;
}

/// Clusters need a device that has them.
#[test]
fn clusters_pass_on_a_device_of_compute_capability_9() {
    run_on("soft:h100", false, ("clusters", Static13), &[], &[]).unwrap().expect_pass("clusters");
}

#[test]
fn clusters_pass_through_gpu_nvidia() {
    run_on("soft:h100", true, ("clusters", Static13), &[], &[]).unwrap().expect_pass("clusters");
}

#[test]
fn conditional_nodes_pass_that_the_guest_decides() {
    run("conditionals", Driver, &["guest"]).unwrap().expect_pass("conditionals");
}

/// Device printf: every thread's line, between what the host printed before and after.
fn printf_arrives(link: vgpu_tests::Link) {
    let finished = run("printf_assert", link, &[]).unwrap();
    finished.expect_pass("printf_assert");
    let lines: Vec<&str> = finished.stdout.lines().collect();
    let place = |wanted: &str| {
        let found = lines.iter().position(|line| *line == wanted);
        found.unwrap_or_else(|| panic!("no line {wanted:?}: {finished}"))
    };
    let (before, after) = (place("before"), place("after"));
    for i in 0..6u32 {
        let letter = char::from(b'a' + i as u8);
        let (real, long, hex) = (f64::from(i) * 1.5, -5_000_000_000i64 * i64::from(i), 255u32 << i);
        let at = place(&format!("thread {i}: says {real:5.2} {letter} {long} {hex:x} %"));
        assert!(before < at && at < after, "{finished}");
    }
    let second = place("second line of thread 0, 2 arguments");
    assert!(place("thread 0: says  0.00 a 0 ff %") < second && second < after, "{finished}");
    assert_eq!(lines.len(), 10, "{finished}");
}

/// Output beyond what the session's ring holds while the program waits: what arrives is whole, and what does not is spoken of.
#[test]
fn output_that_is_lost_is_spoken_of() {
    let finished = run("printf_flood", Static13, &[]).unwrap();
    finished.expect_pass("printf_flood");
    let lines = finished.stdout.lines().filter(|line| line.starts_with("line of thread"));
    let mut count = 0;
    for line in lines {
        assert!(line.ends_with("room enough ...") && line.len() == 92, "{line}");
        count += 1;
    }
    let told =
        finished.stderr.lines().find_map(|line| line.strip_suffix(" pieces were lost")?.rsplit(' ').next());
    let lost: usize = told.map_or(0, |count| count.parse().unwrap());
    assert!(count > 1000, "{count} lines: {}", finished.stderr);
    assert_eq!(count + lost, 64 * 256 * 8, "{}", finished.stderr);
}

/// A launch keeps the newest lines that its buffer has room for, and what it lost the next launch does not.
#[test]
fn what_a_launch_prints_beyond_its_buffer_takes_the_place_of_the_oldest() {
    let finished = run("printf_fifo", Static13, &[]).unwrap();
    finished.expect_pass("printf_fifo");
    let stdout = &finished.stdout;
    let parts: Vec<Vec<u32>> = stdout
        .split("launch\n")
        .map(|part| part.lines().filter_map(|line| line.strip_prefix("line ")?.parse().ok()).collect())
        .collect();
    let [before, few, many, again] = &parts[..] else { panic!("{finished}") };
    assert!(before.is_empty(), "{finished}");
    assert_eq!(*few, (0..5).collect::<Vec<_>>(), "{finished}");
    let first = *many.first().expect("the newest lines arrive");
    assert_eq!(*many, (first..first + many.len() as u32).collect::<Vec<_>>(), "{finished}");
    let number = |name: &str| {
        let told = stdout.lines().find_map(|line| line.strip_prefix(name)?.trim().parse::<u32>().ok());
        told.unwrap_or_else(|| panic!("no {name}: {finished}"))
    };
    // Each line is of twelve bytes; a few of them are its buffer's.
    assert!(many.len() as u32 <= number("limit") / 12 && many.len() > 1, "{finished}");
    assert_eq!(many.last(), Some(&(number("printed") - 1)), "{finished}");
    assert_eq!(*again, (0..5).collect::<Vec<_>>(), "{finished}");
}

#[test]
fn printf_assert_static_13_passes() {
    printf_arrives(Static13);
}

#[test]
fn printf_assert_shared_13_passes() {
    printf_arrives(Shared13);
}

#[test]
fn printf_assert_shared_12_passes() {
    printf_arrives(Shared12);
}

#[test]
fn launches_wait_for_their_kernels_where_the_environment_says_so() {
    let finished = run_on("soft", false, ("contexts", Driver), &[], &[("CUDA_LAUNCH_BLOCKING", "1")]);
    finished.unwrap().expect_pass("contexts");
}

#[test]
fn modules_are_loaded_at_once_where_the_environment_says_so() {
    let finished = run_on("soft", false, ("modules", Driver), &[], &[("CUDA_MODULE_LOADING", "EAGER")]);
    finished.unwrap().expect_pass("modules");
}

/// The demo on a small photograph: it checks its pictures itself, and writes what it says it does.
fn demo_draws(link: vgpu_tests::Link) {
    use vgpu_tests::picture::{Picture, photograph};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let photo = photograph(192, 128, 1);
    std::fs::write(path("in.ppm"), photo.to_pnm()).unwrap();
    run("demo", link, &[&path("in.ppm"), &path("out.ppm"), &path("scene.ppm")]).unwrap().expect_pass("demo");
    let drawn = |name| Picture::from_pnm(&std::fs::read(path(name)).unwrap()).unwrap();
    let (toned, scene) = (drawn("out.ppm"), drawn("scene.ppm"));
    assert_eq!((toned.width, toned.height), (192, 128));
    assert_ne!(toned.rgb, photo.rgb);
    assert_eq!((scene.width, scene.height), (480, 320));
    let (dark, bright) = (scene.rgb.iter().min(), scene.rgb.iter().max());
    assert!(dark < Some(&40) && bright > Some(&180), "{dark:?} to {bright:?}");
}

#[test]
fn demo_static_13_passes() {
    demo_draws(Static13);
}

#[test]
fn demo_shared_13_passes() {
    demo_draws(Shared13);
}

#[test]
fn demo_shared_12_passes() {
    demo_draws(Shared12);
}

#[test]
fn every_program_of_the_table_has_a_test() {
    // tests/src/host.rs starts the one program that sessions.rs drives.
    let tests = [
        include_str!("programs.rs"),
        include_str!("devices.rs"),
        include_str!("faults.rs"),
        include_str!("sessions.rs"),
        include_str!("../src/host.rs"),
    ]
    .concat();
    let in_machines = include_str!("../system/src/main.rs");
    for program in vgpu_tests::PROGRAMS {
        assert!(
            in_machines.contains(&format!("\"{}\"", program.name))
                || tests.contains(&format!("(\"{}\"", program.name))
                || tests.contains(&format!(": \"{}\"", program.name)),
            "{}",
            program.name
        );
    }
}
