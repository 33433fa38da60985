//! SOQL, as much of it as clients of a CRM use.
//!
//! Fields and fields of parents, one level of children, `COUNT()`, `WHERE` with all comparisons and semi-joins,
//! `ORDER BY`, `LIMIT`, `OFFSET`, date literals. Grouping and `TYPEOF` are not here: they are refused as malformed.

mod ast;
mod lexer;
mod literal;
mod parser;

pub use ast::{Comparison, Condition, Literal, Nulls, Operand, Path, Query, Selected};
pub use parser::{Malformed, parse};

#[cfg(test)]
mod tests;
