//! The registers of BAR0 and the life of each slot: a state machine of what is read, written and seen, without time, memory or processes
//! of its own.

use std::time::Duration;

use channel::pci::{LAYOUT, LEASE, Layout, MAGIC, SlotState, Ticket, register};
use wire::header::{VERSION, VERSION_MIN};

/// What is to be done outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Start a worker with what the slot's region asks for, or propose the new address to the one that waits. Answer with
    /// [`Registers::started`].
    Start(Ticket),
    /// Wake the slot's worker.
    Wake(u32),
    /// End the slot's worker if it has one, clear the slot, then answer with [`Registers::cleared`].
    End(Ticket),
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    state: SlotState,
    generation: u32,
    /// The guest's newest sign of life, and since when it has been the newest.
    beat: u32,
    seen: Duration,
}

/// The registers.
#[derive(Debug)]
pub struct Registers {
    layout: Layout,
    identity: [u32; 4],
    slots: Vec<Slot>,
}

impl Registers {
    /// With every slot free.
    pub fn new(layout: Layout, identity: [u32; 4]) -> Self {
        let free = Slot { state: SlotState::Free, generation: 0, beat: 0, seen: Duration::ZERO };
        Self { layout, identity, slots: vec![free; layout.slots as usize] }
    }

    /// Reads a register. `now` is the time since any fixed moment. Words that are no register read as 0.
    pub fn read(&mut self, at: u64, now: Duration) -> u32 {
        let Ok(at) = usize::try_from(at) else { return 0 };
        let pages = |bytes: u64| u32::try_from(bytes / Layout::PAGE).unwrap_or(0);
        match at {
            register::MAGIC => MAGIC,
            register::LAYOUT => LAYOUT,
            register::VERSION_MIN => VERSION_MIN,
            register::VERSION_MAX => VERSION,
            register::SLOTS => self.layout.slots,
            register::SLOT_PAGES => pages(self.layout.slot),
            register::WINDOW_AT => pages(self.layout.window_at),
            register::WINDOW_HOST => pages(self.layout.window.host),
            register::WINDOW_DEVICE => pages(self.layout.window.device),
            register::STATUS => self.slots.iter().filter(|slot| slot.state != SlotState::Free).count() as u32,
            register::ALLOCATE => self.allocate(now).map_or(0, Ticket::word),
            _ => self.word(at),
        }
    }

    fn word(&self, at: usize) -> u32 {
        if !at.is_multiple_of(4) {
            return 0;
        }
        if let Some(word) = at.checked_sub(register::IDENTITY).and_then(|at| self.identity.get(at / 4)) {
            return *word;
        }
        let slot = at.checked_sub(register::SESSION).and_then(|at| self.slots.get(at / 4));
        slot.map_or(0, |slot| slot.generation << 8 | slot.state as u32)
    }

    fn allocate(&mut self, now: Duration) -> Option<Ticket> {
        let index = self.slots.iter().position(|slot| slot.state == SlotState::Free)?;
        let slot = &mut self.slots[index];
        let generation = slot.generation % Ticket::LAST_GENERATION + 1;
        // A slot that is free has been cleared: its count of beats is 0.
        *slot = Slot { state: SlotState::Taken, generation, beat: 0, seen: now };
        Some(Ticket::new(index as u32, generation))
    }

    /// Writes a register. Words that cannot be written, and tickets that are not the newest of their slot, change nothing.
    pub fn write(&mut self, at: u64, value: u32) -> Option<Action> {
        let ticket = Ticket::from_word(value)?;
        let slot = self.slot(ticket)?;
        let state = slot.state;
        match usize::try_from(at).ok()? {
            register::START if matches!(state, SlotState::Taken | SlotState::OtherBase) => {
                slot.state = SlotState::Starting;
                Some(Action::Start(ticket))
            }
            register::DOORBELL if state == SlotState::Live => Some(Action::Wake(ticket.slot())),
            register::RELEASE => Self::end(slot, ticket),
            _ => None,
        }
    }

    /// What became of a [`Action::Start`]: [`SlotState::Live`], [`SlotState::OtherBase`] or [`SlotState::Refused`].
    pub fn started(&mut self, ticket: Ticket, became: SlotState) {
        if let Some(slot) = self.slot(ticket).filter(|slot| slot.state == SlotState::Starting) {
            slot.state = became;
        }
    }

    /// A slot's worker has ended by itself, or never began.
    pub fn ended(&mut self, ticket: Ticket) -> Option<Action> {
        self.slot(ticket).and_then(|slot| Self::end(slot, ticket))
    }

    /// A slot has been cleared.
    pub fn cleared(&mut self, ticket: Ticket) {
        if let Some(slot) = self.slot(ticket).filter(|slot| slot.state == SlotState::Ending) {
            slot.state = SlotState::Free;
        }
    }

    /// Whether the slot of this ticket waits to be cleared.
    pub fn is_ending(&mut self, ticket: Ticket) -> bool {
        self.slot(ticket).is_some_and(|slot| slot.state == SlotState::Ending)
    }

    /// Ends sessions whose guests have given no sign of life for [`LEASE`]. `beat` tells a slot's count.
    pub fn tick(&mut self, now: Duration, beat: impl Fn(u32) -> u32) -> Vec<Action> {
        let mut actions = Vec::new();
        for (index, slot) in (0..).zip(&mut self.slots) {
            if matches!(slot.state, SlotState::Free | SlotState::Ending) {
                continue;
            }
            let newest = beat(index);
            if newest != slot.beat {
                (slot.beat, slot.seen) = (newest, now);
            } else if now.saturating_sub(slot.seen) >= LEASE {
                actions.extend(Self::end(slot, Ticket::new(index, slot.generation)));
            }
        }
        actions
    }

    /// Ends every session: the machine was reset, or is gone.
    pub fn reset(&mut self) -> Vec<Action> {
        let tickets =
            (0..).zip(&mut self.slots).map(|(index, slot)| (Ticket::new(index, slot.generation), slot));
        tickets.filter_map(|(ticket, slot)| Self::end(slot, ticket)).collect()
    }

    /// Whether any slot is in use.
    pub fn is_busy(&self) -> bool {
        self.slots.iter().any(|slot| slot.state != SlotState::Free)
    }

    fn end(slot: &mut Slot, ticket: Ticket) -> Option<Action> {
        if matches!(slot.state, SlotState::Free | SlotState::Ending) {
            return None;
        }
        slot.state = SlotState::Ending;
        Some(Action::End(ticket))
    }

    /// The slot of a ticket that still is its newest and in use.
    fn slot(&mut self, ticket: Ticket) -> Option<&mut Slot> {
        let slot = self.slots.get_mut(ticket.slot() as usize)?;
        (slot.generation == ticket.generation() && slot.state != SlotState::Free).then_some(slot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    fn two_slots() -> Registers {
        Registers::new(Layout::new(2, 64 << 20).unwrap(), [1, 2, 3, 4])
    }

    fn allocate(registers: &mut Registers) -> Ticket {
        Ticket::from_word(registers.read(register::ALLOCATE as u64, NOW)).unwrap()
    }

    fn state(registers: &mut Registers, slot: u32) -> SlotState {
        SlotState::of(registers.read(register::SESSION as u64 + 4 * u64::from(slot), NOW)).unwrap()
    }

    #[test]
    fn slots_are_given_once_until_they_are_cleared() {
        let mut registers = two_slots();
        let (first, second) = (allocate(&mut registers), allocate(&mut registers));
        assert_ne!(first.slot(), second.slot());
        assert_eq!(registers.read(register::ALLOCATE as u64, NOW), 0);
        assert_eq!(registers.write(register::RELEASE as u64, first.word()), Some(Action::End(first)));
        assert_eq!(registers.read(register::ALLOCATE as u64, NOW), 0, "not before it is cleared");
        registers.cleared(first);
        let third = allocate(&mut registers);
        assert_eq!(third.slot(), first.slot());
        assert_ne!(third, first);
        assert_eq!(registers.read(register::STATUS as u64, NOW), 2);
    }

    #[test]
    fn a_stale_ticket_changes_nothing() {
        let mut registers = two_slots();
        let stale = allocate(&mut registers);
        registers.write(register::RELEASE as u64, stale.word());
        registers.cleared(stale);
        let fresh = allocate(&mut registers);
        for at in [register::START, register::DOORBELL, register::RELEASE] {
            assert_eq!(registers.write(at as u64, stale.word()), None);
        }
        registers.started(stale, SlotState::Live);
        registers.cleared(stale);
        assert_eq!(registers.ended(stale), None);
        assert_eq!(state(&mut registers, fresh.slot()), SlotState::Taken);
    }

    #[test]
    fn a_session_starts_once_and_only_a_live_one_is_woken() {
        let mut registers = two_slots();
        let ticket = allocate(&mut registers);
        assert_eq!(registers.write(register::DOORBELL as u64, ticket.word()), None);
        assert_eq!(registers.write(register::START as u64, ticket.word()), Some(Action::Start(ticket)));
        assert_eq!(registers.write(register::START as u64, ticket.word()), None);
        registers.started(ticket, SlotState::OtherBase);
        assert_eq!(registers.write(register::START as u64, ticket.word()), Some(Action::Start(ticket)));
        registers.started(ticket, SlotState::Live);
        assert_eq!(
            registers.write(register::DOORBELL as u64, ticket.word()),
            Some(Action::Wake(ticket.slot()))
        );
        assert_eq!(registers.ended(ticket), Some(Action::End(ticket)));
        assert_eq!(registers.ended(ticket), None);
    }

    #[test]
    fn a_guest_that_gives_no_sign_of_life_loses_its_slot_and_another_does_not() {
        let mut registers = two_slots();
        let (silent, beating) = (allocate(&mut registers), allocate(&mut registers));
        let second = Duration::from_secs(1);
        for now in 1..LEASE.as_secs() as u32 {
            assert_eq!(registers.tick(second * now, |slot| if slot == beating.slot() { now } else { 0 }), []);
        }
        let beat = |slot| if slot == beating.slot() { 99 } else { 0 };
        assert_eq!(registers.tick(LEASE, beat), [Action::End(silent)]);
        assert_eq!(registers.tick(LEASE * 2 - second, beat), []);
        assert_eq!(registers.tick(LEASE * 2, beat), [Action::End(beating)]);
    }

    #[test]
    fn a_reset_ends_everything_once() {
        let mut registers = two_slots();
        let ticket = allocate(&mut registers);
        assert_eq!(registers.reset(), [Action::End(ticket)]);
        assert_eq!(registers.reset(), []);
        assert!(registers.is_busy());
        registers.cleared(ticket);
        assert!(!registers.is_busy());
    }

    #[test]
    fn words_that_are_no_register_read_as_zero() {
        let mut registers = two_slots();
        assert_eq!(registers.read(register::MAGIC as u64, NOW), MAGIC);
        let identity: Vec<_> =
            (0..4).map(|word| registers.read(register::IDENTITY as u64 + 4 * word, NOW)).collect();
        assert_eq!(identity, [1, 2, 3, 4]);
        for at in [0x28, 0x2c, 0x44, 0x50, 0xfc, 0x101, 0x108, 0xffc, 0x1000, u64::MAX] {
            assert_eq!(registers.read(at, NOW), 0, "{at:#x}");
        }
    }

    #[test]
    fn generations_begin_again_before_they_look_like_a_dead_device() {
        let mut registers = Registers::new(Layout::new(1, 64 << 20).unwrap(), [0; 4]);
        registers.slots[0].generation = Ticket::LAST_GENERATION;
        assert_eq!(allocate(&mut registers).generation(), 1);
    }
}
