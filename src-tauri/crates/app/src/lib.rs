//! One function per intention of a person, wire types and error codes.
