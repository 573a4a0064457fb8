//! The load: a thread for each connection, which waits for every answer before it asks again.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// What came of it.
pub(crate) struct Run {
    pub(crate) elapsed: Duration,
    /// Of each request; shortest first.
    pub(crate) latencies: Vec<Duration>,
}

/// Posts every request once. All must be answered 200.
pub(crate) fn run(address: SocketAddr, connections: usize, requests: &[Vec<u8>]) -> Run {
    let next = AtomicUsize::new(0);
    let streams: Vec<TcpStream> = (0..connections).map(|_| connect(address)).collect();
    let begin = Instant::now();
    let mut latencies: Vec<Duration> = thread::scope(|scope| {
        let threads: Vec<_> = streams
            .into_iter()
            .map(|stream| scope.spawn(|| post_all(stream, &next, requests)))
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    let elapsed = begin.elapsed();
    latencies.sort();
    Run { elapsed, latencies }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// Posts whichever request is next, until none is left.
fn post_all(mut stream: TcpStream, next: &AtomicUsize, requests: &[Vec<u8>]) -> Vec<Duration> {
    let mut latencies = Vec::new();
    while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
        let begin = Instant::now();
        stream.write_all(request).unwrap();
        read_answer(&mut stream);
        latencies.push(begin.elapsed());
    }
    latencies
}

/// Reads up to the end of the answer's body, which is `{}`.
fn read_answer(stream: &mut TcpStream) {
    let mut answer = [0; 1024];
    let mut length = 0;
    while !answer[..length].ends_with(b"\r\n\r\n{}") {
        let read = stream.read(&mut answer[length..]).unwrap();
        assert!(read > 0, "cut off: {:?}", String::from_utf8_lossy(&answer[..length]));
        length += read;
    }
    let answer = String::from_utf8_lossy(&answer[..length]);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}
