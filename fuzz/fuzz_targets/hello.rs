//! The handshake: arbitrary bytes on the socket, to the broker's and then to the worker's reading of it.
#![no_main]

use std::io::Write;
use std::net::Shutdown;
use std::os::unix::net::UnixStream;

use channel::handshake::{BaseAnswer, Hello, Offer};
use channel::region::RegionGeometry;
use channel::unix::{self, SessionMemory};
use channel::window::WindowSize;
use libfuzzer_sys::fuzz_target;
use zerocopy::FromBytes;

fuzz_target!(|data: &[u8]| {
    if let Ok((hello, _)) = Hello::read_from_prefix(data) {
        let version = hello.check();
        let _ = hello.token_is(&[7; 32]);
        if let Ok((offer, _)) = Offer::read_from_prefix(data) {
            let accepted = offer.check(&hello);
            assert!(accepted.is_err() || offer.refusal.get() == 0);
        }
        let _ = BaseAnswer::read_from_prefix(data);
        assert!(version.is_err() || data.starts_with(b"VGPU"));
    }
    let Ok((mut guest, host)) = UnixStream::pair() else { return };
    if guest.write_all(&data[..data.len().min(4096)]).is_err() || guest.shutdown(Shutdown::Write).is_err() {
        return;
    }
    let Ok(greeting) = unix::read_hello(&host) else { return };
    let geometry = RegionGeometry { submit: 4096, event: 4096, slots: 1, chunks: 1, chunk: 4096 };
    let window = WindowSize { host: WindowSize::ALIGN, device: WindowSize::ALIGN };
    let Ok(memory) = SessionMemory::create(geometry, window) else { return };
    if let Ok(mut worker) = unix::finish(host, memory, greeting.version) {
        assert!(worker.channel.window().is_none_or(|window| channel::window::is_candidate(window.base())));
        let _ = worker.frames.receive(&mut Vec::new());
    }
});
