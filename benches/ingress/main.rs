//! What it costs that an event is on disk before it is answered 200.
//!
//! Posts 10,000 distinct signed, encrypted events to the real webhook route, over 64 keep-alive
//! connections, three times over: with nothing behind the route, with the store (many events share
//! one flush), and with the store made to flush for each event alone. The server is a process of
//! its own, so that its CPU time can be told from that of the load; no worker runs in it. The
//! rounds are interleaved; figures are medians. `benches/README.md` shows a run.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on says where and ends")]
#![expect(clippy::print_stdout, reason = "figures are for a terminal")]

mod events;
mod load;
mod machine;
mod server;

use std::path::Path;
use std::time::Duration;

use self::load::Run;
use self::server::{Route, Server};

const ROUNDS: usize = 5;
const EVENTS: usize = 10_000;
/// Before the clock starts: connections, allocator, the first pages of the store.
const WARM_UP: usize = 500;
const CONNECTIONS: usize = 64;

/// One measurement of a route.
struct Measure {
    per_second: f64,
    p50: Duration,
    p99: Duration,
    /// User and system time of the server, per event.
    cpu: Duration,
    commits: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, role, route, store] = arguments.as_slice()
        && role == "serve"
    {
        return server::serve(Route::named(route), Path::new(store));
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    machine::describe(folder);
    let requests = events::signed(WARM_UP + EVENTS);
    let (warm_up, measured) = requests.split_at(WARM_UP);
    let bytes = measured.iter().map(Vec::len).sum::<usize>() / EVENTS;
    println!(
        "load: {EVENTS} events of {bytes} bytes, {CONNECTIONS} connections, {ROUNDS} rounds\n"
    );

    let mut measures = Route::ALL.map(|_| Vec::new());
    for round in 0..ROUNDS {
        for turn in 0..Route::ALL.len() {
            let place = (round + turn) % Route::ALL.len();
            measures[place].push(measure(Route::ALL[place], folder, warm_up, measured));
        }
    }
    report(measures.map(|of_route| median(&of_route)));
}

fn measure(route: Route, folder: &Path, warm_up: &[Vec<u8>], measured: &[Vec<u8>]) -> Measure {
    let store = tempfile::tempdir_in(folder).unwrap();
    let mut server = Server::start(route, store.path());
    load::run(server.address, CONNECTIONS, warm_up);
    let (cpu, commits) = (server.cpu(), server.commits());
    let Run { elapsed, latencies } = load::run(server.address, CONNECTIONS, measured);
    let events = u32::try_from(latencies.len()).unwrap();
    Measure {
        per_second: f64::from(events) / elapsed.as_secs_f64(),
        p50: latencies[latencies.len() / 2],
        p99: latencies[latencies.len() * 99 / 100],
        cpu: (server.cpu() - cpu) / events,
        commits: server.commits() - commits,
    }
}

/// The median of each figure by itself.
fn median(measures: &[Measure]) -> Measure {
    fn middle<T: Copy>(mut all: Vec<T>, less: impl Fn(&T, &T) -> std::cmp::Ordering) -> T {
        all.sort_by(less);
        all[all.len() / 2]
    }
    let of =
        |figure: fn(&Measure) -> Duration| middle(measures.iter().map(figure).collect(), Ord::cmp);
    Measure {
        per_second: middle(measures.iter().map(|one| one.per_second).collect(), f64::total_cmp),
        p50: of(|one| one.p50),
        p99: of(|one| one.p99),
        cpu: of(|one| one.cpu),
        commits: middle(measures.iter().map(|one| one.commits).collect(), Ord::cmp),
    }
}

fn report(measures: [Measure; 3]) {
    println!("route                events/s    p50 ms    p99 ms   CPU µs/event   commits");
    for (route, measure) in Route::ALL.iter().zip(&measures) {
        let Measure { per_second, p50, p99, cpu, commits } = measure;
        let ms = |time: &Duration| time.as_secs_f64() * 1e3;
        println!(
            "{:<18} {per_second:>10.0} {:>9.2} {:>9.2} {:>14} {commits:>9}",
            route.name(),
            ms(p50),
            ms(p99),
            cpu.as_micros(),
        );
    }
    let [nothing, store, each] = measures;
    println!(
        "\ndurability costs {} µs of CPU per event; throughput is {:.2} of that without a store",
        store.cpu.saturating_sub(nothing.cpu).as_micros(),
        store.per_second / nothing.per_second,
    );
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let shared = EVENTS as f64 / store.commits as f64;
    println!(
        "{shared:.1} events share a flush: {:.1} times the throughput of a flush for each",
        store.per_second / each.per_second,
    );
}
