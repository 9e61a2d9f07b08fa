//! Which programs are given our cuBLAS: those whose GPU is software of a compute capability that NVIDIA's knows, and for which it therefore
//! has machine code alone (docs/decisions/0023).

use std::path::Path;
use std::process::{Command, Stdio};

/// The first compute capability that no cuBLAS knows: on it, NVIDIA's takes its PTX.
const UNKNOWN: (i32, i32) = (13, 0);
/// How a software GPU's name begins, before its profile.
const SOFTWARE: &str = "vGPU Software GPU";

/// Whether a software GPU of this compute capability cannot run NVIDIA's.
pub fn is_needed(compute_capability: (i32, i32)) -> bool {
    compute_capability < UNKNOWN
}

/// Asks the host that the library in `lib` finds beside itself, by a process of its own: this one may not have threads yet. A host that does
/// not answer has no GPU to compute on.
pub fn is_needed_by_host_of(lib: &Path) -> bool {
    let mut command = Command::new("/proc/self/exe");
    command.args(["smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"]);
    command.env("LD_LIBRARY_PATH", lib).env_remove("VGPU_HOST").stdin(Stdio::null()).stderr(Stdio::null());
    let Ok(output) = command.output() else { return false };
    output.status.success() && is_needed_by_all(&String::from_utf8_lossy(&output.stdout))
}

/// Whether each line, `NAME, MAJOR.MINOR`, is such a software GPU, and there is one.
fn is_needed_by_all(lines: &str) -> bool {
    let needs = |line: &str| {
        let (name, capability) = line.rsplit_once(", ")?;
        let (major, minor) = capability.trim().split_once('.')?;
        let capability = (major.parse().ok()?, minor.parse().ok()?);
        Some(name.starts_with(SOFTWARE) && is_needed(capability))
    };
    !lines.trim().is_empty() && lines.trim().lines().all(|line| needs(line) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_device_among_others_keeps_nvidias() {
        assert!(is_needed_by_all("vGPU Software GPU (sm_75), 7.5\n"));
        assert!(is_needed_by_all("vGPU Software GPU (sm_75), 7.5\nvGPU Software GPU (sm_121), 12.1\n"));
        for other in [
            "",
            "NVIDIA H100, 9.0",
            "vGPU Software GPU (sm_130), 13.0",
            "vGPU Software GPU (sm_75), 7.5\nNVIDIA H100, 9.0",
        ] {
            assert!(!is_needed_by_all(other), "{other}");
        }
    }
}
