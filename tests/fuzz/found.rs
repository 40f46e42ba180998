//! Inputs that once broke a reader.
