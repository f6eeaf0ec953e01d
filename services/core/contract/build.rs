//! Compiles every `.proto` under `proto/` in pure Rust: `protoc` need not be installed, and nothing
//! generated is committed.
//!
//! For the services that all schemes have it also writes handlers behind a pointer: a generated
//! server of them is compiled once, and not once for each scheme.
//!
//! The files are found, not listed: a scheme joins the contract by putting its `form.proto` and
//! `indicators.proto` in place.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use prost_types::{FileDescriptorSet, MethodDescriptorProto};

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

    let descriptors = compiler.file_descriptor_set();
    fs::write(out.join("shared.rs"), shared(&descriptors)?)?;

    let mut config = tonic_prost_build::Config::new();
    // Messages know their own names: `google.protobuf.Any` needs them.
    config.enable_type_names();
    config.include_file("packages.rs");
    tonic_prost_build::configure()
        .emit_rerun_if_changed(false)
        .compile_fds_with_config(descriptors, config)?;
    Ok(())
}

/// The package of the services that all schemes have.
const OF_ALL: &str = "tildeling.v1";

/// Writes `Shared<Service>` for every service that all schemes have.
fn shared(descriptors: &FileDescriptorSet) -> Result<String, std::fmt::Error> {
    let mut code = String::new();
    let of_all = descriptors
        .file
        .iter()
        .filter(|file| file.package() == OF_ALL);
    for service in of_all.flat_map(|file| &file.service) {
        let name = service.name();
        let place = format!("crate::v1::{}_server", snake(name));
        let streams = service.method.iter().filter(|one| one.server_streaming());
        let streams: Vec<String> = streams
            .map(|one| {
                let part = message(one.output_type());
                format!("{}Stream = BoxStream<{part}>", one.name())
            })
            .collect();
        let streams_of = streams.join(", ");
        let parameters = if streams.is_empty() {
            String::new()
        } else {
            format!("<{streams_of}>")
        };
        writeln!(
            code,
            "/// Handlers of `{name}` behind a pointer.\n\
             #[derive(Clone)]\n\
             pub struct Shared{name}(pub Arc<dyn {place}::{name}{parameters}>);\n\
             impl {place}::{name} for Shared{name} {{"
        )?;
        for stream in &streams {
            writeln!(code, "type {stream};")?;
        }
        for method in &service.method {
            forward(&mut code, method)?;
        }
        writeln!(code, "}}")?;
    }
    Ok(code)
}

/// Writes a method that calls the handlers, with the signature that tonic's traits have.
fn forward(code: &mut String, method: &MethodDescriptorProto) -> std::fmt::Result {
    let request = message(method.input_type());
    let request = if method.client_streaming() {
        format!("Streaming<{request}>")
    } else {
        request
    };
    let response = if method.server_streaming() {
        format!("Self::{}Stream", method.name())
    } else {
        message(method.output_type())
    };
    let name = snake(method.name());
    writeln!(
        code,
        "fn {name}<'life0, 'async_trait>(&'life0 self, request: Request<{request}>) \
         -> Answer<'async_trait, {response}> \
         where 'life0: 'async_trait, Self: 'async_trait {{ self.0.{name}(request) }}"
    )
}

/// The Rust name of a message: `.tildeling.v1.Grant` is `crate::v1::Grant`.
fn message(name: &str) -> String {
    let name = name.rsplit('.').next().unwrap_or(name);
    format!("crate::v1::{name}")
}

/// A name of a service or a method as Rust's modules and functions have it.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
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
