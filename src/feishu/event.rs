//! The event bodies we use, read tolerantly: unknown fields are ignored, documented ones may lack.
