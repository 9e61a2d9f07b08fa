//! Function bodies: declarations, scopes, labels, and instructions put together from form and operands.

use super::operands::Operands;
use super::{NameMap, Parser, text};
use crate::error::{ParseError, Reason};
use crate::form::{self, Form};
use crate::ir::{CallSite, Function, Guard, Inst, Operand, Reg, Sym};
use crate::lex::{Place, Token};
use crate::op::Op;
use crate::types::{Linkage, Space, Type};

/// Most registers of one function.
const MAX_REGISTERS: u32 = 1 << 20;

/// Deepest nesting of scopes.
const MAX_NESTING: usize = 256;

/// One `.reg` declaration.
pub(super) struct Registers<'a> {
    pub name: &'a [u8],
    /// For `name<count>`.
    pub count: Option<u32>,
    pub base: u32,
    pub ty: Type,
}

/// Where a scope's declarations start, to forget them at its end.
struct Scope {
    id: u32,
    registers: usize,
    names: usize,
}

/// A label used before it is known.
struct Use<'a> {
    place: Place,
    scope: u32,
    name: &'a [u8],
    target: Target,
}

enum Target {
    /// `Op::Bra` of that instruction.
    Branch(usize),
    /// `Op::BrxIdx` of that instruction.
    Jump(usize),
    /// An entry of a table.
    Table(usize, usize),
}

/// What is known while a body is read.
#[derive(Default)]
pub(super) struct Body<'a> {
    pub declared: Vec<Registers<'a>>,
    pub names: Vec<(&'a [u8], Sym)>,
    scopes: Vec<Scope>,
    /// The scope around each scope.
    parents: Vec<u32>,
    labels: NameMap<(u32, &'a [u8]), u32>,
    tables: NameMap<(u32, &'a [u8]), u32>,
    uses: Vec<Use<'a>>,
    /// Reused for every instruction.
    operands: Operands,
}

impl<'a> Body<'a> {
    /// The register of that name.
    pub fn register(&self, name: &[u8]) -> Option<Reg> {
        let digits = name.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        let (stem, number) = name.split_at(name.len() - digits);
        let mut index = u32::MAX;
        if (1..=7).contains(&digits) && (digits == 1 || number[0] != b'0') {
            index = number.iter().fold(0, |n, c| n * 10 + u32::from(c - b'0'));
        }
        for registers in self.declared.iter().rev() {
            match registers.count {
                Some(count) if index < count && registers.name == stem => {
                    return Some(Reg(registers.base + index * super::function::slots(registers.ty)));
                }
                None if registers.name == name => return Some(Reg(registers.base)),
                _ => {}
            }
        }
        None
    }

    fn scope(&self) -> u32 {
        self.scopes.last().map_or(0, |scope| scope.id)
    }

    fn open(&mut self) {
        let id = self.parents.len() as u32;
        self.parents.push(self.scope());
        self.scopes.push(Scope { id, registers: self.declared.len(), names: self.names.len() });
    }

    /// Looks a label or table up in its scope and those around it.
    fn find(&self, map: &NameMap<(u32, &'a [u8]), u32>, mut scope: u32, name: &'a [u8]) -> Option<u32> {
        loop {
            if let Some(&found) = map.get(&(scope, name)) {
                return Some(found);
            }
            if scope == 0 {
                return None;
            }
            scope = self.parents[scope as usize];
        }
    }
}

impl<'a> Parser<'a> {
    pub(super) fn body(
        &mut self,
        function: &mut Function,
        mut body: Body<'a>,
        index: u32,
    ) -> Result<(), ParseError> {
        self.expect(b'{', "`{`")?;
        body.open();
        while !body.scopes.is_empty() {
            match self.lex.ahead {
                Token::Word(word) => {
                    let place = self.lex.place;
                    self.lex.next()?;
                    if self.eat(b':')? {
                        self.label(function, &mut body, place, word)?;
                    } else {
                        self.instruction(function, &mut body, place, word, None)?;
                    }
                }
                Token::Punct(b'@') => {
                    let place = self.lex.place;
                    self.lex.next()?;
                    let negated = self.eat(b'!')?;
                    let reg = self.register(function, &body, true)?;
                    let mnemonic = self.word("an instruction")?;
                    self.instruction(function, &mut body, place, mnemonic, Some(Guard { reg, negated }))?;
                }
                Token::Punct(b'{') => {
                    if body.scopes.len() > MAX_NESTING {
                        return Err(self.lex.error(Reason::Range("the nesting of scopes")));
                    }
                    self.lex.next()?;
                    body.open();
                }
                Token::Punct(b'}') => {
                    self.lex.next()?;
                    if let Some(scope) = body.scopes.pop() {
                        body.declared.truncate(scope.registers);
                        body.names.truncate(scope.names);
                    }
                }
                Token::Punct(b';') => {
                    self.lex.next()?;
                }
                Token::Dot(b"reg") => self.declare_registers(function, &mut body)?,
                Token::Dot(b"local") => self.declare_frame(function, &mut body, Space::Local)?,
                Token::Dot(b"param") => self.declare_frame(function, &mut body, Space::Param)?,
                Token::Dot(b"shared" | b"global" | b"const") => {
                    let (name, global) = self.variable(Linkage::Internal, Some(index))?;
                    body.names.push((name, Sym::Global(global)));
                }
                Token::Dot(_) => {
                    if !self.debug_directive()? {
                        return self.unexpected("a statement");
                    }
                }
                _ => return self.unexpected("a statement"),
            }
        }
        // A body that runs off its end returns.
        let line = self.lex.place.line;
        function.insts.push(Inst {
            op: Op::Ret,
            guard: None,
            line,
            first: function.operands.len() as u32,
            dsts: 0,
            srcs: 0,
        });
        function.frame_bytes = function.frame_bytes.next_multiple_of(16);
        self.resolve(function, &body)
    }

    fn declare_registers(&mut self, function: &mut Function, body: &mut Body<'a>) -> Result<(), ParseError> {
        self.lex.next()?;
        let Token::Dot(name) = self.lex.ahead else { return self.unexpected("a type") };
        let Some(ty) = Type::from_name(name) else {
            return Err(self.lex.error(Reason::Unsupported(format!("`.{}`", text(name)))));
        };
        self.lex.next()?;
        loop {
            let name = self.word("a register's name")?;
            let mut count = None;
            if self.eat(b'<')? {
                count = Some(self.small("a number of registers")?);
                self.expect(b'>', "`>`")?;
            }
            if count.unwrap_or(1).max(function.regs.len() as u32) > MAX_REGISTERS {
                return Err(self.lex.error(Reason::Range("the number of registers")));
            }
            body.registers(function, name, count, ty);
            if !self.eat(b',')? {
                return self.expect(b';', "`;`");
            }
        }
    }

    fn declare_frame(
        &mut self,
        function: &mut Function,
        body: &mut Body<'a>,
        space: Space,
    ) -> Result<(), ParseError> {
        self.lex.next()?;
        let declared = self.declared()?;
        let sym = self.frame_variable(function, space, declared.align, declared.size)?;
        body.names.push((declared.name, sym));
        self.expect(b';', "`;`")
    }

    fn label(
        &mut self,
        function: &mut Function,
        body: &mut Body<'a>,
        place: Place,
        name: &'a [u8],
    ) -> Result<(), ParseError> {
        let scope = body.scope();
        match self.lex.ahead {
            Token::Dot(b"branchtargets") => {
                self.lex.next()?;
                let table = function.tables.len();
                let mut targets = Vec::new();
                loop {
                    let place = self.lex.place;
                    let label = self.word("a label")?;
                    let target = Target::Table(table, targets.len());
                    body.uses.push(Use { place, scope, name: label, target });
                    targets.push(0);
                    if !self.eat(b',')? {
                        break;
                    }
                }
                self.expect(b';', "`;`")?;
                function.tables.push(targets.into_boxed_slice());
                body.tables.insert((scope, name), table as u32);
            }
            // A call through a pointer is checked against the function that it reaches.
            Token::Dot(b"callprototype" | b"calltargets") => self.skip_to_semicolon()?,
            _ => {
                let at = function.insts.len() as u32;
                if body.labels.insert((scope, name), at).is_some() {
                    let reason = Reason::Redeclared(text(name));
                    return Err(ParseError { line: place.line, column: place.column, reason });
                }
            }
        }
        Ok(())
    }

    fn form(&mut self, place: Place, mnemonic: &'a [u8]) -> Result<Form, ParseError> {
        if let Some(&form) = self.forms.get(mnemonic) {
            return Ok(form);
        }
        let form = form::parse(mnemonic).map_err(|why| ParseError {
            line: place.line,
            column: place.column,
            reason: Reason::UnknownInstruction { form: text(mnemonic), why },
        })?;
        self.forms.insert(mnemonic, form);
        Ok(form)
    }

    fn instruction(
        &mut self,
        function: &mut Function,
        body: &mut Body<'a>,
        place: Place,
        mnemonic: &'a [u8],
        guard: Option<Guard>,
    ) -> Result<(), ParseError> {
        let mut form = match self.form(place, mnemonic) {
            Ok(form) => form,
            Err(error) => {
                // Only what needs this instruction cannot run.
                function.rejected.get_or_insert(error);
                self.skip_to_semicolon()?;
                let first = function.operands.len() as u32;
                let op = Op::Rejected;
                function.insts.push(Inst { op, guard, line: place.line, first, dsts: 0, srcs: 0 });
                return Ok(());
            }
        };
        let first = function.operands.len() as u32;
        let mut inst = Inst { op: form.op, guard, line: place.line, first, dsts: 0, srcs: 0 };
        match form.op {
            Op::Bra(_) => {
                let target = Target::Branch(function.insts.len());
                let place = self.lex.place;
                let name = self.word("a label")?;
                body.uses.push(Use { place, scope: body.scope(), name, target });
            }
            Op::BrxIdx(_) => {
                let index = self.register(function, body, false)?;
                self.expect(b',', "`,`")?;
                let place = self.lex.place;
                let name = self.word("a table of labels")?;
                let target = Target::Jump(function.insts.len());
                body.uses.push(Use { place, scope: body.scope(), name, target });
                function.operands.push(Operand::Reg(index));
                inst.srcs = 1;
            }
            Op::Call(_) => inst.op = Op::Call(self.call(function, body)?),
            _ => {
                let mut operands = std::mem::take(&mut body.operands);
                operands.clear();
                let read = match &mut form.op {
                    Op::Video(video) => self.video_operands(body, &mut operands, (mnemonic, video)),
                    _ => self.operands(body, &mut operands, form.literal),
                };
                inst.op = form.op;
                let checked = read.and_then(|()| {
                    operands.check(&mut form, function, &mut inst).map_err(|why| ParseError {
                        line: place.line,
                        column: place.column,
                        reason: Reason::Operands { form: text(mnemonic), why },
                    })
                });
                body.operands = operands;
                match checked {
                    // A special register of a newer device: only what reads it cannot run.
                    Err(error) if matches!(&error.reason, Reason::Undeclared(name) if name.starts_with('%')) =>
                    {
                        function.rejected.get_or_insert(error);
                        self.skip_to_semicolon()?;
                        let first = function.operands.len() as u32;
                        let op = Op::Rejected;
                        function.insts.push(Inst { op, guard, line: place.line, first, dsts: 0, srcs: 0 });
                        return Ok(());
                    }
                    checked => checked?,
                }
            }
        }
        self.expect(b';', "`;`")?;
        function.insts.push(inst);
        Ok(())
    }

    /// `(rets), target, (args), prototype`: every part but the target may be absent.
    fn call(&mut self, function: &mut Function, body: &mut Body<'a>) -> Result<u32, ParseError> {
        let mut rets = Vec::new();
        if self.lex.ahead == Token::Punct(b'(') {
            self.call_operands(body, &mut rets)?;
            self.expect(b',', "`,`")?;
        }
        let place = self.lex.place;
        let name = self.word("a function")?;
        let target = match body.register(name) {
            Some(reg) => Operand::Reg(reg),
            None => match self.symbols.get(name) {
                Some(&sym @ Sym::Function(_)) => Operand::Sym(sym, 0),
                _ => {
                    let reason = Reason::Undeclared(text(name));
                    return Err(ParseError { line: place.line, column: place.column, reason });
                }
            },
        };
        let mut args = Vec::new();
        if self.eat(b',')? {
            if self.lex.ahead == Token::Punct(b'(') {
                self.call_operands(body, &mut args)?;
                if self.eat(b',')? {
                    self.word("a prototype")?;
                }
            } else {
                self.word("a prototype")?;
            }
        }
        if let Operand::Sym(Sym::Function(index), _) = target {
            let callee = &self.module.functions[index as usize];
            if callee.entry || callee.params.len() != args.len() || callee.rets.len() != rets.len() {
                let why = format!("they do not fit {}", callee.name);
                let reason = Reason::Operands { form: "call".to_owned(), why };
                return Err(ParseError { line: place.line, column: place.column, reason });
            }
        }
        function.calls.push(CallSite { target, args: args.into(), rets: rets.into() });
        Ok(function.calls.len() as u32 - 1)
    }

    fn call_operands(&mut self, body: &Body<'a>, out: &mut Vec<Operand>) -> Result<(), ParseError> {
        self.expect(b'(', "`(`")?;
        while !self.eat(b')')? {
            out.push(self.plain(body, Type::B64)?);
            if !self.eat(b',')? {
                self.expect(b')', "`,` or `)`")?;
                break;
            }
        }
        Ok(())
    }

    /// A register's name; whether it is a predicate must be as asked.
    fn register(&mut self, function: &Function, body: &Body<'a>, predicate: bool) -> Result<Reg, ParseError> {
        let Token::Word(name) = self.lex.ahead else { return self.unexpected("a register") };
        match body.register(name) {
            Some(reg) if (function.regs[reg.0 as usize] == Type::Pred) == predicate => {
                self.lex.next()?;
                Ok(reg)
            }
            Some(_) if predicate => self.unexpected("a predicate register"),
            Some(_) => self.unexpected("a register of another type"),
            None => Err(self.lex.error(Reason::Undeclared(text(name)))),
        }
    }

    /// Puts the targets of branches and tables in.
    fn resolve(&mut self, function: &mut Function, body: &Body<'a>) -> Result<(), ParseError> {
        for label_use in &body.uses {
            let map = match label_use.target {
                Target::Jump(_) => &body.tables,
                _ => &body.labels,
            };
            let Some(found) = body.find(map, label_use.scope, label_use.name) else {
                let Place { line, column } = label_use.place;
                return Err(ParseError { line, column, reason: Reason::Undeclared(text(label_use.name)) });
            };
            match label_use.target {
                Target::Branch(inst) => function.insts[inst].op = Op::Bra(found),
                Target::Jump(inst) => function.insts[inst].op = Op::BrxIdx(found),
                Target::Table(table, entry) => function.tables[table][entry] = found,
            }
        }
        Ok(())
    }
}
