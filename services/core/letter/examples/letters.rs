//! Writes one letter of every kind and language into a folder: `cargo run -p letter --example
//! letters -- FOLDER`, and one whose texts try to be markup, run out of their columns or have no
//! shape in the typeface. With `--bench`, also the time of each.

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
    let hostile = (
        "hostile".to_owned(),
        specimen::hostile().letter("refusal", Language::Bokmal),
    );
    let letters = specimen::KINDS.into_iter().flat_map(|kind| {
        Language::ALL.map(|language| (format!("{kind}.{language}"), specimen::of(kind, language)))
    });
    for (name, letter) in letters.chain([hostile]) {
        let rendered = letter::render(&letter).expect("a PDF");
        let path = folder.join(format!("{name}.pdf"));
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
