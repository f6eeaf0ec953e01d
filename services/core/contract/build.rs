//! Compiles every `.proto` under `proto/` in pure Rust: `protoc` need not be installed, and nothing
//! generated is committed.
//!
//! The files are found, not listed: a scheme joins the contract by putting its `form.proto` and
//! `indicators.proto` in place.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../../proto");
    // Of a folder, cargo watches every file in it, new ones as well.
    println!("cargo::rerun-if-changed={}", root.display());

    let mut files = Vec::new();
    find_protos(&root, &mut files)?;
    // The order of a folder is the file system's; the order of what is generated must not be.
    files.sort();

    let mut compiler = protox::Compiler::new([&root])?;
    compiler
        .include_source_info(true)
        .include_imports(true)
        .open_files(&files)?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    // The raw bytes, with the comments: what reflection serves and what the form descriptions are
    // read from.
    fs::write(
        out.join("descriptor_set.bin"),
        compiler.encode_file_descriptor_set(),
    )?;

    let mut config = tonic_prost_build::Config::new();
    // Messages know their own names: `google.protobuf.Any` needs them.
    config.enable_type_names();
    config.include_file("packages.rs");
    tonic_prost_build::configure()
        .emit_rerun_if_changed(false)
        .compile_fds_with_config(compiler.file_descriptor_set(), config)?;
    Ok(())
}

/// Collects the `.proto` files below a folder.
fn find_protos(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            find_protos(&path, found)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "proto")
        {
            found.push(path);
        }
    }
    Ok(())
}
