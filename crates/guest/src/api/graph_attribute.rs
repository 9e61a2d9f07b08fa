//! Attributes of kernel nodes ("Graph Management": cuGraphKernelNode*Attribute*).

use cuda_abi::{CUgraphNode, CUkernelNodeAttrID, CUkernelNodeAttrValue, CuError, CuResult};

use super::graph::node_of;
use super::{put, wanted};
use crate::driver::{Driver, driver};
use crate::graph::Node;
use crate::launch_attribute::{Attribute, Attributes};
use crate::work::{Launch, Work};

/// Calls `then` with a kernel node's launch.
fn with_launch<T>(node: &Node, then: impl FnOnce(&Launch) -> CuResult<T>) -> CuResult<T> {
    match &*node.work() {
        Work::Kernel(launch) => then(launch),
        _ => Err(CuError::INVALID_VALUE),
    }
}

fn set(driver: &Driver, node: &Node, attributes: Attributes) -> CuResult {
    let changed = with_launch(node, |launch| {
        let shape = attributes.apply(driver, &launch.function, launch.shape)?;
        super::launch::check_cooperative(driver, &launch.function, &shape)?;
        Ok(launch.with_attributes(shape, attributes))
    })?;
    node.set_work(Work::Kernel(changed));
    Ok(())
}

/// What was never set is zero.
///
/// # Safety
/// `value` is NULL or valid for a write.
pub unsafe fn cuGraphKernelNodeGetAttribute(
    node: CUgraphNode,
    attribute: CUkernelNodeAttrID,
    value: *mut CUkernelNodeAttrValue,
) -> CuResult {
    let node = node_of(driver()?, node)?;
    if !Attributes::is_of_nodes(attribute) {
        return Err(CuError::INVALID_VALUE);
    }
    let found = with_launch(&node, |launch| Ok(launch.attributes.get(attribute).map(Attribute::value)))?;
    // SAFETY: the caller's promise.
    unsafe { put(value, found.unwrap_or_default()) }
}

/// # Safety
/// `value` is NULL or valid.
pub unsafe fn cuGraphKernelNodeSetAttribute(
    node: CUgraphNode,
    attribute: CUkernelNodeAttrID,
    value: *const CUkernelNodeAttrValue,
) -> CuResult {
    let driver = driver()?;
    let node = node_of(driver, node)?;
    wanted(value)?;
    if !Attributes::is_of_nodes(attribute) {
        return Err(CuError::INVALID_VALUE);
    }
    let mut attributes = with_launch(&node, |launch| Ok(launch.attributes.clone()))?;
    // SAFETY: the caller's promise; not NULL.
    attributes.set(Attribute::new(attribute, unsafe { &*value }));
    set(driver, &node, attributes)
}

/// Gives a kernel node the attributes of another.
pub fn cuGraphKernelNodeCopyAttributes(to: CUgraphNode, from: CUgraphNode) -> CuResult {
    let driver = driver()?;
    let (to, from) = (node_of(driver, to)?, node_of(driver, from)?);
    let attributes = with_launch(&from, |launch| Ok(launch.attributes.clone()))?;
    set(driver, &to, attributes)
}
