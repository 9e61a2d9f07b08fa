//! The blocks of an entry, their loops, and the order in which lanes that are at different blocks take turns.
//!
//! The lanes at the earliest block of the order go first. In it every block comes after all that lead to it, but for
//! the way back of a loop, and a loop's blocks are neighbours: so lanes that parted wait where their ways meet again.

use ptx::{BarKind, Guard, Op};

use crate::interp::code::Code;

/// How a block ends.
#[derive(Clone, Debug)]
pub enum Term {
    Jump(usize),
    /// Lanes whose predicate holds go to `taken`.
    Branch {
        guard: Guard,
        taken: usize,
        next: usize,
    },
    /// Lanes end, all or those whose predicate holds.
    Exit {
        guard: Option<Guard>,
        next: usize,
    },
    /// `bar.sync` of the whole block.
    Barrier {
        next: usize,
    },
    /// What only the interpreter does, at the block's last instruction.
    Interpret {
        guard: Option<Guard>,
        next: Option<usize>,
    },
}

#[derive(Clone, Debug)]
pub struct Node {
    /// Instructions, the terminator included; none in a block that only closes a loop.
    pub first: u32,
    pub end: u32,
    pub term: Term,
    pub succs: Vec<usize>,
    /// Lanes may come here from the interpreter or from a barrier, all together.
    pub entry: bool,
    /// The first block of a loop.
    pub header: bool,
    pub preds: usize,
}

/// The blocks in their order. Nothing if the control flow has loops with several entries or leaves the function.
pub fn blocks(code: &Code, start: u32, end: u32) -> Option<Vec<Node>> {
    let nodes = cut(code, start, end)?;
    let preorder = reachable(&nodes);
    let idom = dominators(&nodes, &preorder);
    let (mut nodes, loops) = close_loops(nodes, &preorder, &idom)?;
    let order = arrange(&nodes, &loops);
    let mut place = vec![usize::MAX; nodes.len()];
    for (i, &b) in order.iter().enumerate() {
        place[b] = i;
    }
    let to = |b: usize| place[b];
    for node in &mut nodes {
        node.succs.iter_mut().for_each(|s| *s = place[*s]);
        node.term = match node.term.clone() {
            Term::Jump(b) => Term::Jump(to(b)),
            Term::Branch { guard, taken, next } => Term::Branch { guard, taken: to(taken), next: to(next) },
            Term::Exit { guard, next } => {
                Term::Exit { guard, next: if guard.is_some() { to(next) } else { 0 } }
            }
            Term::Barrier { next } => Term::Barrier { next: to(next) },
            Term::Interpret { guard, next } => Term::Interpret { guard, next: next.map(to) },
        };
    }
    let mut ordered: Vec<Node> = order.iter().map(|&b| nodes[b].clone()).collect();
    for i in 0..ordered.len() {
        for s in ordered[i].succs.clone() {
            ordered[s].preds += 1;
        }
    }
    Some(ordered)
}

fn cut(code: &Code, start: u32, end: u32) -> Option<Vec<Node>> {
    let len = (end - start) as usize;
    let mut leader = vec![false; len + 1];
    *leader.first_mut()? = true;
    let mut mark = |pc: u32| -> Option<()> {
        *leader.get_mut(pc.checked_sub(start)? as usize).filter(|_| pc < end)? = true;
        Some(())
    };
    let ends = |op: &Op| match op {
        Op::Bra(_) | Op::BrxIdx(_) | Op::Ret | Op::Exit | Op::Trap | Op::Brkpt | Op::Bar { .. } => true,
        Op::Call(call) => !code.is_builtin(*call),
        _ => false,
    };
    for pc in start..end {
        let inst = &code.insts[pc as usize];
        if ends(&inst.op) && pc + 1 < end {
            mark(pc + 1)?;
        }
        match inst.op {
            Op::Bra(target) => mark(target)?,
            Op::BrxIdx(table) => code.tables[table as usize].iter().try_for_each(|&target| mark(target))?,
            _ => {}
        }
    }
    let firsts: Vec<u32> = (0..len).filter(|&i| leader[i]).map(|i| start + i as u32).collect();
    let block_at = |pc: u32| firsts.binary_search(&pc).ok();
    let mut nodes = Vec::with_capacity(firsts.len());
    for (i, &first) in firsts.iter().enumerate() {
        let stop = firsts.get(i + 1).copied().unwrap_or(end);
        let last = &code.insts[stop as usize - 1];
        let next = (i + 1 < firsts.len()).then_some(i + 1);
        let guard = last.guard;
        let (term, succs) = match last.op {
            Op::Bra(target) => {
                let taken = block_at(target)?;
                match guard {
                    Some(guard) if Some(taken) != next => {
                        let next = next?;
                        (Term::Branch { guard, taken, next }, vec![taken, next])
                    }
                    _ => (Term::Jump(taken), vec![taken]),
                }
            }
            Op::Ret | Op::Exit => match guard {
                Some(_) => (Term::Exit { guard, next: next? }, vec![next?]),
                None => (Term::Exit { guard: None, next: 0 }, vec![]),
            },
            Op::Bar { kind: BarKind::Sync, counted: false } if guard.is_none() => {
                (Term::Barrier { next: next? }, vec![next?])
            }
            Op::BrxIdx(table) => {
                let mut succs: Vec<usize> = Vec::new();
                for &target in &code.tables[table as usize] {
                    succs.push(block_at(target)?);
                }
                succs.extend(next.filter(|_| guard.is_some()));
                succs.sort_unstable();
                succs.dedup();
                (Term::Interpret { guard, next }, succs)
            }
            Op::Trap | Op::Brkpt => {
                (Term::Interpret { guard, next }, next.filter(|_| guard.is_some()).into_iter().collect())
            }
            ref op if ends(op) => (Term::Interpret { guard, next }, next.into_iter().collect()),
            _ => (Term::Jump(next?), vec![next?]),
        };
        nodes.push(Node { first, end: stop, term, succs, entry: false, header: false, preds: 0 });
    }
    nodes[0].entry = true;
    for i in 0..nodes.len() {
        if matches!(nodes[i].term, Term::Barrier { .. } | Term::Interpret { .. }) {
            for s in nodes[i].succs.clone() {
                nodes[s].entry = true;
            }
        }
    }
    Some(nodes)
}

/// Reachable blocks in reverse postorder.
fn reachable(nodes: &[Node]) -> Vec<usize> {
    let mut seen = vec![false; nodes.len()];
    let mut post = Vec::new();
    let mut stack = vec![(0, 0)];
    seen[0] = true;
    while let Some((b, i)) = stack.pop() {
        if let Some(&s) = nodes[b].succs.get(i) {
            stack.push((b, i + 1));
            if !std::mem::replace(&mut seen[s], true) {
                stack.push((s, 0));
            }
        } else {
            post.push(b);
        }
    }
    post.reverse();
    post
}

/// Immediate dominators (Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm").
fn dominators(nodes: &[Node], order: &[usize]) -> Vec<usize> {
    let mut number = vec![usize::MAX; nodes.len()];
    for (i, &b) in order.iter().enumerate() {
        number[b] = i;
    }
    let mut preds = vec![Vec::new(); nodes.len()];
    for &b in order {
        for &s in &nodes[b].succs {
            preds[s].push(b);
        }
    }
    let mut idom = vec![usize::MAX; nodes.len()];
    idom[0] = 0;
    let mut changed = true;
    while changed {
        changed = false;
        for &b in order.iter().skip(1) {
            let mut new = usize::MAX;
            for &p in &preds[b] {
                if idom[p] == usize::MAX {
                    continue;
                }
                new = if new == usize::MAX {
                    p
                } else {
                    let (mut x, mut y) = (p, new);
                    while x != y {
                        while number[x] > number[y] {
                            x = idom[x];
                        }
                        while number[y] > number[x] {
                            y = idom[y];
                        }
                    }
                    x
                };
            }
            if idom[b] != new {
                idom[b] = new;
                changed = true;
            }
        }
    }
    idom
}

struct Loop {
    header: usize,
    members: Vec<usize>,
}

struct Loops {
    loops: Vec<Loop>,
    /// For each block its loops, innermost first.
    around: Vec<Vec<usize>>,
}

/// Finds the loops and gives each one block through which alone it goes back, the last of its blocks in order.
fn close_loops(mut nodes: Vec<Node>, order: &[usize], idom: &[usize]) -> Option<(Vec<Node>, Loops)> {
    let mut number = vec![usize::MAX; nodes.len()];
    for (i, &b) in order.iter().enumerate() {
        number[b] = i;
    }
    let dominates = |a: usize, mut b: usize| {
        loop {
            if a == b {
                return true;
            }
            if b == 0 {
                return false;
            }
            b = idom[b];
        }
    };
    let mut back: Vec<(usize, usize)> = Vec::new();
    for &b in order {
        for &s in &nodes[b].succs {
            if number[s] <= number[b] {
                if !dominates(s, b) {
                    return None;
                }
                back.push((s, b));
            }
        }
    }
    back.sort_unstable();
    let mut headers: Vec<usize> = back.iter().map(|&(h, _)| h).collect();
    headers.dedup();
    for &header in &headers {
        let latch = nodes.len();
        let at = nodes[header].first;
        nodes.push(Node {
            first: at,
            end: at,
            term: Term::Jump(header),
            succs: vec![header],
            entry: false,
            header: false,
            preds: 0,
        });
        nodes[header].header = true;
        nodes[header].entry = true;
        for &(_, from) in back.iter().filter(|&&(h, _)| h == header) {
            let node = &mut nodes[from];
            let swap = |b: usize| if b == header { latch } else { b };
            node.succs.iter_mut().for_each(|s| *s = swap(*s));
            node.term = match node.term.clone() {
                Term::Jump(b) => Term::Jump(swap(b)),
                Term::Branch { guard, taken, next } => {
                    Term::Branch { guard, taken: swap(taken), next: swap(next) }
                }
                Term::Exit { guard, next } => Term::Exit { guard, next: swap(next) },
                Term::Barrier { next } => Term::Barrier { next: swap(next) },
                Term::Interpret { guard, next } => Term::Interpret { guard, next: next.map(swap) },
            };
            if matches!(node.term, Term::Barrier { .. } | Term::Interpret { .. }) {
                nodes[latch].entry = true;
            }
        }
    }
    let mut preds = vec![Vec::new(); nodes.len()];
    for (b, node) in nodes.iter().enumerate() {
        if b < number.len() && number[b] == usize::MAX {
            continue;
        }
        for &s in &node.succs {
            preds[s].push(b);
        }
    }
    let mut loops = Vec::new();
    for (i, &header) in headers.iter().enumerate() {
        let latch = nodes.len() - headers.len() + i;
        let mut inside = vec![false; nodes.len()];
        inside[header] = true;
        let mut pending = vec![latch];
        while let Some(b) = pending.pop() {
            if !std::mem::replace(&mut inside[b], true) {
                pending.extend(&preds[b]);
            }
        }
        loops.push(Loop { header, members: (0..nodes.len()).filter(|&b| inside[b]).collect() });
    }
    // Smaller loops are inside larger ones.
    loops.sort_by_key(|l| l.members.len());
    let mut around = vec![Vec::new(); nodes.len()];
    for (i, l) in loops.iter().enumerate() {
        for &b in &l.members {
            around[b].push(i);
        }
    }
    Some((nodes, Loops { loops, around }))
}

fn arrange(nodes: &[Node], loops: &Loops) -> Vec<usize> {
    let mut out = Vec::new();
    let mut pending = vec![(None, 0)];
    // Inner loops are put in place of their header, from the outside in.
    while let Some((within, header)) = pending.pop() {
        let level = arrange_level(nodes, loops, within, header);
        let at = out.iter().position(|&b| b == header).unwrap_or(0);
        if out.is_empty() {
            out = level.clone();
        } else {
            out.splice(at..=at, level.iter().copied());
        }
        for &b in &level {
            if let Some(inner) = child(loops, within, b)
                && loops.loops[inner].header == b
            {
                pending.push((Some(inner), b));
            }
        }
    }
    out
}

/// The outermost loop around `b` that is inside `within`.
fn child(loops: &Loops, within: Option<usize>, b: usize) -> Option<usize> {
    let around = &loops.around[b];
    match within {
        None => around.last().copied(),
        Some(l) => around.iter().position(|&o| o == l).and_then(|i| i.checked_sub(1)).map(|i| around[i]),
    }
}

/// The blocks of one loop, or of the function, inner loops standing as their headers.
fn arrange_level(nodes: &[Node], loops: &Loops, within: Option<usize>, header: usize) -> Vec<usize> {
    let stands = |b: usize| child(loops, within, b).map_or(b, |l| loops.loops[l].header);
    let inside = |b: usize| within.is_none_or(|l| loops.around[b].contains(&l));
    let targets = |b: usize| -> Vec<usize> {
        let members: &[usize] = match child(loops, within, b) {
            Some(l) if loops.loops[l].header == b => &loops.loops[l].members,
            _ => &[b],
        };
        let mut out = Vec::new();
        for &m in members {
            for &s in nodes[m].succs.iter().rev() {
                let t = stands(s);
                if inside(s) && t != b && s != header && !out.contains(&t) {
                    out.push(t);
                }
            }
        }
        out
    };
    let mut seen = vec![false; nodes.len()];
    let mut post = Vec::new();
    let mut stack = vec![(header, targets(header), 0)];
    seen[header] = true;
    while let Some((b, succs, i)) = stack.pop() {
        if let Some(&s) = succs.get(i) {
            stack.push((b, succs, i + 1));
            if !std::mem::replace(&mut seen[s], true) {
                let next = targets(s);
                stack.push((s, next, 0));
            }
        } else {
            post.push(b);
        }
    }
    post.reverse();
    post
}
