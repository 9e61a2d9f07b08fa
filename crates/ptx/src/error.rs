//! What is wrong with a PTX text, and where.

use thiserror::Error;

/// A PTX text that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("PTX line {line}, column {column}: {reason}")]
pub struct ParseError {
    /// Line, from 1.
    pub line: u32,
    /// Column in bytes, from 1.
    pub column: u32,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong at that place.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// An instruction, or a combination of modifiers, that is not known.
    #[error("instruction `{form}` is not supported: {why}")]
    UnknownInstruction {
        /// The mnemonic with all its modifiers.
        form: String,
        /// Which part of it.
        why: String,
    },
    /// Something else should stand here.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What should stand here.
        expected: &'static str,
        /// What stands here.
        found: String,
    },
    /// A name that nothing declares.
    #[error("`{0}` is not declared")]
    Undeclared(String),
    /// A name that is declared twice.
    #[error("`{0}` is declared twice")]
    Redeclared(String),
    /// The operands do not fit the instruction.
    #[error("operands of `{form}`: {why}")]
    Operands {
        /// The mnemonic with all its modifiers.
        form: String,
        /// What does not fit.
        why: String,
    },
    /// Valid PTX that is not supported.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// A number out of its range.
    #[error("{0} is out of range")]
    Range(&'static str),
}
