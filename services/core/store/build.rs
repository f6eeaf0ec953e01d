//! Migrations are embedded by a macro that cannot tell cargo so: this does.

fn main() {
    println!("cargo:rerun-if-changed=../../../migrations");
}
