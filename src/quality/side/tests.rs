use super::super::cause::testing::{Person, alone, minutes, people};
use super::*;

/// The side of somebody whose others' data is not known.
fn of(person: Person) -> Side {
    alone(person).verdict().side
}

fn bad(metric: Metric, value: f64) -> Person {
    minutes(10).with(metric, value).from(3).to(6)
}

#[test]
fn the_direction_of_what_was_bad_is_the_side() {
    for (metric, value, side) in [
        (Metric::NetworkPacketLossAvgSent, 6.0, Side::Uplink),
        (Metric::AudioJitterSent, 60.0, Side::Uplink),
        (Metric::VideoLatencySent, 500.0, Side::Uplink),
        (Metric::NetworkPacketLossAvgReceived, 6.0, Side::Downlink),
        (Metric::AudioJitterReceived, 60.0, Side::Downlink),
        (Metric::NetworkDelay, 500.0, Side::Both),
        (Metric::CpuSystemAvg, 95.0, Side::Device),
        (Metric::CpuClientAvg, 75.0, Side::Device),
        (Metric::NetworkDelay, 300.0, Side::None),
    ] {
        assert_eq!(of(bad(metric, value)), side, "{metric:?}");
    }
    assert_eq!(of(minutes(10)), Side::None);
}

#[test]
fn loss_both_ways_is_both() {
    assert_eq!(of(minutes(10).loss_sent(6.0).loss_received(6.0).from(3).to(6)), Side::Both);
}

#[test]
fn a_delay_beside_loss_does_not_hide_the_direction() {
    assert_eq!(of(minutes(10).loss_sent(6.0).delay(500.0).from(3).to(6)), Side::Uplink);
}

#[test]
fn a_busy_computer_is_the_side_unless_its_network_was_bad_too() {
    let busy = || minutes(10).cpu(95.0, 20.0).choppy_video().from(3).to(6);
    assert_eq!(of(busy()), Side::Device);
    assert_eq!(of(busy().loss_received(8.0).from(3).to(6)), Side::Downlink);
}

#[test]
fn the_side_is_that_of_most_bad_minutes() {
    let sent = |to| minutes(20).loss_sent(6.0).from(1).to(to);
    assert_eq!(of(sent(5).loss_received(6.0).from(11).to(12)), Side::Uplink);
    assert_eq!(of(sent(2).loss_received(6.0).from(11).to(12)), Side::Both, "as often");
    assert_eq!(of(sent(2).cpu(95.0, 20.0).from(11).to(12)), Side::Unknown);
}

#[test]
fn what_arrives_badly_over_a_clean_link_was_bad_before() {
    assert_eq!(of(minutes(10).choppy_video().from(3).to(6)), Side::FarEnd);
}

#[test]
fn a_link_that_is_not_clean_or_not_measured_is_not_above_suspicion() {
    let choppy = || minutes(10).choppy_video().from(3).to(6);
    for (why, person, side) in [
        ("fair loss", choppy().loss_received(2.0).from(3).to(6), Side::Downlink),
        ("fair delay", choppy().delay(200.0).from(3).to(6), Side::Downlink),
        (
            "a burst",
            choppy().with(Metric::NetworkPacketLossMaxReceived, 20.0).from(3).to(6),
            Side::Downlink,
        ),
        ("sends badly too", choppy().jitter_sent(60.0).from(3).to(6), Side::Both),
        ("busy", choppy().cpu(95.0, 10.0).from(3).to(6), Side::Device),
        ("no delay", choppy().without(Metric::NetworkDelay), Side::Downlink),
        ("no loss", choppy().without(Metric::NetworkPacketLossAvgReceived), Side::Downlink),
    ] {
        assert_eq!(of(person), side, "{why}");
    }
}

#[test]
fn others_who_are_known_must_agree_that_somebody_sent_badly() {
    let me = || minutes(10).choppy_video().from(3).to(6);
    let speaker = || minutes(10).loss_sent(12.0);
    let side = |crowd: Vec<Person>| people(crowd).verdict().side;
    assert_eq!(side(vec![me(), speaker().from(3).to(6), minutes(10)]), Side::FarEnd);
    assert_eq!(side(vec![me(), minutes(10)]), Side::Downlink);
    assert_eq!(side(vec![me(), speaker().from(7).to(9)]), Side::Downlink, "at another time");
    assert_eq!(side(vec![me(), minutes(10).missing().from(3).to(6)]), Side::FarEnd, "not there");
}

#[test]
fn jitter_alone_needs_a_speaker_who_is_known() {
    let me = || minutes(10).jitter_received(60.0).from(3).to(6);
    assert_eq!(of(me()), Side::Downlink);
    assert_eq!(of(me().choppy_video().from(3).to(6)), Side::FarEnd);
    let speaker = minutes(10).jitter_sent(60.0).from(3).to(6);
    assert_eq!(people([me(), speaker]).verdict().side, Side::FarEnd);
}

#[test]
fn a_voice_that_is_bad_by_little_of_everything_tells_its_direction() {
    let spoiled = |loss: Metric, latency: Metric| {
        minutes(10).with(loss, 4.5).with(latency, 300.0).from(3).to(4)
    };
    for (person, expected) in [
        (spoiled(Metric::NetworkPacketLossAvgSent, Metric::AudioLatencySent), Side::Uplink),
        (
            spoiled(Metric::NetworkPacketLossAvgReceived, Metric::AudioLatencyReceived),
            Side::Downlink,
        ),
    ] {
        let verdict = alone(person).verdict();
        assert_eq!((verdict.judgement.bad_minutes, verdict.side), (2, expected));
        let [episode] = &verdict.episodes[..] else { panic!("{:?}", verdict.episodes) };
        assert!(episode.metrics.iter().all(|metric| metric.is_derived()), "{episode:?}");
    }
}
