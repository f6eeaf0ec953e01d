//! The virus scanner: a small server that speaks ClamAV's protocol always, and ClamAV itself where
//! `clamd` is found.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use casework::CaseError;
use casework::document::{Clamd, ClamdAddress, Files, Scanner, Verdict};
use domain::refusal::Refusal;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::documents::{PDF, of_grant, upload};
use crate::object_store::program;
use crate::world::{World, applicant};

/// The content that the signature of these tests finds.
const INFECTED: &[u8] = b"%PDF-1.7\ntildeling-virus-test\n%%EOF\n";
/// The most bytes that the scanners here take.
const MOST: usize = 1024 * 1024;

/// A daemon on a free port, which speaks the protocol.
async fn small_daemon() -> ClamdAddress {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (wire, _) = listener.accept().await.unwrap();
            tokio::spawn(serve(wire));
        }
    });
    ClamdAddress::Tcp(address.to_string())
}

async fn serve(mut wire: TcpStream) {
    let mut command = Vec::new();
    while let Ok(byte) = wire.read_u8().await {
        if byte == 0 {
            break;
        }
        command.push(byte);
    }
    let answer: &[u8] = match command.as_slice() {
        b"zVERSION" => b"ClamAV 1.0.0/1/today\0",
        b"zINSTREAM" => {
            let mut content = Vec::new();
            loop {
                let length = usize::try_from(wire.read_u32().await.unwrap()).unwrap();
                if length == 0 {
                    break;
                }
                let mut chunk = vec![0; length];
                wire.read_exact(&mut chunk).await.unwrap();
                content.extend(chunk);
                if content.len() > MOST {
                    break;
                }
            }
            let holds = |part: &[u8]| content.windows(part.len()).any(|window| window == part);
            if content.len() > MOST {
                b"INSTREAM size limit exceeded. ERROR\0"
            } else if holds(b"tildeling-virus-test") {
                b"stream: Tildeling.Test.UNOFFICIAL FOUND\0"
            } else {
                b"stream: OK\0"
            }
        }
        _ => b"UNKNOWN COMMAND\0",
    };
    wire.write_all(answer).await.unwrap();
}

async fn behind(address: ClamdAddress) -> World {
    let world = World::new().await;
    let files = Files {
        scanner: Scanner::Clamd(Clamd { address }),
        ..Files::default()
    };
    world.with_files(files)
}

/// A clean file is stored with its scanner, an infected or too large one is not stored at all.
async fn walk(address: ClamdAddress) {
    let world = behind(address).await;
    let (cases, _) = world.decided_round(&[(30, 90)]).await;
    world.activate(&cases[0], 1).await;
    let of = of_grant(&cases[0]);
    let clean = upload(&of, 1, "accounts", PDF);
    let stored = world.take(&applicant(1), clean).await.unwrap();
    assert!(
        stored.scanned_by.starts_with("ClamAV "),
        "{}",
        stored.scanned_by
    );
    let infected = upload(&of, 2, "accounts", INFECTED);
    let refused = world.take(&applicant(1), infected).await;
    let Err(CaseError::Refused(Refusal::RulesNotMet(findings))) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(findings[0].code, "DOCUMENT_INFECTED");
    let named = format!("{:?}", findings[0].args);
    assert!(named.contains("Tildeling.Test"), "{named}");
    let large = [PDF, &vec![b' '; 3 * MOST]].concat();
    let large = upload(&of, 3, "accounts", &large);
    refused!(world.take(&applicant(1), large).await, Refusal::RulesNotMet(findings)
        if findings[0].code == "DOCUMENT_TOO_LARGE_TO_SCAN");
    assert_eq!(world.documents(&of).await, [stored]);
}

#[tokio::test]
async fn files_are_scanned_before_they_are_stored() {
    walk(small_daemon().await).await;
}

#[tokio::test]
async fn without_an_answer_of_the_scanner_nothing_is_stored() {
    // A daemon that is not there, and one that hangs up.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = ClamdAddress::Tcp(listener.local_addr().unwrap().to_string());
    let hangs_up = tokio::spawn(async move {
        while let Ok((wire, _)) = listener.accept().await {
            drop(wire);
        }
    });
    let absent = ClamdAddress::Unix("/nowhere/clamd.ctl".into());
    for address in [silent, absent] {
        let world = behind(address).await;
        let (cases, _) = world.decided_round(&[(30, 90)]).await;
        world.activate(&cases[0], 1).await;
        let of = of_grant(&cases[0]);
        let step = upload(&of, 1, "accounts", PDF);
        let refused = world.take(&applicant(1), step).await;
        assert!(matches!(refused, Err(CaseError::Scan(_))), "{refused:?}");
        assert_eq!(world.documents(&of).await, []);
    }
    hangs_up.abort();
}

#[tokio::test]
async fn clamav_itself_finds_what_its_signature_names() {
    let Some(clamav) = ClamAv::start().await else {
        let told = "SKIPPED: no clamd is found; .ci/counterparts installs it. The small daemon of \
            the tests was tried instead.\n";
        std::io::stderr().write_all(told.as_bytes()).unwrap();
        return;
    };
    walk(clamav.address()).await;
}

/// ClamAV's daemon with one signature, of the tests' own.
struct ClamAv {
    folder: tempfile::TempDir,
    process: Child,
}

impl Drop for ClamAv {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl ClamAv {
    fn socket(folder: &Path) -> std::path::PathBuf {
        folder.join("clamd.ctl")
    }

    fn address(&self) -> ClamdAddress {
        ClamdAddress::Unix(Self::socket(self.folder.path()))
    }

    async fn start() -> Option<ClamAv> {
        let program = program("clamd")?;
        let folder = tempfile::tempdir().unwrap();
        let hex: String = b"tildeling-virus-test"
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("signatures")).unwrap();
        std::fs::write(
            at("signatures/test.ndb"),
            format!("Tildeling.Test:0:*:{hex}\n"),
        )
        .unwrap();
        let socket = Self::socket(folder.path());
        let setup = format!(
            "DatabaseDirectory {}\nLocalSocket {}\nForeground yes\nStreamMaxLength 1M\n\
             LogFile {}\n",
            at("signatures").display(),
            socket.display(),
            at("log").display(),
        );
        std::fs::write(at("clamd.conf"), setup).unwrap();
        let process = Command::new(program)
            .arg(format!("--config-file={}", at("clamd.conf").display()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let clamav = ClamAv { folder, process };
        let clamd = Clamd {
            address: clamav.address(),
        };
        for _ in 0..600 {
            if let Ok(Verdict::Clean { .. }) = clamd.scan(PDF).await {
                return Some(clamav);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let log = std::fs::read_to_string(clamav.folder.path().join("log"));
        panic!("clamd does not answer: {log:?}");
    }
}
