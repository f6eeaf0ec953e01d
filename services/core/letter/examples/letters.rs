//! Writes one letter of every kind and language into a folder: `cargo run -p letter --example
//! letters -- FOLDER`. With `--bench`, also the time of each.

#[path = "../tests/specimen/mod.rs"]
mod specimen;

use std::path::PathBuf;
use std::time::Instant;

use text::Language;

fn main() {
    let mut folder = PathBuf::from("letters");
    let mut rounds = 0;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--bench" => rounds = 100,
            other => folder = other.into(),
        }
    }
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for kind in specimen::KINDS {
        for language in Language::ALL {
            let letter = specimen::of(kind, language);
            let rendered = letter::render(&letter).expect("a PDF");
            let path = folder.join(format!("{kind}.{language}.pdf"));
            std::fs::write(&path, &rendered.pdf).expect("the file can be written");
            let began = Instant::now();
            for _ in 0..rounds {
                letter::render(&letter).expect("a PDF");
            }
            let took = began.elapsed().as_secs_f64() * 1000.0;
            let each = if rounds == 0 {
                String::new()
            } else {
                format!(" {:6.1} ms", took / f64::from(rounds))
            };
            println!("{:7} bytes{each} {}", rendered.pdf.len(), path.display());
        }
    }
}
