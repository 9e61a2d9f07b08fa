//! The sessions behind the registers: a worker process for each slot in use, and what ends it. Never what its frames say.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, ExitStatus};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use channel::handshake::PATIENCE;
use channel::pci::{Answer, SlotMemory, SlotState, Ticket, greet, propose};
use gpu_soft::Profile;
use parking_lot::{Condvar, Mutex};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};
use server::board::{self, Board};
use server::broker::{start_shared, worker_command};
use wire::header::{VERSION, VERSION_MIN};

use crate::device::{Bars, Device};
use crate::registers::Action;

/// How often guests' signs of life are looked for, while there are sessions.
const TICK: Duration = Duration::from_millis(500);
/// How long a worker whose guest is gone may take to end.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// What workers are started with.
#[derive(Clone, Copy, Debug)]
pub struct WorkerKind {
    /// The software GPU's profile.
    pub profile: &'static Profile,
    /// They print what travelled when their sessions end.
    pub summary: bool,
}

impl WorkerKind {
    /// What tells a worker's command line which GPU it is.
    fn gpu_arguments(&self) -> [OsString; 2] {
        ["--gpu".into(), format!("soft:{}", self.profile.key).into()]
    }
}

/// A slot's worker, for whoever ends it.
#[derive(Default)]
struct Running {
    /// Dropped to end a worker that waits for another address.
    starts: Option<Sender<()>>,
    /// Its other end is the worker's: the worker ends when it hangs up.
    socket: Option<Arc<UnixStream>>,
    process: Option<OwnedFd>,
    hung_up: Option<Instant>,
}

/// The device and its sessions.
pub(crate) struct Sessions {
    device: Mutex<Device>,
    /// A slot has been taken.
    taken: Condvar,
    memory: SlotMemory,
    kind: WorkerKind,
    /// What the machine's sessions tell one another.
    board: Arc<Board>,
    epoch: Instant,
    running: Mutex<HashMap<u32, Running>>,
}

impl Sessions {
    pub fn new(device: Device, memory: SlotMemory, kind: WorkerKind) -> Result<Arc<Self>> {
        let board = Board::create(memory.layout().slots as usize)?;
        let this = Arc::new(Self {
            device: Mutex::new(device),
            taken: Condvar::new(),
            memory,
            kind,
            board,
            epoch: Instant::now(),
            running: Mutex::default(),
        });
        let watched = this.clone();
        let watch = move || watched.watch();
        thread::Builder::new().name("leases".into()).spawn(watch).context("no thread for the leases")?;
        Ok(this)
    }

    pub fn memory(&self) -> &SlotMemory {
        &self.memory
    }

    pub fn read(&self, from: Bars, at: u64, to: &mut [u8]) {
        let mut device = self.device.lock();
        device.read(from, at, to, self.epoch.elapsed());
        if device.registers.is_busy() {
            self.taken.notify_one();
        }
    }

    pub fn write(self: &Arc<Self>, to: Bars, at: u64, from: &[u8]) {
        let action = self.device.lock().write(to, at, from);
        action.into_iter().for_each(|action| self.act(action));
    }

    /// The machine was reset, or its hypervisor is gone.
    pub fn reset(self: &Arc<Self>) {
        let actions = self.device.lock().reset();
        actions.into_iter().for_each(|action| self.act(action));
    }

    fn act(self: &Arc<Self>, action: Action) {
        match action {
            Action::Wake(slot) => self.memory.wake(slot),
            Action::Start(ticket) => self.start(ticket),
            Action::End(ticket) => self.end(ticket),
        }
    }

    fn start(self: &Arc<Self>, ticket: Ticket) {
        let mut running = self.running.lock();
        if let Some(waiting) = running.get(&ticket.word()) {
            // A receiver that is gone has given up on this ticket, and said so.
            let _ = waiting.starts.as_ref().map(|starts| starts.send(()));
            return;
        }
        let (starts, again) = mpsc::channel();
        running.insert(ticket.word(), Running { starts: Some(starts), ..Running::default() });
        drop(running);
        let this = self.clone();
        let spawned = thread::Builder::new()
            .name(format!("slot {}", ticket.slot()))
            .spawn(move || this.attend(ticket, &again));
        if let Err(error) = spawned {
            tracing::error!(%error, "no thread for a session");
            self.give_up(ticket);
        }
    }

    fn end(&self, ticket: Ticket) {
        let mut running = self.running.lock();
        if let Some(running) = running.get_mut(&ticket.word()) {
            running.starts = None;
            running.hung_up = Some(Instant::now());
            if let Some(socket) = &running.socket {
                let _ = socket.shutdown(std::net::Shutdown::Both);
            }
            return;
        }
        drop(running);
        self.clear_if_ending(ticket);
    }

    /// One session: from its start to the end of its worker.
    fn attend(&self, ticket: Ticket, again: &Receiver<()>) {
        let slot = ticket.slot();
        // Taken before there is a worker, and given back when it has ended.
        let row = match self.board.take() {
            Some(row) => row,
            None => return self.give_up(ticket),
        };
        let mut worker = match self.begin(ticket, again, &row) {
            Ok(worker) => worker,
            Err(error) => {
                tracing::warn!(slot, "a session did not start: {error:#}");
                return self.give_up(ticket);
            }
        };
        self.device.lock().registers.started(ticket, SlotState::Live);
        tracing::info!(slot, worker = worker.id(), "a session begins");
        match worker.wait() {
            Ok(status) if ExitStatus::success(&status) => tracing::info!(slot, "a session has ended"),
            Ok(status) => tracing::warn!(slot, %status, "a worker ended badly"),
            Err(error) => tracing::error!(slot, %error, "a worker could not be waited for"),
        }
        // What is returned is what is happening here.
        let _ = self.device.lock().registers.ended(ticket);
        self.clear(ticket);
        self.device.lock().registers.cleared(ticket);
        self.running.lock().remove(&ticket.word());
    }

    /// Starts a worker and lets it map the window where the guest has it.
    fn begin(&self, ticket: Ticket, again: &Receiver<()>, row: &board::Place) -> Result<Child> {
        let slot = ticket.slot();
        let (version, mut base) = self.memory.asked(slot);
        ensure!((VERSION_MIN..=VERSION).contains(&version), "the guest asks for version {version:#x}");
        let (ours, theirs) = UnixStream::pair().context("no sockets")?;
        let memory = self.memory.session(slot).context("no descriptors")?;
        let mut worker = start_shared(
            worker_command(&self.kind.gpu_arguments(), version, self.kind.summary),
            &theirs,
            &memory,
            row,
            None,
        )?;
        drop((theirs, memory));
        let socket = Arc::new(ours);
        let mut agree = || -> Result<()> {
            self.register(ticket, &socket, &worker)?;
            greet(&socket)?;
            while propose(&socket, base)? == Answer::Taken {
                self.device.lock().registers.started(ticket, SlotState::OtherBase);
                again.recv_timeout(PATIENCE).context("the guest asks for no other address")?;
                base = self.memory.asked(slot).1;
            }
            Ok(())
        };
        if let Err(error) = agree() {
            let _ = worker.kill();
            let _ = worker.wait();
            return Err(error);
        }
        Ok(worker)
    }

    /// Lets others end the worker.
    fn register(&self, ticket: Ticket, socket: &Arc<UnixStream>, worker: &Child) -> Result<()> {
        let pid = Pid::from_raw(worker.id() as i32).context("the worker has no number")?;
        let process = pidfd_open(pid, PidfdFlags::empty()).context("the worker cannot be held")?;
        let mut running = self.running.lock();
        let running = running.get_mut(&ticket.word()).context("the session is gone")?;
        ensure!(running.hung_up.is_none(), "the session has ended");
        running.socket = Some(socket.clone());
        running.process = Some(process);
        Ok(())
    }

    /// There will be no worker. The guest reads so, and gives the slot back; if it has, the slot is cleared here.
    fn give_up(&self, ticket: Ticket) {
        self.running.lock().remove(&ticket.word());
        self.device.lock().registers.started(ticket, SlotState::Refused);
        self.clear_if_ending(ticket);
    }

    /// Clears a slot that has no worker; unless its thread has cleared it meanwhile, and it is another's by now.
    fn clear_if_ending(&self, ticket: Ticket) {
        let mut device = self.device.lock();
        if device.registers.is_ending(ticket) {
            self.clear(ticket);
            device.registers.cleared(ticket);
        }
    }

    fn clear(&self, ticket: Ticket) {
        if let Err(error) = self.memory.clear(ticket.slot()) {
            tracing::error!(slot = ticket.slot(), %error, "a slot's memory was not given back");
        }
    }

    /// Ends sessions whose guests are gone, and workers that do not end. Sleeps while there is neither.
    fn watch(self: &Arc<Self>) {
        loop {
            let mut device = self.device.lock();
            while !device.registers.is_busy() {
                self.taken.wait(&mut device);
            }
            drop(device);
            thread::sleep(TICK);
            let actions =
                self.device.lock().registers.tick(self.epoch.elapsed(), |slot| self.memory.beat(slot));
            for action in actions {
                tracing::info!(?action, "a guest process gives no sign of life");
                self.act(action);
            }
            for running in self.running.lock().values() {
                let is_late = running.hung_up.is_some_and(|since| since.elapsed() > LAST_WORDS);
                if let Some(process) = running.process.as_ref().filter(|_| is_late) {
                    let _ = pidfd_send_signal(process, Signal::KILL);
                }
            }
        }
    }
}
