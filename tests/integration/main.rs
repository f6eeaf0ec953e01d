//! One binary for all integration tests, so that it is linked once and shares one PostgreSQL. A file a subject.

mod house;
