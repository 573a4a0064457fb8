//! Which cause is said when several rules hold, and when none may be said.

mod settings;

use super::super::metric::Metric;
use super::super::participant::Stay;
use super::super::verdict::CauseId;
use super::testing::{Meeting, Person, alone, minutes, people};

fn ids(meeting: &Meeting) -> Vec<CauseId> {
    meeting.verdict().causes.iter().map(|cause| cause.id).collect()
}

/// Bad in four minutes by everything a network can do, on Wi-Fi without UDP.
fn wretched() -> Person {
    lossy().delay(500.0).jitter_sent(70.0).from(3).to(6).listed(without_udp).wifi()
}

fn lossy() -> Person {
    minutes(10).loss_sent(8.0).loss_received(8.0).from(3).to(6)
}

fn without_udp(stay: &mut Stay) {
    stay.protocol = Some("tcp".to_owned());
}

#[test]
fn the_causes_stand_in_their_precedence() {
    let speaker = || minutes(10).loss_sent(12.0).from(3).to(6);
    let choppy = || minutes(10).choppy_video().delay(500.0).from(3).to(6).listed(without_udp);
    let a = |person: Person| person.office("a");
    let b = |person: Person| person.office("b");
    for (meeting, expected) in [
        (people([choppy(), choppy(), choppy(), speaker()]), CauseId::SpeakerUplink),
        (people([a(wretched()), a(wretched()), b(wretched())]), CauseId::Service),
        (people([a(wretched()), a(wretched()), b(minutes(10))]), CauseId::Office),
        (people([a(wretched()), b(minutes(10))]), CauseId::TcpFallback),
        (alone(lossy().wifi()), CauseId::WeakWifi),
    ] {
        assert_eq!(ids(&meeting).first(), Some(&expected));
    }
}

#[test]
fn minutes_that_are_explained_need_no_second_cause() {
    assert_eq!(ids(&alone(wretched())), [CauseId::TcpFallback]);
}

#[test]
fn other_minutes_may_have_another_cause() {
    let me = minutes(20).loss_sent(6.0).from(2).to(4).jitter_sent(70.0).from(12).to(14);
    assert_eq!(ids(&alone(me)), [CauseId::UplinkLoss, CauseId::Congestion]);
}

#[test]
fn the_cause_of_more_minutes_goes_first() {
    let me = minutes(20).loss_sent(6.0).from(2).to(4).jitter_sent(70.0).from(10).to(17);
    assert_eq!(ids(&alone(me)), [CauseId::Congestion, CauseId::UplinkLoss]);
}

#[test]
fn two_causes_are_enough() {
    let me = minutes(30).loss_sent(6.0).from(2).to(4).jitter_sent(70.0).from(12).to(14);
    let me = me.loss_received(6.0).from(22).to(24);
    assert_eq!(ids(&alone(me)), [CauseId::UplinkLoss, CauseId::DownlinkLoss]);
}

#[test]
fn the_radio_stands_beside_the_loss_that_came_of_it() {
    let me = minutes(10).loss_sent(6.0).from(3).to(6).network_type("4G");
    assert_eq!(ids(&alone(me)), [CauseId::UplinkLoss, CauseId::MobileRadio]);
}

#[test]
fn one_bad_minute_has_no_cause() {
    let one = minutes(30).loss_sent(20.0).at(5);
    assert_eq!(ids(&alone(one.clone())), []);
    assert_eq!(ids(&alone(one.loss_sent(20.0).at(25))), [CauseId::UplinkLoss]);
}

#[test]
fn a_cause_must_explain_two_minutes() {
    let me = minutes(30).loss_sent(20.0).at(5).cpu(95.0, 10.0).at(15);
    let ids = ids(&alone(me));
    assert!(!ids.contains(&CauseId::UplinkLoss), "{ids:?}");
}

#[test]
fn bad_minutes_in_a_meeting_that_is_mostly_not_measured_have_no_cause() {
    let me = |last| minutes(20).loss_sent(6.0).from(1).to(3).missing().from(4).to(last);
    assert_eq!(ids(&alone(me(11))), [CauseId::UplinkLoss, CauseId::Disconnects], "60 %");
    assert_eq!(ids(&alone(me(12))), [CauseId::Disconnects], "below, by its own evidence");
}

#[test]
fn evidence_of_its_own_needs_no_bad_minutes() {
    let away = minutes(10).away(std::time::Duration::from_secs(90));
    assert_eq!(ids(&alone(away)), [CauseId::Disconnects]);
}

/// Nothing above what an exhausted quota leaves.
fn capped(person: Person) -> Person {
    person
        .with(Metric::VideoMaximumResolutionReceived, 360.0)
        .with(Metric::VideoMaximumResolutionSent, 360.0)
        .throughout()
}

fn busy() -> Person {
    minutes(10).cpu(96.0, 12.0).from(3).to(6)
}

#[test]
fn the_causes_of_computers_and_devices_stand_in_their_precedence() {
    let deaf = |person: Person| person.with(Metric::AudioMicInputVolume, -70.0).throughout();
    let choppy_share = |person: Person| {
        let person = person.with(Metric::ShareFramerateReceived, 1.0);
        person.with(Metric::ShareLatencyReceived, 300.0).from(7).to(9)
    };
    let other = || capped(minutes(10));
    // What stands on its own evidence, though all the meeting long, leaves bad minutes open.
    for (meeting, expected) in [
        (people([capped(busy()), other()]), [CauseId::Quota, CauseId::BusyComputer]),
        (alone(deaf(busy())), [CauseId::BusyComputer, CauseId::QuietMicrophone]),
        (alone(deaf(lossy().wifi())), [CauseId::WeakWifi, CauseId::QuietMicrophone]),
        (alone(choppy_share(deaf(minutes(10)))), [CauseId::QuietMicrophone, CauseId::SharerSide]),
        (alone(choppy_share(busy())), [CauseId::BusyComputer, CauseId::SharerSide]),
    ] {
        assert_eq!(ids(&meeting), expected);
    }
}

#[test]
fn a_busy_computer_explains_the_network_of_its_minutes() {
    let me = minutes(10).cpu(96.0, 12.0).loss_sent(8.0).from(3).to(6).listed(without_udp);
    assert_eq!(ids(&alone(me)), [CauseId::BusyComputer]);
}

#[test]
fn a_clean_meeting_has_no_cause() {
    assert_eq!(ids(&alone(minutes(10))), []);
    assert_eq!(ids(&people([minutes(10), lossy()])), [], "others' trouble is not mine");
}
