//! Vectors (cuBLAS Library, "cuBLAS Level-1 Function Reference").

use std::ffi::c_int;

use crate::Status;
use crate::driver::{Driver, Shape, address};
use crate::gemm::{self, Factor, Gemm};
use crate::handle::{self, Raw, Settings};
use crate::modules;
use crate::ptx::{Fold, Kernel, Map};
use crate::status::Result;
use crate::types::{Element, Scale, Sum};

/// Threads of a block of a map.
const MAPPED: u64 = 256;

/// A vector as kernels take it: its first element, and bytes from one to the next. With a negative increment it begins at its far end (BLAS).
fn place(at: u64, count: u64, increment: c_int, size: u64) -> [u64; 2] {
    let step = i64::from(increment).wrapping_mul(size as i64) as u64;
    match increment < 0 {
        true => [at.wrapping_sub((count - 1).wrapping_mul(step)), step],
        false => [at, step],
    }
}

fn map(
    handle: Raw,
    map: Map,
    element: Element,
    count: c_int,
    alpha: Option<Scale>,
    x: (u64, c_int),
    y: (u64, c_int),
) -> Result {
    let stream = handle::settings(handle)?.stream;
    let Some(count) = u64::try_from(count).ok().filter(|count| *count > 0) else { return Ok(()) };
    let (alpha, is_at) = match alpha {
        Some(Scale::At(at)) => (at, 1),
        Some(Scale::Bits(bits)) => (bits, 0),
        None => (0, 0),
    };
    let ([x, step_x], [y, step_y]) =
        (place(x.0, count, x.1, element.size()), place(y.0, count, y.1, element.size()));
    let grid = [count.div_ceil(MAPPED) as u32, 1, 1];
    let shape = Shape { grid, block: [MAPPED as u32, 1] };
    modules::launch(
        Kernel::Map(map, element),
        shape,
        stream,
        &mut [count, alpha, is_at, x, step_x, y, step_y],
    )
}

/// Has a number computed where the pointer mode wants it: on the device, or there and then copied to the host.
///
/// # Safety
/// `to` is null or, in the host's pointer mode, valid for a write of `size` bytes.
unsafe fn give(settings: &Settings, to: *mut u8, size: usize, compute: impl FnOnce(u64) -> Result) -> Result {
    if to.is_null() {
        return Err(Status::INVALID_VALUE);
    }
    if settings.device_scalars {
        return compute(address(to));
    }
    let driver = Driver::get()?;
    let stream = settings.stream;
    if driver.is_capturing(stream) {
        // The host cannot have it before the graph runs.
        return Err(Status::NOT_SUPPORTED);
    }
    let scratch = driver.allocate(size.max(8), stream)?;
    // SAFETY: the caller's; the copy has ended when this returns.
    let copied = compute(scratch).and_then(|()| unsafe { driver.copy(address(to), scratch, size, stream) });
    let freed = driver.free(scratch, stream);
    copied.and(freed).and_then(|()| driver.synchronize(stream))
}

/// # Safety
/// `to` is null or, in the host's pointer mode, valid for a write of a result.
unsafe fn fold(
    handle: Raw,
    fold: Fold,
    element: Element,
    count: c_int,
    x: (u64, c_int),
    to: *mut u8,
) -> Result {
    let settings = handle::settings(handle)?;
    let is_place = matches!(fold, Fold::Greatest | Fold::Least);
    let size = if is_place { size_of::<c_int>() } else { element.size() as usize };
    let (at, increment) = x;
    let count = u64::try_from(count).unwrap_or(0);
    if (count == 0 || increment <= 0) && !settings.device_scalars && !to.is_null() {
        // SAFETY: the caller's: of nothing, every result is zero.
        unsafe { to.write_bytes(0, size) };
        return Ok(());
    }
    // Nothing has neither a greatest element nor a sum but zero.
    let count = if increment <= 0 { 0 } else { count };
    let step = i64::from(increment).wrapping_mul(element.size() as i64) as u64;
    let shape = Shape { grid: [1, 1, 1], block: [crate::ptx::FOLDING, 1] };
    let kernel = Kernel::Fold(fold, element);
    // SAFETY: the caller's.
    unsafe {
        give(&settings, to, size, |to| {
            modules::launch(kernel, shape, settings.stream, &mut [count, at, step, to])
        })
    }
}

/// # Safety
/// `to` is null or, in the host's pointer mode, valid for a write of an element.
unsafe fn dot(
    handle: Raw,
    (element, sum): (Element, Sum),
    count: c_int,
    x: (u64, c_int),
    y: (u64, c_int),
    to: *mut u8,
) -> Result {
    let settings = handle::settings(handle)?;
    let count = i64::from(count.max(0));
    let size = element.size();
    let vector = |(at, increment): (u64, c_int), is_transposed| {
        let [at, _] = place(at, count.max(1) as u64, increment, size);
        Factor { at, leading: increment.into(), step: 0, is_transposed }
    };
    let one = if element == Element::F64 { 1f64.to_bits() } else { u64::from(1f32.to_bits()) };
    let compute = |to| {
        gemm::launch(
            handle,
            &Gemm {
                sizes: [1, 1, count],
                factors: [vector(x, false), vector(y, true)],
                result: (to, 1, 0),
                types: (element, element),
                sum: (sum, element),
                scales: [Scale::Bits(one), Scale::Bits(0)],
                batch: 1,
                has_arrays: false,
                part: 0,
            },
        )
    };
    // SAFETY: the caller's.
    unsafe { give(&settings, to, size as usize, compute) }
}

macro_rules! vectors {
    ($($type:ident, $element:expr, $sum:expr => $axpy:ident, $scal:ident, $copy:ident, $swap:ident, $dot:ident, $nrm2:ident, $asum:ident, $amax:ident, $amin:ident;)*) => {$(
        /// # Safety
        /// alpha points to an element, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $axpy(
            handle: Raw, n: c_int, alpha: *const $type, x: *const $type, incx: c_int, y: *mut $type, incy: c_int,
        ) -> Status {
            // SAFETY: the caller's.
            let scale = handle::settings(handle).and_then(|settings| unsafe { settings.scale(alpha.cast(), $element) });
            scale.and_then(|alpha| map(handle, Map::Axpy, $element, n, Some(alpha), (address(x), incx), (address(y), incy))).into()
        }

        /// # Safety
        /// alpha points to an element, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $scal(handle: Raw, n: c_int, alpha: *const $type, x: *mut $type, incx: c_int) -> Status {
            // SAFETY: the caller's.
            let scale = handle::settings(handle).and_then(|settings| unsafe { settings.scale(alpha.cast(), $element) });
            // The increment of a vector that is scaled must be positive; others change nothing (BLAS).
            let n = if incx <= 0 { 0 } else { n };
            scale.and_then(|alpha| map(handle, Map::Scal, $element, n, Some(alpha), (address(x), incx), (address(x), incx))).into()
        }

        #[unsafe(no_mangle)]
        extern "C" fn $copy(handle: Raw, n: c_int, x: *const $type, incx: c_int, y: *mut $type, incy: c_int) -> Status {
            map(handle, Map::Copy, $element, n, None, (address(x), incx), (address(y), incy)).into()
        }

        #[unsafe(no_mangle)]
        extern "C" fn $swap(handle: Raw, n: c_int, x: *mut $type, incx: c_int, y: *mut $type, incy: c_int) -> Status {
            map(handle, Map::Swap, $element, n, None, (address(x), incx), (address(y), incy)).into()
        }

        /// # Safety
        /// The result is valid for a write, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $dot(
            handle: Raw, n: c_int, x: *const $type, incx: c_int, y: *const $type, incy: c_int, result: *mut $type,
        ) -> Status {
            // SAFETY: the caller's.
            unsafe { dot(handle, ($element, $sum), n, (address(x), incx), (address(y), incy), result.cast()) }.into()
        }

        vectors! { @fold $nrm2, Fold::Norm, $element, $type, $type }
        vectors! { @fold $asum, Fold::Sum, $element, $type, $type }
        vectors! { @fold $amax, Fold::Greatest, $element, $type, c_int }
        vectors! { @fold $amin, Fold::Least, $element, $type, c_int }
    )*};
    (@fold $name:ident, $fold:expr, $element:expr, $type:ident, $result:ty) => {
        /// # Safety
        /// The result is valid for a write, as the handle's pointer mode says.
        #[unsafe(no_mangle)]
        unsafe extern "C" fn $name(handle: Raw, n: c_int, x: *const $type, incx: c_int, result: *mut $result) -> Status {
            // SAFETY: the caller's.
            unsafe { fold(handle, $fold, $element, n, (address(x), incx), result.cast()) }.into()
        }
    };
}

vectors! {
    f32, Element::F32, Sum::F32 => cublasSaxpy_v2, cublasSscal_v2, cublasScopy_v2, cublasSswap_v2, cublasSdot_v2, cublasSnrm2_v2, cublasSasum_v2, cublasIsamax_v2, cublasIsamin_v2;
    f64, Element::F64, Sum::F64 => cublasDaxpy_v2, cublasDscal_v2, cublasDcopy_v2, cublasDswap_v2, cublasDdot_v2, cublasDnrm2_v2, cublasDasum_v2, cublasIdamax_v2, cublasIdamin_v2;
}
