//! `vgpu device` as a hypervisor and a guest process meet it: a vfio-user client drives the registers, and guest channels over the mapped
//! BAR2 reach real workers.

use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use channel::pci::{Device, LEASE, PciError, REGISTERS_LEN, Registers, SlotState, Ticket, register};
use channel::{GuestChannel, Lost};
use vfio_user::Client;

const CONFIG: u32 = 7;
const BAR2_LEN: u64 = 1 << 30;
/// For whatever the device does in the background.
const SOON: Duration = Duration::from_secs(10);

/// Numbers of the table of calls.
const DEVICE_COUNT: u16 = 1;
const CONTEXT_CREATE: u16 = 3;
const CONTEXT_SYNCHRONIZE: u16 = 5;
const MEM_ALLOC: u16 = 20;
const MEMSET: u16 = 35;

struct Host {
    process: Child,
    folder: tempfile::TempDir,
}

impl Host {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let process = Command::new(env!("CARGO_BIN_EXE_vgpu"))
            .arg("device")
            .arg("--socket")
            .arg(folder.path().join("vgpu.sock"))
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let host = Self { process, folder };
        wait_for("the device listens", || host.socket().exists());
        host
    }

    fn socket(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("vgpu.sock")
    }

    fn machine(&self) -> Arc<Machine> {
        Arc::new(Machine(Mutex::new(Client::new(&self.socket()).unwrap())))
    }

    fn workers(&self) -> usize {
        let children = |entry: std::fs::DirEntry| {
            std::fs::read_to_string(entry.path().join("children")).unwrap_or_default()
        };
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.process.id())).unwrap();
        tasks.flatten().map(|task| children(task).split_whitespace().count()).sum()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A hypervisor, whose guest's accesses of BAR0 become messages.
struct Machine(Mutex<Client>);

impl Machine {
    fn config(&self, at: u64) -> u32 {
        let mut word = [0; 4];
        self.0.lock().unwrap().region_read(CONFIG, at, &mut word).unwrap();
        u32::from_le_bytes(word)
    }

    fn write_config(&self, at: u64, word: u32) {
        self.0.lock().unwrap().region_write(CONFIG, at, &word.to_le_bytes()).unwrap();
    }

    /// The device as a guest process has it.
    fn device(self: &Arc<Self>) -> Device {
        let memory: OwnedFd = {
            let client = self.0.lock().unwrap();
            client.region(2).unwrap().file_offset.as_ref().unwrap().file().try_clone().unwrap().into()
        };
        Device::new(self.clone(), memory, BAR2_LEN)
    }

    fn in_use(&self) -> u32 {
        self.read(register::STATUS)
    }
}

impl Registers for Machine {
    fn read(&self, at: usize) -> u32 {
        let mut word = [0xff; 4];
        let read = self.0.lock().unwrap().region_read(0, at as u64, &mut word);
        if read.is_ok() { u32::from_le_bytes(word) } else { u32::MAX }
    }

    fn write(&self, at: usize, value: u32) {
        let _ = self.0.lock().unwrap().region_write(0, at as u64, &value.to_le_bytes());
    }
}

#[track_caller]
fn wait_for(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + SOON;
    while !holds() {
        assert!(Instant::now() < deadline, "not within {SOON:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn call(guest: &Arc<dyn GuestChannel>, number: u16, arguments: &[u8]) -> (u32, Vec<u8>) {
    let mut payload = Vec::new();
    let status = guest.call(number, &[arguments], &mut |reply| payload = reply.to_vec()).unwrap();
    (status, payload)
}

fn words(words: &[u32]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[test]
fn a_hypervisor_sees_the_card_and_sizes_its_bars() {
    let host = Host::start();
    let machine = host.machine();
    assert_eq!(machine.config(0x00), 0x2331_10de);
    assert_eq!(machine.config(0x08), 0x0302_00a1);
    assert_eq!(machine.config(0x2c), 0x16c1_10de);
    for at in [0x10, 0x18, 0x1c] {
        machine.write_config(at, u32::MAX);
    }
    assert_eq!(machine.config(0x10), !(REGISTERS_LEN as u32 - 1));
    let bar2 = u64::from(machine.config(0x1c)) << 32 | u64::from(machine.config(0x18));
    assert_eq!(bar2 & 0xf, 0b1100, "64-bit and prefetchable");
    assert_eq!(!(bar2 & !0xf) + 1, BAR2_LEN);
    let client = machine.0.lock().unwrap();
    let memory = client.region(2).unwrap();
    assert_eq!(memory.size, BAR2_LEN);
    let areas: Vec<_> = memory.sparse_areas.iter().map(|area| (area.offset, area.size)).collect();
    assert_eq!(areas, [(0, BAR2_LEN)], "mapped, or every access is a message");
    assert!(memory.file_offset.is_some());
}

#[test]
fn a_guest_computes_through_the_device_and_leaves_nothing() {
    let host = Host::start();
    let machine = host.machine();
    let device = machine.device();
    assert_ne!(device.identity(), [0; 4]);
    let guest = device.connect().unwrap();
    assert_eq!(call(&guest, DEVICE_COUNT, &[]), (0, words(&[1])));
    assert_eq!(call(&guest, CONTEXT_CREATE, &words(&[1, 0, 0, 1])).0, 0);
    let (status, address) = call(&guest, MEM_ALLOC, &words(&[1, 1 << 20, 0]));
    assert_eq!(status, 0);
    let address = u64::from_le_bytes(address.try_into().unwrap()) as usize;
    assert!(guest.window().unwrap().device().contains(&address));
    let bytes = address as *mut u8;
    // SAFETY: an allocation in the window, which both sides map; no work uses it now.
    unsafe { bytes.write_bytes(1, 1 << 20) };
    let (low, high) = (address as u32, (address >> 32) as u32);
    // 4096 words of this value at the start of the allocation.
    guest.post(MEMSET, &[&words(&[low, high, 0x0102_0304, 4, 4096, 0, 1])]).unwrap();
    assert_eq!(call(&guest, CONTEXT_SYNCHRONIZE, &words(&[1])).0, 0);
    // SAFETY: as above.
    let (set, left) = unsafe { (bytes.cast::<u32>().read_volatile(), bytes.add(4 * 4096).read_volatile()) };
    assert_eq!((set, left), (0x0102_0304, 1));
    assert_eq!((machine.in_use(), host.workers()), (1, 1));
    drop(guest);
    wait_for("the slot is free", || machine.in_use() == 0);
    assert_eq!(host.workers(), 0);
    // Whoever is next finds zeros: what the last one left is gone.
    let guest = device.connect().unwrap();
    let first = guest.window().unwrap().device().start as *const u8;
    // SAFETY: in the window.
    assert_eq!(unsafe { first.read_volatile() }, 0);
}

#[test]
fn every_slot_is_given_once_and_comes_back() {
    let host = Host::start();
    let machine = host.machine();
    let device = machine.device();
    let mut guests: Vec<_> = (0..4).map(|_| device.connect().unwrap()).collect();
    assert!(matches!(device.connect(), Err(PciError::Full)));
    for guest in &guests {
        assert_eq!(call(guest, DEVICE_COUNT, &[]).1, words(&[1]));
    }
    drop(guests.remove(1));
    wait_for("its slot is free", || machine.in_use() == 3);
    let guest = device.connect().unwrap();
    assert_eq!(call(&guest, DEVICE_COUNT, &[]).1, words(&[1]));
    assert_eq!(call(&guests[0], DEVICE_COUNT, &[]).1, words(&[1]), "the others go on");
}

#[test]
fn a_process_that_gives_no_sign_of_life_loses_its_slot_and_another_keeps_its_own() {
    let host = Host::start();
    let machine = host.machine();
    let guest = machine.device().connect().unwrap();
    let ticket = Ticket::from_word(machine.read(register::ALLOCATE)).unwrap();
    let begun = Instant::now();
    wait_for("the slot is free", || machine.in_use() == 1);
    assert!(begun.elapsed() >= LEASE);
    let word = machine.read(register::SESSION + 4 * ticket.slot() as usize);
    assert_eq!(SlotState::of(word), Some(SlotState::Free));
    std::thread::sleep(LEASE / 2);
    assert_eq!(call(&guest, DEVICE_COUNT, &[]).1, words(&[1]));
}

#[test]
fn the_end_of_the_device_process_is_a_lost_session() {
    let mut host = Host::start();
    let machine = host.machine();
    let guest = machine.device().connect().unwrap();
    host.process.kill().unwrap();
    let begun = Instant::now();
    // The worker may answer until it notices.
    let mut lost = Ok(0);
    wait_for("calls fail", || {
        lost = guest.call(DEVICE_COUNT, &[], &mut |_| ());
        lost.is_err()
    });
    assert!(matches!(lost, Err(Lost::PeerGone)), "{lost:?}");
    assert!(begun.elapsed() < Duration::from_secs(2));
    wait_for("it is known without a call", || guest.is_lost());
}

#[test]
fn the_end_of_a_machine_ends_its_workers_and_the_next_one_begins_anew() {
    let host = Host::start();
    let machine = host.machine();
    let guests: Vec<_> = (0..2).map(|_| machine.device().connect().unwrap()).collect();
    assert_eq!(host.workers(), 2);
    machine.0.lock().unwrap().shutdown().unwrap();
    wait_for("the workers end", || host.workers() == 0);
    drop(guests);
    let machine = host.machine();
    wait_for("every slot is free", || machine.in_use() == 0);
    let guest = machine.device().connect().unwrap();
    assert_eq!(call(&guest, DEVICE_COUNT, &[]).1, words(&[1]));
}

#[test]
fn what_a_guest_asks_for_is_checked() {
    let host = Host::start();
    let machine = host.machine();
    // A region full of zeros asks for version 0 and address 0.
    let ticket = Ticket::from_word(machine.read(register::ALLOCATE)).unwrap();
    machine.write(register::START, ticket.word());
    let state = || SlotState::of(machine.read(register::SESSION + 4 * ticket.slot() as usize));
    wait_for("it is refused", || state() == Some(SlotState::Refused));
    machine.write(register::RELEASE, ticket.word());
    wait_for("the slot is free", || machine.in_use() == 0);
    // Words that are no tickets.
    for word in [0, 1, 0x100, 0x140, 0xff00, u32::MAX] {
        for at in
            [register::START, register::DOORBELL, register::RELEASE, register::ALLOCATE, register::MAGIC]
        {
            machine.write(at, word);
        }
    }
    assert_eq!(machine.in_use(), 0);
    assert_eq!(host.workers(), 0);
}
