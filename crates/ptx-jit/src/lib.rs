//! Executing PTX: the plain interpreter, behind the trait that compiled code implements too.
