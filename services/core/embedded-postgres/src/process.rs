//! Looks at processes through the system, without sending any of them a signal.

use crate::cluster::Cluster;
use std::fs;
use std::path::Path;

/// Tells whether process `pid` may be a server process of `cluster`. Process numbers are used again
/// (in containers within seconds of a restart), so a number in a file proves nothing by itself. In
/// doubt the answer is yes: two servers on one cluster destroy it, waiting does not.
pub(crate) fn belongs(pid: i32, cluster: &Cluster) -> bool {
    let folder = format!("/proc/{pid}");
    let Ok(found) = fs::metadata(&folder) else {
        // Without /proc (macOS) all we can ask is whether there is such a process.
        return !Path::new("/proc/self").exists() && exists(pid);
    };
    if !cluster.account.owns(&found) {
        return false;
    }
    let Ok(status) = fs::read_to_string(format!("{folder}/stat")) else {
        return exists(pid);
    };
    // `pid (name) state …`: a zombie (Z) has let go of everything.
    let (Some(open), Some(close)) = (status.find('('), status.rfind(')')) else {
        return true;
    };
    let name = status.get(open + 1..close).unwrap_or_default();
    let dead = status
        .get(close + 1..)
        .is_some_and(|rest| rest.trim_start().starts_with(['Z', 'X']));
    // Every server process works in the cluster's folder; the link is closed to us when root lacks
    // CAP_SYS_PTRACE.
    let elsewhere =
        fs::read_link(format!("{folder}/cwd")).is_ok_and(|cwd| cwd != cluster.home.data);
    name == "postgres" && !dead && !elsewhere
}

/// Tells whether any server process of `cluster` is left, for example a backend whose postmaster
/// was killed.
pub(crate) fn any_belongs(cluster: &Cluster) -> bool {
    let Ok(all) = fs::read_dir("/proc") else {
        return true;
    };
    all.flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .any(|pid| belongs(pid, cluster))
}

fn exists(pid: i32) -> bool {
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), None) != Err(nix::errno::Errno::ESRCH)
}
