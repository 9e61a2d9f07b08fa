//! Graphs with conditional nodes on a device that has them itself: recorded there once, and launched there.
//!
//! Where a value lies is the real driver's secret, so such a graph cannot be sent to a stream node by node (decision 11).

use std::sync::Arc;

use cuda_abi::{CuError, CuResult};
use parking_lot::Mutex;
use wire::{ContextId, GraphId, StreamId};

use crate::conditional::Choice;
use crate::context::Context;
use crate::driver::{self, Driver};
use crate::graph_exec::Plan;
use crate::stream::Resolved;
use crate::work::Work;

/// A graph of the device's own, with its bodies.
pub struct Native {
    id: GraphId,
    context: &'static Context,
    context_id: ContextId,
    /// What was recorded, once something was.
    recorded: Mutex<Option<Plan>>,
}

impl Native {
    /// A graph without nodes.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where the device has no such graphs.
    pub fn create(driver: &Driver, context: &'static Context, context_id: ContextId) -> CuResult<Arc<Self>> {
        let id = GraphId(driver.session.new_id());
        driver.session.graph_create(context_id, id)?;
        Ok(Arc::new(Self { id, context, context_id, recorded: Mutex::default() }))
    }

    /// A value for one of its conditional nodes: what kernels know it by.
    ///
    /// # Errors
    /// `INVALID_VALUE` if it is to be another context's.
    pub fn condition(&self, driver: &Driver, context: ContextId, default: Option<u32>) -> CuResult<u64> {
        if context != self.context_id {
            return Err(CuError::INVALID_VALUE);
        }
        driver.session.condition_create(self.id, default.unwrap_or(0), default.is_some().into())
    }

    /// Records what a graph does, unless the same was.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` if something else was recorded, or it does what only the guest can.
    pub fn record(&self, driver: &'static Driver, plan: Plan) -> CuResult {
        let mut recorded = self.recorded.lock();
        if let Some(known) = &*recorded {
            return if known.is_same(&plan) { Ok(()) } else { Err(CuError::NOT_SUPPORTED) };
        }
        check(&plan)?;
        let outcome = self.record_part(driver, self.id, &plan);
        // What failed half-way cannot be done again.
        *recorded = Some(if outcome.is_ok() { plan } else { Plan::default() });
        outcome
    }

    fn record_part(&self, driver: &'static Driver, part: GraphId, plan: &Plan) -> CuResult {
        let id = StreamId(driver.session.new_id());
        driver.session.graph_record(part, id)?;
        let stream = Resolved { id, context: self.context, context_id: self.context_id, flags: 0 };
        let mut choices = Vec::new();
        let sent = send(driver, plan, stream, &mut choices);
        let ended = driver.session.graph_recorded(id);
        sent.and(ended)?;
        for choice in choices {
            for (index, body) in choice.bodies().iter().enumerate() {
                let part = GraphId(driver.session.new_id());
                driver.session.graph_body(choice.condition().address, index as u32, part)?;
                self.record_part(driver, part, body)?;
            }
        }
        Ok(())
    }

    /// Launches it.
    ///
    /// # Errors
    /// The device's.
    pub fn launch(&self, driver: &Driver, stream: StreamId) -> CuResult {
        driver.session.graph_launch(self.id, stream)
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        // With its context it has gone already.
        if let Some(driver) = driver::running()
            && driver.is_context_alive(self.context_id)
        {
            let _ = driver.session.graph_destroy(self.id);
        }
    }
}

/// Refuses what cannot be recorded: what calls the program or reads its memory, events, and memory that comes and goes.
fn check(plan: &Plan) -> CuResult {
    plan.steps.iter().try_for_each(|step| match &*step.work {
        Work::Kernel(_) | Work::Set(_) | Work::Empty => Ok(()),
        Work::Copy(rows) => {
            let is_plain = rows.dst.is_device && rows.src.is_device;
            let is_between_arrays = rows.dst.array.is_some() && rows.src.array.is_some();
            if is_plain && !is_between_arrays { Ok(()) } else { Err(CuError::NOT_SUPPORTED) }
        }
        Work::Plan(inner) => check(inner),
        Work::Choice(choice) => choice.bodies().iter().try_for_each(check),
        _ => Err(CuError::NOT_SUPPORTED),
    })
}

/// Sends the steps to a stream that records.
fn send<'a>(
    driver: &'static Driver,
    plan: &'a Plan,
    stream: Resolved,
    choices: &mut Vec<&'a Choice>,
) -> CuResult {
    for step in &plan.steps {
        match &*step.work {
            Work::Plan(inner) => send(driver, inner, stream, choices)?,
            Work::Choice(choice) => {
                let (condition, bodies) = (choice.condition().address, choice.bodies().len() as u32);
                driver.session.graph_branch(stream.id, condition, choice.kind().0, bodies)?;
                choices.push(choice);
            }
            // SAFETY: `check` has let nothing through that copies memory of the program's own or calls its functions.
            work => unsafe { work.issue(driver, stream) }?,
        }
    }
    Ok(())
}
