//! Tests over the whole house: tidy, properties, real data.
