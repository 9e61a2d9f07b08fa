//! The PCI device: arbitrary accesses of its registers and configuration space, arbitrary bytes in its slots, and workers that read them.
#![no_main]

use std::collections::HashMap;
use std::io::Write;
use std::os::unix::net::UnixStream;
use std::sync::OnceLock;
use std::time::Duration;

use arbitrary::Arbitrary;
use channel::Worker;
use channel::handshake::{Base, MAGIC};
use channel::pci::{LEASE, Layout, SlotMemory, SlotState, Ticket, register};
use channel::unix;
use libfuzzer_sys::fuzz_target;
use pci::{Action, Bars, Device};
use zerocopy::IntoBytes;

#[derive(Arbitrary, Debug)]
enum Step {
    /// The hypervisor reads.
    Read { config: bool, at: u64, len: u8 },
    /// The hypervisor writes.
    Write { config: bool, at: u64, bytes: Vec<u8> },
    /// A guest process reads a register.
    Register { at: u16 },
    /// A guest process writes one of the tickets that were given, or nearly, to a command.
    Command { which: u8, ticket: u8, twist: u32 },
    /// A guest process writes a word among those that both sides use.
    Word { slot: u8, at: u16, value: u32 },
    /// A guest process writes a well-formed frame where the worker is likely to look.
    Frame { slot: u8, at: u16, call: u16, reply: u32, sequence: u32, body: Vec<u8> },
    /// A guest process writes anything anywhere.
    Bytes { at: u32, bytes: Vec<u8> },
    /// A worker takes frames and answers them.
    Serve { slot: u8, status: u32, len: u16 },
    /// A worker ends by itself.
    WorkerEnds { slot: u8 },
    /// Time passes, in units of a second.
    Tick { seconds: u8 },
    /// The machine is reset.
    Reset,
}

const SLOTS: u32 = 2;
/// docs/protocol.md: a ring's bytes.
const RING: u64 = 0x2000;

/// The memory is made once: a slot is cleared whenever its session ends.
fn memory() -> &'static SlotMemory {
    static MEMORY: OnceLock<SlotMemory> = OnceLock::new();
    MEMORY.get_or_init(|| {
        let layout = Layout::new(SLOTS, 32 << 20).expect("sizes that can be");
        SlotMemory::create(layout).expect("memory")
    })
}

/// What the device process does with actions, without processes.
struct World {
    device: Device,
    memory: &'static SlotMemory,
    workers: HashMap<u32, (Ticket, Worker, UnixStream)>,
    given: Vec<u32>,
    now: Duration,
}

impl World {
    fn act(&mut self, action: Action) {
        match action {
            Action::Wake(slot) => {
                assert!(slot < SLOTS);
                assert!(self.workers.contains_key(&slot), "only a live session is woken");
                self.memory.wake(slot);
            }
            Action::Start(ticket) => {
                assert!(!self.workers.contains_key(&ticket.slot()), "a slot has one worker");
                let became = match self.start(ticket) {
                    Some(worker) => {
                        self.workers.insert(ticket.slot(), worker);
                        SlotState::Live
                    }
                    None => SlotState::Refused,
                };
                self.device.registers.started(ticket, became);
            }
            Action::End(ticket) => {
                if let Some((theirs, ..)) = self.workers.remove(&ticket.slot()) {
                    assert_eq!(theirs, ticket);
                }
                self.memory.clear(ticket.slot()).expect("a slot that exists");
                assert_eq!(self.memory.beat(ticket.slot()), 0);
                self.device.registers.cleared(ticket);
            }
        }
    }

    /// A worker without the window: what lies in it is data.
    fn start(&self, ticket: Ticket) -> Option<(Ticket, Worker, UnixStream)> {
        let (version, _) = self.memory.asked(ticket.slot());
        let (mut ours, theirs) = UnixStream::pair().ok()?;
        let mut memory = self.memory.session(ticket.slot()).ok()?;
        memory.window = None;
        ours.write_all(Base { magic: MAGIC, reserved: 0.into(), base: 0.into() }.as_bytes()).ok()?;
        Some((ticket, unix::finish(theirs, memory, version).ok()?, ours))
    }

    fn serve(&mut self, slot: u32, status: u32, len: u16) {
        let Some((_, worker, _)) = self.workers.get_mut(&slot) else { return };
        let mut body = Vec::new();
        for _ in 0..8 {
            match worker.frames.receive(&mut body) {
                Ok(Some(received)) => {
                    assert!(received.call < wire::header::RESERVED_CALLS);
                    if let Some(reply) = received.reply {
                        let _ = worker.channel.reply(reply, status, &vec![1; len.into()]);
                    }
                }
                Ok(None) => break,
                Err(_) => return self.worker_ends(slot),
            }
        }
    }

    fn worker_ends(&mut self, slot: u32) {
        if let Some(ticket) = self.workers.get(&slot).map(|(ticket, ..)| *ticket) {
            let action = self.device.registers.ended(ticket);
            action.into_iter().for_each(|action| self.act(action));
        }
    }

    fn read(&mut self, at: u64) -> u32 {
        let mut word = [0xaa; 4];
        self.device.read(Bars::Registers, at, &mut word, self.now);
        u32::from_le_bytes(word)
    }

    fn write(&mut self, to: Bars, at: u64, bytes: &[u8]) {
        let action = self.device.write(to, at, bytes);
        action.into_iter().for_each(|action| self.act(action));
    }

    fn put(&self, at: u64, bytes: &[u8]) {
        let end = self.memory.layout().bar().expect("a layout that can be");
        let room = end.saturating_sub(at).min(bytes.len() as u64) as usize;
        let _ = rustix::io::pwrite(self.memory, &bytes[..room], at);
    }

    fn step(&mut self, step: Step) {
        let at_slot = |slot: u8| self.memory.layout().at(u32::from(slot) % SLOTS);
        let bars = |config| if config { Bars::Config } else { Bars::Registers };
        match step {
            Step::Read { config, at, len } => {
                let mut bytes = vec![0xaa; len.into()];
                self.device.read(bars(config), at, &mut bytes, self.now);
            }
            Step::Write { config, at, bytes } => self.write(bars(config), at, &bytes),
            Step::Register { at } => {
                let word = self.read(u64::from(at % 0x120 & !3));
                if u64::from(at % 0x120 & !3) == register::ALLOCATE as u64 && word != 0 {
                    assert!(Ticket::from_word(word).is_some_and(|ticket| ticket.slot() < SLOTS));
                    self.given.push(word);
                }
            }
            Step::Command { which, ticket, twist } => {
                let commands = [register::START, register::DOORBELL, register::RELEASE];
                let at = commands[usize::from(which) % commands.len()] as u64;
                let newest = self.given.len().wrapping_sub(1 + usize::from(ticket % 4));
                let word =
                    self.given.get(newest).copied().unwrap_or(0) ^ if twist % 4 == 0 { twist } else { 0 };
                self.write(Bars::Registers, at, &word.to_le_bytes());
            }
            Step::Word { slot, at, value } => {
                self.put(at_slot(slot) + u64::from(at & !3), &value.to_le_bytes())
            }
            Step::Frame { slot, at, call, reply, sequence, body } => {
                let Some(header) = wire::header::FrameHeader::for_body(call, body.len(), reply, sequence)
                else {
                    return;
                };
                let at = at_slot(slot) + RING + u64::from(at & !7);
                self.put(at, header.as_bytes());
                self.put(at + 16, &body);
            }
            Step::Bytes { at, bytes } => self.put(at.into(), &bytes),
            Step::Serve { slot, status, len } => self.serve(u32::from(slot) % SLOTS, status, len),
            Step::WorkerEnds { slot } => self.worker_ends(u32::from(slot) % SLOTS),
            Step::Tick { seconds } => {
                self.now += Duration::from_secs(u64::from(seconds % 8));
                let actions = self.device.registers.tick(self.now, |slot| self.memory.beat(slot));
                actions.into_iter().for_each(|action| self.act(action));
            }
            Step::Reset => {
                let actions = self.device.reset();
                actions.into_iter().for_each(|action| self.act(action));
                assert!(!self.device.registers.is_busy() && self.workers.is_empty());
            }
        }
    }
}

fuzz_target!(|steps: Vec<Step>| {
    let memory = memory();
    let device = Device::new(*memory.layout(), [1, 2, 3, 4]);
    let mut world = World { device, memory, workers: HashMap::new(), given: Vec::new(), now: Duration::ZERO };
    for step in steps.into_iter().take(96) {
        world.step(step);
        let busy = world.read(register::STATUS as u64);
        assert!(busy <= SLOTS && busy as usize >= world.workers.len());
        assert_eq!(busy > 0, world.device.registers.is_busy());
    }
    // Silent guests lose everything, whatever they wrote.
    for _ in 0..2 {
        world.now += LEASE;
        let actions = world.device.registers.tick(world.now, |slot| memory.beat(slot));
        actions.into_iter().for_each(|action| world.act(action));
    }
    assert!(world.workers.is_empty() && !world.device.registers.is_busy());
    for slot in 0..SLOTS {
        memory.clear(slot).expect("a slot that exists");
    }
});
