//! What the figures were measured on.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// The unit of times in `/proc`, whatever the kernel's own (`USER_HZ`).
const TICK: Duration = Duration::from_millis(10);

/// Prints processor, kernel, and how fast the disk below `folder` is.
pub(crate) fn describe(folder: &Path) {
    let processors = fs::read_to_string("/proc/cpuinfo").unwrap();
    let model = processors.lines().find(|line| line.starts_with("model name"));
    let model = model.and_then(|line| line.split(": ").nth(1)).unwrap_or("unknown processor");
    let cores = std::thread::available_parallelism().unwrap();
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    println!("machine: {cores} cores, {model}, Linux {}", kernel.trim());
    println!("disk: an fdatasync takes {} µs (median)", fdatasync(folder).as_micros());
}

/// The median time to make 4 KiB durable at the end of a file.
fn fdatasync(folder: &Path) -> Duration {
    let probe = tempfile::tempdir_in(folder).unwrap();
    let mut file = File::create(probe.path().join("probe")).unwrap();
    let mut times: Vec<_> = (0..200)
        .map(|_| {
            file.write_all(&[b'x'; 4096]).unwrap();
            let begin = Instant::now();
            file.sync_data().unwrap();
            begin.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

/// User and system time that a process has used so far, in steps of 10 ms.
pub(crate) fn cpu_of(process: u32) -> Duration {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The second field is a name that may hold blanks; the third follows its bracket.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = |field: usize| fields[field - 3].parse::<u32>().unwrap();
    TICK * (ticks(14) + ticks(15))
}
