//! What llama.cpp's CUDA backend, as others built it, computes here: what its CPU backend does.
//!
//! The models are random, of every type of weights; what they are worth is not the question.
use vgpu_tests::Finished;
use vgpu_tests::models::{distance, models};

/// The error that ggml's own tests (test-backend-ops) allow for one matrix product, and for attention: a normalised mean square of 5e-4.
/// Here it bounds a whole model. Q4_0 one token at a time comes close to it.
const ALLOWED: f64 = 5e-4;

/// `MODEL:ATTENTION:BATCH` for each model.
fn cases(models: &[&str], ways: &[&str]) -> Vec<String> {
    models.iter().flat_map(|model| ways.iter().map(move |way| format!("{model}:{way}"))).collect()
}

#[track_caller]
fn done(finished: &Finished) {
    let complete = finished.stdout.lines().any(|line| line == "done");
    assert!(finished.code == Some(0) && complete, "it did not finish: {finished}");
}

/// What follows `KEY CASE` in a line.
#[track_caller]
fn said<'a>(finished: &'a Finished, key: &str, case: &str) -> &'a str {
    let start = format!("{key} {case} ");
    let line = finished.stdout.lines().find_map(|line| line.strip_prefix(&start));
    line.unwrap_or_else(|| panic!("no line {start:?}: {finished}"))
}

/// Runs cases on both backends and compares their logits.
#[track_caller]
fn agree(gpu: &str, cases: &[String]) {
    let models = models().unwrap();
    done(&models.on_cpu(cases).unwrap());
    let finished = models.on_cuda(gpu, cases).unwrap();
    done(&finished);
    assert!(finished.stderr.contains("offloaded 3/3 layers to GPU"), "{finished}");
    for case in cases {
        let (found, wanted) = (models.logits(case, "cuda").unwrap(), models.logits(case, "cpu").unwrap());
        let distance = distance(&found, &wanted).unwrap();
        println!("{case}: {distance:?}, {}", said(&finished, "end", case));
        assert!(distance.normalised <= ALLOWED, "{case}: {distance:?}");
        assert_eq!(distance.wrong, 0, "{case}: {distance:?}");
        if case.ends_with(":1") {
            // One captured token, and all that follow run it again.
            assert!(said(&finished, "graphs", case).parse::<usize>().unwrap() >= 2, "{case}: {finished}");
        }
    }
}

#[test]
fn quantised_models_compute_token_by_token_what_the_cpu_does() {
    agree("soft", &cases(&["q8_0", "q4_0", "q4_k", "q6_k"], &["flash:1", "plain:1"]));
}

#[test]
fn a_mixture_of_experts_computes_token_by_token_what_the_cpu_does() {
    agree("soft", &cases(&["moe"], &["flash:1", "plain:1"]));
}

#[test]
fn models_of_wide_types_compute_token_by_token_what_the_cpu_does() {
    agree("soft", &cases(&["f32", "f16", "bf16"], &["flash:1", "plain:1"]));
}

#[test]
fn quantised_models_compute_in_batches_what_the_cpu_does() {
    agree("soft", &cases(&["q8_0", "q4_0", "q4_k", "q6_k"], &["flash:64", "plain:64"]));
}

/// Their products are cuBLAS's: ours, on a device for which NVIDIA's has machine code alone.
#[test]
fn models_of_wide_types_and_experts_compute_in_batches_what_the_cpu_does() {
    agree("soft", &cases(&["f32", "f16", "bf16", "moe"], &["flash:64", "plain:64"]));
}

/// cuBLAS carries machine code for the GPUs that it knows, and PTX for those to come: on such a device it computes.
#[test]
fn products_of_batches_go_through_unmodified_cublas_on_a_device_newer_than_it() {
    agree("soft:sm130", &cases(&["f32", "f16", "q8_0"], &["plain:64"]));
    agree("soft:sm130", &cases(&["moe"], &["flash:64"]));
}

#[test]
fn greedy_answers_of_a_decided_model_are_the_cpus_exactly() {
    let cases = cases(&["peaked_q8_0", "peaked_q4_k"], &["flash:1", "plain:1"]);
    let models = models().unwrap();
    let (cpu, cuda) = (models.on_cpu(&cases).unwrap(), models.on_cuda("soft", &cases).unwrap());
    done(&cpu);
    done(&cuda);
    for case in &cases {
        let tokens = said(&cuda, "tokens", case);
        assert_eq!(tokens, said(&cpu, "tokens", case), "{case}");
        assert_eq!(tokens.split(' ').count(), 12, "{case}");
        assert!(said(&cuda, "graphs", case).parse::<usize>().unwrap() >= 4, "{case}: {cuda}");
    }
}
