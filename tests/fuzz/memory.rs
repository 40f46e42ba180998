//! How much memory a file may take. The program runs as a process of its own, so that nothing else is counted.

/// The most memory that this process has had, in KiB; 0 where the system does not tell.
pub fn peak_of_this_process() -> u64 {
    peak("/proc/self/status").unwrap_or(0)
}

fn peak(status: &str) -> Option<u64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
