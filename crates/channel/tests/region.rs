//! What must hold of a guest and a worker that share a region.

mod common;

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use channel::region::RegionGeometry;
use channel::{Lost, Woken};
use common::{ECHO, IGNORE, echoing, pair};

/// Small enough that everything wraps and fills up.
fn small() -> RegionGeometry {
    RegionGeometry { submit: 4096, event: 4096, slots: 4, chunks: 2, chunk: 4096 }
}

/// Numbers that look random, the same each run.
fn numbers(seed: u64) -> impl FnMut() -> usize {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) as usize
    }
}

#[test]
fn bodies_of_every_size_come_back_as_they_went_round_and_round_the_ring() {
    let (guest, _) = echoing(small());
    let mut next = numbers(1);
    for round in 0..5_000 {
        let body: Vec<u8> = (0..next() % (guest.max_body() + 1)).map(|_| next() as u8).collect();
        let split = next() % (body.len() + 1);
        let mut got = None;
        let status = guest
            .call(ECHO, &[&body[..split], &body[split..]], &mut |reply| got = Some(reply.to_vec()))
            .unwrap();
        assert_eq!((status, got.as_ref()), (0, Some(&body)), "round {round}");
    }
}

#[test]
fn posts_arrive_in_order_and_whole_however_full_the_ring() {
    let (guest, mut worker) = pair(small());
    let poster = {
        let guest = guest.clone();
        thread::spawn(move || {
            let mut next = numbers(2);
            for index in 0..20_000u32 {
                let filler = vec![index as u8; next() % 600];
                guest.post(7, &[&index.to_le_bytes(), &filler]).unwrap();
            }
        })
    };
    let mut body = Vec::new();
    let mut next = numbers(2);
    let mut expected = 0u32;
    while expected < 20_000 {
        match worker.frames.receive(&mut body).unwrap() {
            Some(frame) => {
                let filler = vec![expected as u8; next() % 600];
                assert_eq!((frame.call, frame.reply), (7, None));
                assert_eq!(body[..4], expected.to_le_bytes());
                assert_eq!(body[4..], filler);
                expected += 1;
            }
            None => {
                worker.frames.wait(Duration::ZERO);
            }
        }
    }
    poster.join().unwrap();
}

#[test]
fn a_full_ring_blocks_and_resumes() {
    let (guest, worker) = pair(small());
    let poster = {
        let guest = guest.clone();
        thread::spawn(move || (0..1000).for_each(|_| guest.post(7, &[&[0; 100]]).unwrap()))
    };
    thread::sleep(Duration::from_millis(100));
    assert!(!poster.is_finished());
    let server = thread::spawn(move || common::serve(worker));
    poster.join().unwrap();
    guest.call(ECHO, &[], &mut |_| {}).unwrap();
    drop(guest);
    assert!(server.join().unwrap() >= 1000);
}

#[test]
fn a_long_frame_gets_through_a_ring_that_others_keep_full() {
    let (guest, worker) = pair(small());
    let server = thread::spawn(move || common::serve(worker));
    let (stop, posting) = (AtomicBool::new(false), Barrier::new(4));
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                guest.post(7, &[&[0; 100]]).unwrap();
                posting.wait();
                while !stop.load(Ordering::Relaxed) {
                    guest.post(7, &[&[0; 100]]).unwrap();
                }
            });
        }
        // On a busy machine the others might else begin when all is over.
        posting.wait();
        for _ in 0..50 {
            guest.post(8, &[&vec![0; guest.max_body()]]).unwrap();
        }
        stop.store(true, Ordering::Relaxed);
    });
    guest.close();
    assert!(server.join().unwrap() > 50);
}

#[test]
fn a_completion_comes_while_another_thread_waits_for_room() {
    let (guest, mut worker) = pair(small());
    let mut body = Vec::new();
    let caller = {
        let guest = guest.clone();
        thread::spawn(move || guest.call(ECHO, &[], &mut |_| {}).unwrap())
    };
    let reply = loop {
        worker.frames.wait(Duration::ZERO);
        if let Some(frame) = worker.frames.receive(&mut body).unwrap() {
            break frame.reply.unwrap();
        }
    };
    let poster = {
        let guest = guest.clone();
        thread::spawn(move || while guest.post(7, &[&[0; 100]]).is_ok() {})
    };
    thread::sleep(Duration::from_millis(50));
    worker.channel.reply(reply, 5, &[]).unwrap();
    assert_eq!(caller.join().unwrap(), 5);
    guest.close();
    poster.join().unwrap();
}

#[test]
fn eight_threads_each_get_their_own_reply() {
    let (guest, _) = echoing(small());
    thread::scope(|scope| {
        for thread in 0..8u64 {
            let guest = &guest;
            scope.spawn(move || {
                for round in 0..2_000u64 {
                    let body = (thread << 32 | round).to_le_bytes();
                    let mut got = Vec::new();
                    guest.call(ECHO, &[&body], &mut |reply| got.extend_from_slice(reply)).unwrap();
                    assert_eq!(got, body);
                }
            });
        }
    });
}

#[test]
fn replies_may_come_in_any_order_from_any_thread() {
    let (guest, mut worker) = pair(small());
    thread::scope(|scope| {
        for status in 1..=3u32 {
            let guest = &guest;
            scope.spawn(move || {
                let got = guest.call(ECHO, &[&status.to_le_bytes()], &mut |_| {}).unwrap();
                assert_eq!(got, status);
            });
        }
        let mut waiting = Vec::new();
        let mut body = Vec::new();
        while waiting.len() < 3 {
            worker.frames.wait(Duration::ZERO);
            while let Some(frame) = worker.frames.receive(&mut body).unwrap() {
                let status = u32::from_le_bytes(body[..4].try_into().unwrap());
                waiting.push((frame.reply.unwrap(), status));
            }
        }
        for (reply, status) in waiting.into_iter().rev() {
            let channel = worker.channel.clone();
            scope.spawn(move || channel.reply(reply, status, &[]).unwrap());
        }
    });
}

#[test]
fn a_reply_too_long_for_its_slot_completes_the_call_as_unknown() {
    let (guest, mut worker) = pair(small());
    let server = thread::spawn(move || {
        let mut body = Vec::new();
        loop {
            worker.frames.wait(Duration::ZERO);
            if let Some(frame) = worker.frames.receive(&mut body).unwrap() {
                let long = vec![0; worker.channel.max_reply() + 1];
                return worker.channel.reply(frame.reply.unwrap(), 0, &long).is_err();
            }
        }
    });
    let mut len = usize::MAX;
    assert_eq!(guest.call(ECHO, &[], &mut |reply| len = reply.len()).unwrap(), 999);
    assert_eq!(len, 0);
    assert!(server.join().unwrap());
}

#[test]
fn a_body_too_long_is_named_and_harms_nothing() {
    let (guest, _) = echoing(small());
    let long = vec![0; guest.max_body() + 1];
    assert!(matches!(guest.post(ECHO, &[&long]), Err(Lost::TooLong { .. })));
    assert!(matches!(guest.call(ECHO, &[&long], &mut |_| {}), Err(Lost::TooLong { .. })));
    for _ in 0..10 {
        assert_eq!(guest.call(ECHO, &[&long[1..]], &mut |_| {}).unwrap(), 0);
    }
}

#[test]
fn a_dropped_worker_is_noticed_within_a_second() {
    let (guest, worker) = pair(small());
    let waiting = {
        let guest = guest.clone();
        thread::spawn(move || (guest.call(IGNORE, &[], &mut |_| {}), Instant::now()))
    };
    thread::sleep(Duration::from_millis(50));
    let dropped = Instant::now();
    drop(worker);
    let (result, noticed) = waiting.join().unwrap();
    assert!(matches!(result, Err(Lost::PeerGone)), "{result:?}");
    assert!(noticed - dropped < Duration::from_secs(1));
    assert!(guest.is_lost());
    assert!(matches!(guest.post(ECHO, &[]), Err(Lost::PeerGone)));
    assert_eq!(guest.stage(&[1]), None);
}

#[test]
fn a_closed_guest_wakes_its_threads_and_a_sleeping_worker() {
    let (guest, mut worker) = pair(small());
    let sleeping = thread::spawn(move || {
        while worker.frames.wait(Duration::ZERO) != Woken::PeerGone {
            while worker.frames.receive(&mut Vec::new()).unwrap().is_some() {}
        }
        (worker.channel.closed_in_order(), worker.channel.peer_gone())
    });
    let waiting = {
        let guest = guest.clone();
        thread::spawn(move || guest.call(IGNORE, &[], &mut |_| {}))
    };
    thread::sleep(Duration::from_millis(50));
    guest.close();
    assert!(matches!(waiting.join().unwrap(), Err(Lost::Closed)));
    assert_eq!(sleeping.join().unwrap(), (true, true));
}

#[test]
fn a_kick_wakes_a_sleeping_worker_once() {
    let (_guest, mut worker) = pair(small());
    let channel = worker.channel.clone();
    let kicker = thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        channel.kick();
    });
    assert_eq!(worker.frames.wait(Duration::ZERO), Woken::Kicked);
    kicker.join().unwrap();
    worker.channel.kick();
    assert_eq!(worker.frames.wait(Duration::ZERO), Woken::Kicked);
}

#[test]
fn a_fault_is_seen_without_a_call_and_the_first_stays_until_it_is_cleared() {
    let (guest, worker) = pair(small());
    assert_eq!(guest.fault(), 0);
    worker.channel.set_fault(700);
    worker.channel.set_fault(719);
    assert_eq!(guest.fault(), 700);
    worker.channel.clear_fault();
    assert_eq!(guest.fault(), 0);
    worker.channel.set_fault(719);
    assert_eq!(guest.fault(), 719);
}

#[test]
fn events_arrive_in_order_and_those_without_room_are_counted() {
    let (guest, worker) = pair(small());
    let mut got = Vec::new();
    for round in 0..100u32 {
        worker.channel.emit(&round.to_le_bytes());
        worker.channel.emit(b"text");
        guest.events(&mut |event| got.push(event.to_vec()));
    }
    let expected: Vec<_> = (0..100u32).flat_map(|r| [r.to_le_bytes().to_vec(), b"text".to_vec()]).collect();
    assert_eq!(got, expected);
    for _ in 0..10 {
        worker.channel.emit(&[0; 1000]);
    }
    assert!((6..10).contains(&worker.channel.dropped()), "{}", worker.channel.dropped());
}

#[test]
fn staged_bytes_reach_the_worker_and_come_back_and_the_room_returns() {
    let (guest, worker) = pair(small());
    let bytes: Vec<u8> = (0..4096u32).map(|i| i as u8).collect();
    for _ in 0..10 {
        let staged = guest.stage(&bytes).unwrap();
        let mut copy = vec![0; bytes.len()];
        worker.channel.copy_out(staged, &mut copy).unwrap();
        assert_eq!(copy, bytes);
        worker.channel.release(staged).unwrap();
        let room = guest.reserve(100).unwrap();
        worker.channel.copy_in(room, &bytes[..100]).unwrap();
        let mut back = [0; 100];
        guest.unstage(room, &mut back);
        assert_eq!(back, bytes[..100]);
    }
    assert_eq!(guest.stage(&[0; 4097]), None);
}

#[test]
fn staging_waits_until_the_worker_gives_room_back() {
    let (guest, worker) = pair(small());
    let staged = [guest.stage(&[1]).unwrap(), guest.stage(&[2]).unwrap()];
    let third = {
        let guest = guest.clone();
        thread::spawn(move || guest.stage(&[3]))
    };
    thread::sleep(Duration::from_millis(30));
    assert!(!third.is_finished());
    worker.channel.release(staged[1]).unwrap();
    assert_eq!(third.join().unwrap().unwrap().offset, staged[1].offset);
}

#[test]
fn ranges_outside_the_arena_or_across_chunks_are_named() {
    let (_guest, worker) = pair(small());
    for (offset, len) in [(8192, 1), (4095, 2), (u64::MAX, 1), (0, u64::MAX), (8191, 2), (1 << 40, 0)] {
        let staged = channel::Staged { offset, len };
        assert!(worker.channel.release(staged).is_err(), "{offset} {len}");
        assert!(worker.channel.copy_out(staged, &mut [0; 1]).is_err(), "{offset} {len}");
        assert!(worker.channel.copy_in(staged, &[0]).is_err(), "{offset} {len}");
    }
    let short = channel::Staged { offset: 4000, len: 4 };
    assert!(worker.channel.copy_out(short, &mut [0; 200]).is_err());
}
