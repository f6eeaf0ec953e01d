use super::*;
use allocation::scenario::{Collar, Damping, Rounding, Tail, WeightBy};

fn json(text: &str) -> Result<Scenario, Vec<Fault>> {
    parse_json(text.as_bytes())
}

/// Line, field and problem of each fault, in short.
fn told(result: Result<Scenario, Vec<Fault>>) -> Vec<String> {
    let short = |fault: Fault| {
        let problem = format!("{:?}", fault.problem);
        let name = problem
            .split([' ', '{'])
            .next()
            .unwrap_or_default()
            .to_owned();
        format!("{} {} {name}", fault.line, fault.field)
    };
    result
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(short)
        .collect()
}

#[test]
fn a_scenario_is_read_exactly() {
    let scenario = json(
        r#"{ "budget": "300.5", "step": "1", "rounding": "none",
             "rule": { "kind": "weighted_equal_awards", "weight_by": "score" },
             "damping": { "kind": "collar", "down": "10", "up": "12.5" },
             "applicants": [ { "id": "a", "claim": "85/6", "weight": "1.25", "score": 80,
                              "min": "0",
                              "group": ["r", "s"] },
                             { "id": "b", "claim": 20, "last_year": null } ] }"#,
    )
    .unwrap();
    assert_eq!(
        (
            scenario.scale.amount,
            scenario.scale.weight,
            scenario.scale.score
        ),
        (6, 4, 1)
    );
    assert_eq!(
        (
            scenario.budget.get(),
            scenario.step.get(),
            scenario.rounding
        ),
        (1803, 6, Rounding::None)
    );
    assert_eq!(scenario.rule, Rule::WeightedEqualAwards(WeightBy::Score));
    assert_eq!(
        scenario.damping,
        Some(Damping::Collar(Collar {
            down: Some(1000),
            up: Some(1250)
        }))
    );
    let a = &scenario.applicants[0];
    assert_eq!(
        (a.claim, a.weight, a.score, a.min),
        (85.into(), Some(5.into()), Some(80.into()), Some(0.into()))
    );
    assert_eq!(a.group, ["r", "s"]);
    assert_eq!(
        (
            scenario.applicants[1].claim,
            scenario.applicants[1].last_year
        ),
        (120.into(), None)
    );
}

#[test]
fn every_fault_is_told_with_line_and_field() {
    let text = "{ \"step\": \"0\", \"colour\": 1,\n \"rule\": {\"kind\": \"ranked\", \"tail\": \
                \"chop\"},\n \"applicants\": [\n\
        {\"id\": \"a\", \"claim\": \"-1\"},\n\
        {\"id\": \"a\", \"claim\": \"x\", \"claim\": 2},\n\
        {\"claim\": \"1e9\"},\n\
        {\"id\": \"d\"},\n\
        {\"id\": \"e\", \"claim\": 10, \"min\": 11, \"scor\": 1},\n\
        {\"id\": \"f\", \"claim\": 99999999999999999999, \"year\": \"1.5\"},\n\
        7]}";
    assert_eq!(
        told(json(text)),
        [
            "1 colour Unknown",
            "1 budget Missing",
            "1 step NotAllowed",
            "2 rule.tail NotAllowed",
            "4 applicants[0].claim Negative",
            "5 applicants[1].claim NotANumber",
            "5 applicants[1].claim RepeatedField",
            "5 applicants[1].id RepeatedId",
            "6 applicants[2].claim NotANumber",
            "6 applicants[2].id Missing",
            "7 applicants[3].claim Missing",
            "8 applicants[4].scor Unknown",
            "9 applicants[5].claim TooLarge",
            "9 applicants[5].year NotWhole",
            "10 applicants[6] WrongKind",
        ]
    );
}

#[test]
fn a_contradiction_within_an_applicant_is_a_fault() {
    let text = concat!(
        r#"{"budget": 1, "applicants": [{"id": "e", "claim": "10", "#,
        r#""min": "10.5", "max": "9", "committed": 9}]}"#
    );
    assert_eq!(
        told(json(text)),
        [
            "1 applicants[0].min Contradicts",
            "1 applicants[0].min Contradicts"
        ]
    );
}

#[test]
fn broken_files_are_told_not_guessed() {
    for (bytes, line) in [
        (&b""[..], 1),
        (b"[]", 1),
        (b"{\"budget\": 1", 1),
        (
            b"{\"budget\": 1,\n\"applicants\": [\n{\"id\": \"a\",\n]}",
            4,
        ),
        (b"{\"budget\": 1,\n\"applicants\": {}\n} x", 3),
        (b"\xef\xbb\xbf{\n\xff}", 2),
        (b"\xff\xfe{\0\n\0\x00\xd8", 2),
    ] {
        let faults = parse_json(bytes).unwrap_err();
        assert!(faults.iter().any(|fault| fault.line == line), "{faults:?}");
    }
}

fn csv(text: &[u8]) -> Result<Scenario, Vec<Fault>> {
    let settings = br#"{"budget": "1000", "rule": {"kind": "ranked", "tail": "skip"}}"#;
    parse_sheet(settings, text)
}

#[test]
fn what_norwegian_excel_writes_is_read() {
    let semicolons = "\u{feff}ID;Søknadsbeløp;Poeng;Gruppe;Navn\r\n\
        å1;1 000,50;80;Vest/liten;Ørn\r\nb;\"2\u{a0}500\";7,5;;\r\n;;;;\r\n";
    let scenario = csv(semicolons.as_bytes()).unwrap();
    assert_eq!(scenario.rule, Rule::Ranked(Tail::Skip));
    assert_eq!((scenario.scale.amount, scenario.scale.score), (2, 2));
    let a = &scenario.applicants[0];
    let expected = ("å1", 2001.into(), Some(160.into()));
    assert_eq!((a.id.as_str(), a.claim, a.score), expected);
    assert_eq!(a.group, ["Vest", "liten"]);
    // The same in Windows-1252 and in UTF-16, as "CSV" and "Unicode text".
    let text = semicolons.trim_start_matches('\u{feff}');
    let ansi: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let wide: Vec<u8> = semicolons
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(csv(&ansi).unwrap(), scenario);
    assert_eq!(csv(&wide).unwrap(), scenario);
    let commas = "id,claim,score,group\nå1,1000.50,80,Vest/liten\nb,2500,7.5,\n";
    assert_eq!(csv(commas.as_bytes()).unwrap(), scenario);
}

#[test]
fn faults_in_a_spreadsheet_are_told_with_their_row() {
    let text =
        "id;claim;wieght;poeng\n1;1.000;1;2\n2;12,5;;\n2;x;;\n3\n4;-5;;\n;7;;\n5;;;\n6;1;2;3;4\n";
    assert_eq!(
        told(csv(text.as_bytes())),
        [
            "1 wieght Unknown",
            "2 claim Ambiguous",
            "4 claim NotANumber",
            "4 applicants[2].id RepeatedId",
            "5  Columns",
            "6 claim Negative",
            "7 id Missing",
            "8 claim Missing",
            "9  Columns",
        ]
    );
    assert_eq!(told(csv(b"name\nx\n")), ["1 id Missing", "1 claim Missing"]);
    assert_eq!(told(csv(b"")), ["1 id Missing"]);
    assert_eq!(
        told(parse_sheet(b"{\"rule\": 1}", b"id,claim\na,1\n")),
        ["1 settings.budget Missing", "1 settings.rule WrongKind"]
    );
}

/// Excel ends its lines with carriage return and line feed; a cell may hold line feeds of its own.
#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for end in ["\n", "\r\n"] {
        let rows = [
            "id;claim;note",
            "a;x;",
            "",
            "b;1;\"two",
            "lines\"",
            "c;y;",
            "",
            "",
        ];
        let faults = told(csv(rows.join(end).as_bytes()));
        assert_eq!(
            faults,
            ["2 claim NotANumber", "6 claim NotANumber"],
            "{end:?}"
        );
    }
}

#[test]
fn long_lines_and_long_files_are_read() {
    let long = format!("id,claim\na,{}\nb,1\n", "9".repeat(10_000_000));
    let faults = csv(long.as_bytes()).unwrap_err();
    assert!(
        matches!(&faults[..], [Fault { line: 2, problem: Problem::TooLarge { found }, .. }]
            if found.len() < 60)
    );
    let many: String = (0..100_000).map(|i| format!("{i};{i},25\n")).collect();
    let scenario = csv(format!("id;claim\n{many}").as_bytes()).unwrap();
    assert_eq!(
        (scenario.applicants.len(), scenario.scale.amount),
        (100_000, 4)
    );
    let one_line: Vec<String> = (0..100_000)
        .map(|i| format!("{{\"id\":\"{i}\",\"claim\":\"{i}\"}}"))
        .collect();
    let scenario = json(&format!(
        "{{\"budget\":1,\"applicants\":[{}]}}",
        one_line.join(",")
    ))
    .unwrap();
    assert_eq!(scenario.applicants.len(), 100_000);
}

#[test]
fn faults_speak_three_languages() {
    use text::Language;
    let fault = Fault::new(
        3,
        "applicants[1].claim",
        Problem::NotANumber { found: "x".into() },
    );
    assert_eq!(
        fault.text(Language::English),
        "Line 3, applicants[1].claim: “x” is not a number. Write a decimal number (12.5) \
            or a fraction (85/6), without a unit."
    );
    assert!(fault.text(Language::Nynorsk).contains("er ikkje eit tal"));
}
