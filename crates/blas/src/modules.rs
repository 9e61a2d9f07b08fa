//! Kernels that are loaded: each once in a context, when it is first needed.

use std::collections::HashMap;

use parking_lot::Mutex;

use crate::driver::{Driver, Shape};
use crate::ptx::Kernel;
use crate::status::Result;

/// By the context's id, which no later context has again (CUDA Driver API, "cuCtxGetId").
static LOADED: Mutex<Option<HashMap<(u64, Kernel), usize>>> = Mutex::new(None);

/// Launches a kernel in the current context.
///
/// # Errors
/// It cannot be loaded or launched.
pub fn launch(kernel: Kernel, shape: Shape, stream: usize, parameters: &mut [u64]) -> Result {
    if shape.grid.contains(&0) {
        return Ok(());
    }
    let driver = Driver::get()?;
    let context = driver.current_context()?;
    let known = LOADED.lock().as_ref().and_then(|loaded| loaded.get(&(context, kernel)).copied());
    let function = match known {
        Some(function) => function,
        None => {
            let function = driver.kernel(&kernel.text(), crate::ptx::NAME)?;
            LOADED.lock().get_or_insert_default().insert((context, kernel), function);
            function
        }
    };
    driver.launch(function, shape, stream, parameters)
}
