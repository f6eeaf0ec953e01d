//! Declarations in a spreadsheet's settings, through the command itself.

use std::path::Path;
use std::process::{Command, Output};

const ROWS: &str = "\
id;claim;min;last_year;konsern
a;200;;60;Nord
b;200;;60;Nord
c;100;40;10;
d;50;;;
";

fn tildeling(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tildeling"));
    command.current_dir(folder).args(arguments);
    command.output().expect("it runs")
}

/// Runs `allocate` on the rows; answers what is printed.
fn allocate(folder: &Path, arguments: &[&str]) -> String {
    std::fs::write(folder.join("rows.csv"), ROWS).expect("written");
    let all = [&["allocate", "--csv", "rows.csv"], arguments].concat();
    let output = tildeling(folder, &all);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    String::from_utf8(output.stdout).expect("text")
}

/// The cells of the table's rows.
fn cells(printed: &str) -> Vec<Vec<String>> {
    let rows = printed.lines().filter(|line| line.starts_with('│'));
    let cells = |row: &str| -> Vec<String> {
        let inner = row.trim_matches('│').split('┆');
        inner.map(|cell| cell.trim().to_owned()).collect()
    };
    rows.map(cells).skip(1).collect()
}

fn column(printed: &str, at: usize) -> Vec<String> {
    cells(printed)
        .into_iter()
        .map(|row| row[at].clone())
        .collect()
}

#[test]
fn a_phase_in_prints_a_column_a_year_and_publishes_every_year_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let rule = ["--budget", "290", "--rule", "constrained_equal_awards"];
    let years = [&rule[..], &["--phase-in", "3", "--publish", "plan.json"]].concat();
    let printed = allocate(folder.path(), &years);
    let heading = printed
        .lines()
        .find(|line| line.contains("applicant"))
        .expect("a heading");
    assert!(
        heading.contains("last year") && heading.contains("year 3"),
        "{heading}"
    );
    // Where the way leads is what the same rule gives at once.
    assert_eq!(
        column(&printed, 5),
        column(&allocate(folder.path(), &rule), 2)
    );
    assert_eq!(column(&printed, 5), ["80", "80", "80", "50"]);
    // From 60, 60, 10 and nothing, a third of the way each year, c no lower than its minimum.
    assert_eq!(column(&printed, 3), ["64", "63", "40", "16"]);
    for year in ["1", "2", "3"] {
        let file = format!("plan-{year}.json");
        let verified = tildeling(folder.path(), &["verify", &file]);
        let said = String::from_utf8_lossy(&verified.stdout).into_owned();
        let hash = said.lines().nth(1).expect("a hash").to_owned();
        assert!(
            verified.status.success() && printed.contains(&hash),
            "{file}: {said}"
        );
    }
    let said = allocate(
        folder.path(),
        &[&years[..], &["--explain", "a", "--language", "nb"]].concat(),
    );
    assert!(
        said.contains("År 1 av 3: 2/3 av fjorårets 60 og 1/3 av nye 80. 64"),
        "{said}"
    );
    let json = allocate(folder.path(), &[&years[..], &["--json"]].concat());
    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(read["years"][1]["awards"][3]["amount"], "33", "{json}");
    assert_eq!(read["goal"]["awards"][3]["amount"], "50");
}

#[test]
fn a_cut_of_floors_and_a_cap_on_concerns_are_options() {
    let folder = tempfile::tempdir().expect("a folder");
    let capped = allocate(folder.path(), &["--budget", "300", "--concern-cap", "100"]);
    assert_eq!(column(&capped, 2), ["50", "50", "100", "50"]);
    let cut = ["--budget", "30", "--floors-cut", "proportional"];
    assert_eq!(
        column(&allocate(folder.path(), &cut), 2),
        ["0", "0", "30", "0"]
    );
    let said = allocate(folder.path(), &[&cut[..], &["--explain", "c"]].concat());
    assert!(
        said.contains("every floor is cut to 0.75 of what it is"),
        "{said}"
    );
    let undeclared = ["allocate", "--csv", "rows.csv", "--budget", "30"];
    let refused = tildeling(folder.path(), &undeclared);
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2));
    assert!(told.contains("lower bounds"), "{told}");
}

#[test]
fn years_out_of_reach_are_a_fault_of_their_field() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("rows.csv"), ROWS).expect("written");
    for years in ["0", "31", "to", "1.5"] {
        let arguments = [
            "allocate",
            "--csv",
            "rows.csv",
            "--budget",
            "9",
            "--phase-in",
            years,
        ];
        let refused = tildeling(folder.path(), &arguments);
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2));
        assert!(told.contains("settings.phase_in.years"), "{told}");
    }
}
