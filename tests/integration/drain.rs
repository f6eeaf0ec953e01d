//! How long a long queue takes. Run it by itself:
//! `cargo test --workspace --test integration -- --ignored --nocapture drain`.

use std::time::{Duration, Instant};

use crate::support::notifications::{sent, to_this_machine};
use crate::support::receiver::Receiver;
use crate::support::schemes::Centres;
use crate::support::world::World;

/// Notifications that wait: a hundred in each of a thousand cases.
const QUEUED: usize = 100_000;

/// The memory of this process, in MiB.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kib: usize = line
        .unwrap()
        .split_whitespace()
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    kib / 1024
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement, which needs the machine for itself"]
async fn a_hundred_thousand_notifications_drain() {
    let world = World::<Centres>::with_notifications(sent(&to_this_machine(&[]))).await;
    let receiver = Receiver::http().await;
    receiver.forget();
    world.webhook(1, &receiver).await;
    let before = memory();
    let begun = Instant::now();
    world
        .meddle(
            "insert into casework.notification (chain, number, kind, organisation_number, \
             resource, language, at)
             select 'drain/' || c, n, 'report_reminded', w.organisation_number, 'drain/' || c, \
             'nb', w.created
             from casework.webhook w, generate_series(1, 1000) c, generate_series(1, 100) n
             order by n, c",
        )
        .await;
    let queued = begun.elapsed();
    let mut most = 0;
    while receiver.count() < QUEUED {
        most = most.max(memory());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let drained = begun.elapsed();
    println!(
        "{QUEUED} notifications: queued in {:.1} s, delivered in {:.1} s; {before} MiB before, \
         {most} MiB at the most",
        queued.as_secs_f64(),
        drained.as_secs_f64(),
    );
}
