//! Triangular systems (cuBLAS Library, `cublas<t>trsm()`, `cublas<t>trsmBatched()`).

use std::ffi::c_int;

use crate::Status;
use crate::driver::{Shape, address};
use crate::gemm::is_transposed;
use crate::handle::{self, Raw};
use crate::modules;
use crate::ptx::Kernel;
use crate::status::Result;
use crate::types::{Element, Scale};

/// Threads of a block: right-hand sides.
const SIDES: u64 = 64;
const MOST: u32 = 65_535;

struct System {
    handle: Raw,
    element: Element,
    /// cublasSideMode_t, cublasFillMode_t, cublasOperation_t, cublasDiagType_t.
    modes: [c_int; 4],
    m: c_int,
    n: c_int,
    alpha: *const u8,
    a: (u64, c_int),
    b: (u64, c_int),
    /// Where `a` and `b` are arrays of addresses, how many.
    batch: Option<c_int>,
}

/// Solves op(A) X = alpha B or X op(A) = alpha B; X takes the place of B. The latter is op(A)ᵀ Xᵀ = alpha Bᵀ.
///
/// # Safety
/// alpha is null or, in the host's pointer mode, points to an element.
unsafe fn solve(system: &System) -> Result {
    let settings = handle::settings(system.handle)?;
    let [side, fill, operation, diagonal] = system.modes;
    let is_transposed = is_transposed(operation)?;
    let order = if side == 0 { system.m } else { system.n };
    let batch = system.batch.unwrap_or(1);
    let is_valid = (0..=1).contains(&side)
        && (0..=1).contains(&fill)
        && (0..=1).contains(&diagonal)
        && system.m >= 0
        && system.n >= 0
        && batch >= 0
        && system.a.1 >= order.max(1)
        && system.b.1 >= system.m.max(1);
    if !is_valid {
        return Err(Status::INVALID_VALUE);
    }
    if system.m == 0 || system.n == 0 || batch == 0 {
        return Ok(());
    }
    // SAFETY: the caller's.
    let alpha = unsafe { settings.scale(system.alpha, system.element)? };
    let size = system.element.size();
    let (leading_a, leading_b) = (system.a.1 as u64 * size, system.b.1 as u64 * size);
    // The matrix of the system is A as it lies, or its transpose.
    let is_turned = is_transposed != (side == 1);
    let (row, column) = if is_turned { (leading_a, size) } else { (size, leading_a) };
    let is_upper = (fill == 1) != is_turned;
    let (unknown, right_hand, count) =
        if side == 0 { (size, leading_b, system.n) } else { (leading_b, size, system.m) };
    let (alpha, at) = match alpha {
        Scale::Bits(bits) => (bits, 0),
        Scale::At(at) => (at, 2),
    };
    let flags = u64::from(system.batch.is_some()) | at | u64::from(is_upper) << 2 | (diagonal as u64) << 3;
    let mut done = 0;
    while done < batch as u32 {
        let now = (batch as u32 - done).min(MOST);
        let skipped = 8 * u64::from(done);
        let mut parameters = [
            order as u64,
            count as u64,
            system.a.0.wrapping_add(skipped),
            row,
            column,
            system.b.0.wrapping_add(skipped),
            unknown,
            right_hand,
            alpha,
            flags,
        ];
        let shape = Shape { grid: [(count as u64).div_ceil(SIDES) as u32, now, 1], block: [SIDES as u32, 1] };
        modules::launch(Kernel::Solve(system.element), shape, settings.stream, &mut parameters)?;
        done += now;
    }
    Ok(())
}

macro_rules! systems {
    ($($type:ident, $element:expr => $one:ident, $batched:ident;)*) => {$(
        /// # Safety
        /// alpha points to an element, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $one(
            handle: Raw, side: c_int, fill: c_int, operation: c_int, diagonal: c_int, m: c_int, n: c_int, alpha: *const $type,
            a: *const $type, lda: c_int, b: *mut $type, ldb: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                solve(&System {
                    handle, element: $element, modes: [side, fill, operation, diagonal], m, n, alpha: alpha.cast(),
                    a: (address(a), lda), b: (address(b), ldb), batch: None,
                })
            }.into()
        }

        /// # Safety
        /// As for one.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $batched(
            handle: Raw, side: c_int, fill: c_int, operation: c_int, diagonal: c_int, m: c_int, n: c_int, alpha: *const $type,
            a: *const *const $type, lda: c_int, b: *const *mut $type, ldb: c_int, batch: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe {
                solve(&System {
                    handle, element: $element, modes: [side, fill, operation, diagonal], m, n, alpha: alpha.cast(),
                    a: (address(a), lda), b: (address(b), ldb), batch: Some(batch),
                })
            }.into()
        }
    )*};
}

systems! {
    f32, Element::F32 => cublasStrsm_v2, cublasStrsmBatched;
    f64, Element::F64 => cublasDtrsm_v2, cublasDtrsmBatched;
}
