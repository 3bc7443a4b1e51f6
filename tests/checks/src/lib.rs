//! What the tests over the whole house share.

pub mod real;
