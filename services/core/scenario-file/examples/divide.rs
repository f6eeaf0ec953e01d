//! Divides scenarios from standard input, one JSON document a line, and prints one line of JSON for
//! each: the awards by id and the nanoseconds that dividing took (reading and writing not counted).
//! `benches/outside.py` runs it beside programs that do the same rule.

use allocation::allocate;
use serde_json::{Map, Value, json};
use std::io::{BufRead, Write};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let scenario =
            scenario_file::parse_json(line?.as_bytes()).map_err(|faults| format!("{faults:?}"))?;
        let start = Instant::now();
        let allocation = allocate(&scenario).map_err(|conflicts| format!("{conflicts:?}"))?;
        let nanoseconds = u64::try_from(start.elapsed().as_nanos())?;
        let amounts = allocation.awards.iter();
        let awards: Map<String, Value> = amounts
            .map(|award| (award.id.clone(), json!(award.amount)))
            .collect();
        writeln!(out, "{}", json!({ "awards": awards, "ns": nanoseconds }))?;
    }
    Ok(())
}
