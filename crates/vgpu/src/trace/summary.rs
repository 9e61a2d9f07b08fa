//! How often each function was called and for how long, and the same of what the GPU did.

use std::collections::HashMap;
use std::fmt::Write;

use wire::trace::{Call, Work};

/// Rows of each table.
const ROWS: usize = 20;

#[derive(Clone, Copy, Default)]
struct Sum {
    count: u64,
    failed: u64,
    nanoseconds: u64,
    longest: u64,
}

impl Sum {
    fn add(&mut self, begin: u64, end: u64) {
        let took = end.saturating_sub(begin);
        self.count += 1;
        self.nanoseconds += took;
        self.longest = self.longest.max(took);
    }
}

/// Both tables.
#[derive(Default)]
pub struct Summary {
    calls: HashMap<String, Sum>,
    work: HashMap<String, Sum>,
}

impl Summary {
    /// A call has returned.
    pub fn call(&mut self, call: &Call) {
        let sum = self.calls.entry(call.name.clone()).or_default();
        sum.add(call.begin, call.end);
        sum.failed += u64::from(call.result != 0);
    }

    /// The GPU has done something.
    pub fn work(&mut self, work: &Work) {
        self.work.entry(work.name.clone()).or_default().add(work.begin, work.end);
    }

    /// For people: the longest in all first.
    pub fn text(&self) -> String {
        let mut text = String::new();
        table(&mut text, "calls", "failed", &self.calls);
        table(&mut text, "GPU", "", &self.work);
        text
    }
}

fn table(text: &mut String, title: &str, last: &str, sums: &HashMap<String, Sum>) {
    let mut rows: Vec<_> = sums.iter().collect();
    rows.sort_by_key(|(name, sum)| (std::cmp::Reverse(sum.nanoseconds), name.as_str()));
    let count: u64 = rows.iter().map(|(_, sum)| sum.count).sum();
    let _ = writeln!(
        text,
        "vgpu: {count:>10} {title:<42} {:>12} {:>12} {:>12} {last:>8}",
        "total us", "mean us", "most us"
    );
    for (name, sum) in rows.iter().take(ROWS) {
        let us = |nanoseconds: u64| nanoseconds as f64 / 1e3;
        let failed = if sum.failed > 0 { sum.failed.to_string() } else { String::new() };
        let _ = writeln!(
            text,
            "vgpu: {:>10} {name:<42} {:>12.1} {:>12.1} {:>12.1} {failed:>8}",
            sum.count,
            us(sum.nanoseconds),
            us(sum.nanoseconds / sum.count.max(1)),
            us(sum.longest)
        );
    }
    if rows.len() > ROWS {
        let _ = writeln!(text, "vgpu: {:>10} more names", rows.len() - ROWS);
    }
}
