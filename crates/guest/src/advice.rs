//! What a program has said of its managed memory: hints that change no result. They are kept, because programs ask for them again.

use std::collections::BTreeMap;

use parking_lot::Mutex;
use wire::Place;

/// The memory of a page, in bytes: hints are given to whole ones.
const PAGE: u64 = 4096;

/// What was said of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// CU_MEM_ADVISE_SET_READ_MOSTLY.
    pub is_read_mostly: bool,
    /// CU_MEM_ADVISE_SET_PREFERRED_LOCATION.
    pub preferred: Option<Place>,
    /// CU_MEM_ADVISE_SET_ACCESSED_BY.
    pub accessed_by: Vec<Place>,
    /// Where it was prefetched to last.
    pub prefetched: Option<Place>,
}

/// What was said of all pages; of those that are not here, nothing. Each entry goes from its key to its end.
#[derive(Default)]
pub struct Advices(Mutex<BTreeMap<u64, (u64, Advice)>>);

fn pages(start: u64, bytes: u64) -> (u64, u64) {
    (start / PAGE * PAGE, start.saturating_add(bytes).next_multiple_of(PAGE))
}

fn split(all: &mut BTreeMap<u64, (u64, Advice)>, at: u64) {
    if let Some((_, (end, advice))) = all.range_mut(..at).next_back()
        && *end > at
    {
        let tail = (*end, advice.clone());
        *end = at;
        all.insert(at, tail);
    }
}

impl Advices {
    /// Changes what is said of the pages of a range.
    pub fn change(&self, start: u64, bytes: u64, change: impl Fn(&mut Advice)) {
        let (start, end) = pages(start, bytes);
        let mut all = self.0.lock();
        split(&mut all, start);
        split(&mut all, end);
        let mut next = start;
        while next < end {
            let following = all.range(next..end).next().map(|(first, (end, _))| (*first, *end));
            let stop = match following {
                Some((first, end)) if first == next => end,
                other => {
                    let stop = other.map_or(end, |(first, _)| first);
                    all.insert(next, (stop, Advice::default()));
                    stop
                }
            };
            if let Some((_, advice)) = all.get_mut(&next) {
                change(advice);
            }
            next = stop;
        }
    }

    /// Forgets what was said of a range.
    pub fn forget(&self, start: u64, bytes: u64) {
        let (start, end) = pages(start, bytes);
        let mut all = self.0.lock();
        if all.is_empty() {
            return;
        }
        split(&mut all, start);
        split(&mut all, end);
        all.retain(|first, _| !(start..end).contains(first));
    }

    /// What was said of the pages of a range, each different saying at least once.
    pub fn of(&self, start: u64, bytes: u64) -> Vec<Advice> {
        let (start, end) = pages(start, bytes);
        let mut all = self.0.lock();
        split(&mut all, start);
        split(&mut all, end);
        let mut next = start;
        let mut found = Vec::new();
        for (first, (stop, advice)) in all.range(start..end) {
            if *first > next {
                found.push(Advice::default());
            }
            found.push(advice.clone());
            next = *stop;
        }
        if next < end {
            found.push(Advice::default());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_holds_for_the_pages_that_it_was_given_to_and_no_others() {
        let advices = Advices::default();
        let mostly = |advices: &Advices, start, bytes| {
            advices.of(start, bytes).iter().all(|advice| advice.is_read_mostly)
        };
        advices.change(8192, 8192, |advice| advice.is_read_mostly = true);
        assert!(mostly(&advices, 8192, 8192));
        assert!(!mostly(&advices, 4096, 8192));
        assert!(!mostly(&advices, 8192, 8193));
        advices.change(12288, 1, |advice| advice.is_read_mostly = false);
        assert!(mostly(&advices, 8192, 4096));
        assert!(!mostly(&advices, 8192, 8192));
        advices.forget(0, 1 << 20);
        assert_eq!(advices.of(0, 1 << 20), [Advice::default()]);
    }
}
