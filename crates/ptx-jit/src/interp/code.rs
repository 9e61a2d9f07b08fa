//! The functions of a module put behind one another: one index for every instruction.

use ptx::{Function, Inst, Op, Operand, Param, Space, Sym};

use super::builtin::Builtin;
use crate::executor::LoadError;
use crate::{CODE_WINDOW, WINDOW_BYTES};

/// What is needed of a function to call it and to say where one is.
pub struct Callee {
    pub entry: bool,
    /// Its first instruction; for what the device itself offers, which that is.
    pub body: Result<u32, Builtin>,
    /// Behind its last instruction.
    pub end: u32,
    pub registers: u32,
    pub types: Vec<ptx::Type>,
    pub frame_bytes: u32,
    /// Size of an entry's parameter block in bytes.
    pub param_bytes: u32,
    /// Offsets in the frame and sizes of `.param` variables, by index.
    pub vars: Vec<(u32, u32)>,
    pub params: Vec<Param>,
    pub rets: Vec<Param>,
}

impl Callee {
    /// Instructions in its body.
    pub fn size(&self) -> usize {
        self.body.map_or(0, |start| (self.end - start) as usize)
    }
}

/// A call, its operands and the function that it is in.
pub struct Call {
    pub target: Operand,
    pub args: Box<[Operand]>,
    pub rets: Box<[Operand]>,
}

/// All instructions.
pub struct Code {
    pub insts: Vec<Inst>,
    pub operands: Vec<Operand>,
    pub tables: Vec<Box<[u32]>>,
    pub calls: Vec<Call>,
    pub functions: Vec<Callee>,
}

/// The value of a pointer to a function.
pub fn function_pointer(index: u32) -> u64 {
    CODE_WINDOW + 16 * (u64::from(index) + 1)
}

/// The function that a pointer points to, if it is one.
pub fn pointed_function(pointer: u64) -> Option<u32> {
    let offset =
        pointer.checked_sub(CODE_WINDOW).filter(|&offset| offset < WINDOW_BYTES && offset % 16 == 0)?;
    u32::try_from((offset / 16).checked_sub(1)?).ok()
}

impl Code {
    pub fn new(functions: Vec<Function>) -> Result<Code, LoadError> {
        let mut code = Code {
            insts: Vec::with_capacity(functions.iter().map(|f| f.insts.len()).sum()),
            operands: Vec::with_capacity(functions.iter().map(|f| f.operands.len()).sum()),
            tables: Vec::new(),
            calls: Vec::new(),
            functions: Vec::with_capacity(functions.len()),
        };
        for function in functions {
            let start = code.insts.len() as u32;
            let body = if function.defined {
                Ok(start)
            } else {
                match Builtin::named(&function) {
                    Some(builtin) => Err(builtin),
                    None => return Err(LoadError::UndefinedFunction(function.name)),
                }
            };
            let operands = code.operands.len() as u32;
            let (tables, calls) = (code.tables.len() as u32, code.calls.len() as u32);
            code.insts.extend(function.insts.iter().map(|inst| {
                let op = match inst.op {
                    Op::Bra(target) => Op::Bra(start + target),
                    Op::BrxIdx(table) => Op::BrxIdx(tables + table),
                    Op::Call(call) => Op::Call(calls + call),
                    op => op,
                };
                Inst { op, first: operands + inst.first, ..*inst }
            }));
            code.operands.extend_from_slice(&function.operands);
            code.tables.extend(
                function.tables.iter().map(|table| table.iter().map(|&target| start + target).collect()),
            );
            code.calls.extend(function.calls.into_iter().map(|call| Call {
                target: call.target,
                args: call.args,
                rets: call.rets,
            }));
            code.functions.push(Callee {
                entry: function.entry,
                body,
                end: code.insts.len() as u32,
                registers: function.regs.len() as u32,
                types: function.regs,
                frame_bytes: function.frame_bytes,
                param_bytes: function.param_bytes,
                vars: function.vars.iter().map(|var| (var.offset, var.size)).collect(),
                params: function.params,
                rets: function.rets,
            });
        }
        Ok(code)
    }

    /// Whether a register of that function is a predicate.
    pub fn is_predicate(&self, function: u32, reg: ptx::Reg) -> bool {
        self.functions[function as usize].types[reg.0 as usize] == ptx::Type::Pred
    }

    /// Whether a call is to what the device itself offers.
    pub fn is_builtin(&self, call: u32) -> bool {
        match self.calls[call as usize].target {
            Operand::Sym(Sym::Function(callee), _) => self.functions[callee as usize].body.is_err(),
            _ => false,
        }
    }

    pub fn dsts(&self, inst: &Inst) -> &[Operand] {
        let first = inst.first as usize;
        &self.operands[first..first + usize::from(inst.dsts)]
    }

    pub fn srcs(&self, inst: &Inst) -> &[Operand] {
        let first = inst.first as usize + usize::from(inst.dsts);
        &self.operands[first..first + usize::from(inst.srcs)]
    }
}

/// Whether it is the device's own function that prints.
pub fn is_printing(function: &Function) -> bool {
    !function.defined && Builtin::named(function) == Some(Builtin::Vprintf)
}

/// Whether an entry, or a function that it may call, prints.
pub fn prints(functions: &[Function], entry: usize) -> bool {
    let (reached, _) = reach(functions, 0, entry);
    functions.iter().zip(reached).any(|(function, reached)| reached && is_printing(function))
}

/// Which functions a function may call, itself among them, and which of the first `globals` variables these use.
fn reach(functions: &[Function], globals: usize, from: usize) -> (Vec<bool>, Vec<bool>) {
    let mut reached = vec![false; functions.len()];
    let mut used = vec![false; globals];
    let mut pending = vec![from];
    while let Some(index) = pending.pop() {
        if std::mem::replace(&mut reached[index], true) {
            continue;
        }
        let function = &functions[index];
        let mut visit = |operand: &Operand| match *operand {
            Operand::Sym(Sym::Global(global), _) => {
                if let Some(used) = used.get_mut(global as usize) {
                    *used = true;
                }
            }
            Operand::Sym(Sym::Function(callee), _) => pending.push(callee as usize),
            _ => {}
        };
        function.operands.iter().for_each(&mut visit);
        for call in &function.calls {
            visit(&call.target);
            call.args.iter().for_each(&mut visit);
        }
        if function.calls.iter().any(|call| !matches!(call.target, Operand::Sym(..))) {
            // A call through a pointer may reach every function of the module.
            pending.extend((0..functions.len()).filter(|&f| !functions[f].entry));
        }
    }
    (reached, used)
}

/// Where the shared variables of an entry, and of all functions that it may call, are; and their size together.
/// Variables without a size start behind all others.
pub fn shared_layout(
    functions: &[Function],
    globals: &[ptx::Global],
    entry: usize,
) -> (Vec<(u32, u32)>, u32) {
    if !globals.iter().any(|global| global.space == Space::Shared) {
        return (Vec::new(), 0);
    }
    let (_, used) = reach(functions, globals.len(), entry);
    let mut places = Vec::new();
    let mut end = 0u32;
    let mut align = 1;
    let mut unsized_ = Vec::new();
    for (index, global) in globals.iter().enumerate() {
        if global.space != Space::Shared || !used[index] {
            continue;
        }
        align = align.max(global.align);
        if global.size == 0 {
            unsized_.push(index as u32);
            continue;
        }
        let offset = end.next_multiple_of(global.align);
        places.push((index as u32, offset));
        end = u32::try_from(u64::from(offset) + global.size).unwrap_or(u32::MAX);
    }
    if !unsized_.is_empty() {
        end = end.checked_next_multiple_of(align).unwrap_or(u32::MAX);
        places.extend(unsized_.into_iter().map(|index| (index, end)));
    }
    (places, end)
}
