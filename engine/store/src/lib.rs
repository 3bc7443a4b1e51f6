//! The disk: event files in, findings and decisions out, wire formats.
