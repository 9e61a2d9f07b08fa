//! A connection to the host, its devices, and the samples that shares of time are made of.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use cuda_abi::nvml::{nvmlDevice_st, nvmlDevice_t};
use guest::Session;
use parking_lot::Mutex;
use wire::{DeviceDescription, DeviceUsage, ProcessUsage, metric};

use crate::entry::{INVALID_ARGUMENT, NvmlResult};

/// What a share of time is measured over, at least (nvmlDeviceGetUtilizationRates: "between 1 second and 1/6 second").
const PERIOD: Duration = Duration::from_millis(170);
/// An older sample says more of the past than of now.
const OLDEST: Duration = Duration::from_secs(2);
/// Handles are small numbers above this one, so that they do not look like addresses of anything.
const FIRST_HANDLE: usize = 0x6770_7600_0000;

/// Time that was spent executing, up to a moment, both in nanoseconds.
#[derive(Clone, Copy, Default)]
struct Sample {
    busy: u64,
    at: u64,
}

impl Sample {
    fn age(&self, now: u64) -> Duration {
        Duration::from_nanos(now.saturating_sub(self.at))
    }

    /// Percent of the time since an earlier sample.
    fn percent_since(&self, earlier: Sample) -> u32 {
        let (busy, passed) = (self.busy.saturating_sub(earlier.busy), self.at.saturating_sub(earlier.at));
        // More than one can execute at once, in sessions that do not know of one another.
        u32::try_from(u128::from(busy) * 100 / u128::from(passed.max(1))).unwrap_or(100).min(100)
    }
}

/// The last share that was measured, and the sample that it ended with.
#[derive(Clone, Copy, Default)]
struct Share {
    sample: Sample,
    percent: u32,
}

/// A connection to the host.
pub struct Link {
    /// The session. It never has a context.
    pub session: Session,
    /// All devices, in the host's order.
    pub devices: Vec<DeviceDescription>,
    /// As the host's NVML names it; empty where it has none.
    pub driver_version: String,
    shares: Mutex<HashMap<u32, Share>>,
    processes: Mutex<HashMap<(u32, u32), Sample>>,
}

impl Link {
    /// Learns what devices there are.
    ///
    /// # Errors
    /// The host's.
    pub fn new(session: Session) -> NvmlResult<Self> {
        let count = session.device_count()?;
        let devices = (0..count).map(|device| session.device_describe(device)).collect::<Result<_, _>>()?;
        // A host whose NVML is missing still has devices.
        let version = session.driver_version().unwrap_or_default();
        Ok(Self {
            session,
            devices,
            driver_version: String::from_utf8_lossy(&version).into_owned(),
            shares: Mutex::default(),
            processes: Mutex::default(),
        })
    }

    /// The handle of a device.
    pub fn handle(&self, device: u32) -> nvmlDevice_t {
        std::ptr::without_provenance_mut::<nvmlDevice_st>(FIRST_HANDLE + device as usize)
    }

    /// The device with a handle.
    ///
    /// # Errors
    /// `INVALID_ARGUMENT` if there is none.
    pub fn device(&self, handle: nvmlDevice_t) -> NvmlResult<(u32, &DeviceDescription)> {
        let index = handle.addr().checked_sub(FIRST_HANDLE).ok_or(INVALID_ARGUMENT)?;
        let description = self.devices.get(index).ok_or(INVALID_ARGUMENT)?;
        Ok((index as u32, description))
    }

    /// What is used of a device.
    ///
    /// # Errors
    /// The host's.
    pub fn usage(&self, device: u32) -> NvmlResult<DeviceUsage> {
        Ok(self.session.device_usage(device)?)
    }

    /// Percent of the last sample period in which the device executed something, and in which its memory was used.
    ///
    /// # Errors
    /// `NOT_SUPPORTED` where the host does not measure; the host's.
    pub fn utilization(&self, device: u32) -> NvmlResult<(u32, u32)> {
        if let Ok(percent) = self.session.device_metric(device, metric::UTILIZATION, 0) {
            let memory = self.session.device_metric(device, metric::MEMORY_UTILIZATION, 0)?;
            return Ok((percent as u32, memory as u32));
        }
        let sample = |usage: DeviceUsage| Sample { busy: usage.busy, at: usage.at };
        let mut shares = self.shares.lock();
        let mut now = sample(self.usage(device)?);
        let last = shares.get(&device).copied().unwrap_or_default();
        if last.sample.age(now.at) < PERIOD {
            return Ok((last.percent, last.percent));
        }
        let mut earlier = last.sample;
        if earlier.age(now.at) > OLDEST {
            thread::sleep(PERIOD);
            earlier = now;
            now = sample(self.usage(device)?);
        }
        let percent = now.percent_since(earlier);
        shares.insert(device, Share { sample: now, percent });
        // Whatever the software GPU executes reads or writes its memory.
        Ok((percent, percent))
    }

    /// The guest's processes on a device.
    ///
    /// # Errors
    /// The host's.
    pub fn processes(&self, device: u32) -> NvmlResult<Vec<ProcessUsage>> {
        Ok(self.session.device_processes(device)?.0)
    }

    /// Each process's share of time since it was asked for last, in percent; those that are asked for the first time have none yet.
    ///
    /// # Errors
    /// The host's.
    pub fn process_shares(&self, device: u32) -> NvmlResult<Vec<(u32, u32)>> {
        let at = self.usage(device)?.at;
        let now = self.processes(device)?;
        let mut samples = self.processes.lock();
        let mut shares = Vec::new();
        for process in &now {
            let sample = Sample { busy: process.busy, at };
            if let Some(earlier) = samples.insert((device, process.pid), sample) {
                shares.push((process.pid, sample.percent_since(earlier)));
            }
        }
        samples.retain(|(of, pid), _| *of != device || now.iter().any(|process| process.pid == *pid));
        Ok(shares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_the_time_between_two_samples() {
        let earlier = Sample { busy: 100, at: 1000 };
        assert_eq!(Sample { busy: 350, at: 1500 }.percent_since(earlier), 50);
        assert_eq!(Sample { busy: 100, at: 1000 }.percent_since(earlier), 0, "no time has passed");
        assert_eq!(Sample { busy: 0, at: 900 }.percent_since(earlier), 0, "a session has ended");
        assert_eq!(Sample { busy: 5000, at: 1500 }.percent_since(earlier), 100, "two at once");
    }
}
