//! The demo world is what its names promise, whenever it is made.

use quality_bot::simulator::{Instance, Session, SimClock, Simulator, World, data};

use crate::client::NOON_MS;

fn world_at(unix_ms: i64) -> World {
    World::demo(&SimClock::manual(unix_ms))
}

#[test]
fn every_meeting_makes_sense_at_any_hour() {
    for hour in 0..48 {
        let now_ms = NOON_MS + hour * 3_600_000 + 1_234;
        let world = world_at(now_ms);
        let mut ids: Vec<&str> =
            world.meetings.iter().map(|meeting| meeting.instance_id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), world.meetings.len(), "instance ids are unique");
        for meeting in &world.meetings {
            check(meeting, now_ms / 1000);
        }
    }
}

fn check(meeting: &Instance, now: i64) {
    let no = &meeting.no;
    assert_eq!(no.len(), 9, "{no}");
    let end = meeting.end.unwrap_or(now);
    assert!(meeting.start < end && end <= now, "{no} is not in the future");
    assert_ne!(meeting.start % 60, 0, "{no}: second and minute must differ");
    for session in &meeting.sessions {
        let leave = session.leave.unwrap_or(now);
        assert!(meeting.start <= session.join && leave <= end, "{no}, {}", session.name);
        let ends = [0, session.measured().saturating_sub(1)];
        for minute in ends.into_iter().filter_map(|place| session.minute(place)) {
            let at = minute.sections["network"].at;
            assert!(at + 60 > session.join && at <= leave, "{no}, {}: {at}", session.name);
            assert_eq!(minute.sections.len(), 5);
        }
    }
}

#[test]
fn yesterday_is_the_calendar_day_before() {
    for hour in 0..30 {
        let now_ms = NOON_MS + hour * 3_600_000;
        let world = world_at(now_ms);
        let local_day = |second: i64| (second + 8 * 3600).div_euclid(86_400);
        for no in [data::FOUR_PEOPLE, data::OUTAGE, data::SAMPLE, data::LONG, data::REJOIN] {
            let start = world.meeting(no).unwrap().start;
            assert_eq!(local_day(now_ms / 1000) - local_day(start), 1, "{no}");
        }
    }
}

#[test]
fn the_special_meetings_are_special() {
    let world = world_at(NOON_MS);
    let stays = |no, who| {
        let meeting = world.meeting(no).unwrap();
        meeting.sessions_of(who).map(|stay| stay.minutes.clone()).collect::<Vec<_>>()
    };
    assert_eq!(stays(data::LONG, data::ZHANG_SAN)[0].len(), 150);
    let twice = stays(data::REJOIN, data::ANA);
    assert_eq!(twice.len(), 2);
    assert_eq!(twice[0].last(), twice[1].first(), "the minute she left and came back in");
    assert_eq!(world.instances(data::RECURRING).count(), 4);
    let of_zhang = world
        .instances(data::RECURRING)
        .filter(|it| it.sessions_of(data::ZHANG_SAN).next().is_some());
    assert_eq!(of_zhang.count(), 1);
    let guests = world.meeting(data::GUESTS).unwrap();
    assert!(guests.is_external && guests.sessions.iter().any(|it| it.phone.is_some()));
    assert!(world.meeting(data::RUNNING).unwrap().end.is_none());
    let over_a_day = world.meeting(data::OVER_A_DAY).unwrap();
    assert!(over_a_day.end.unwrap() - over_a_day.start > 86_400);
}

#[test]
fn the_large_meetings_are_large_and_cost_nothing_until_asked() {
    let world = world_at(NOON_MS);
    for (no, people, minutes) in [(data::BIG, 300, 60), (data::HUGE, 1000, 240)] {
        let meeting = world.meeting(no).unwrap();
        let mut who: Vec<&str> = meeting.sessions.iter().map(Session::who).collect();
        who.sort_unstable();
        who.dedup();
        assert_eq!((who.len(), meeting.sessions.len()), (people, people));
        let longest = meeting.sessions.iter().map(Session::measured).max();
        assert_eq!(longest, Some(minutes));
        assert!(meeting.sessions.iter().all(|it| it.minutes.is_empty()), "nothing is stored");
        assert!(meeting.sessions.iter().all(|it| world.person(it.who()).is_some()));
        assert_eq!(meeting.sessions_of(data::ORGANISER).count(), 0);
        assert_eq!(meeting.organizer, data::ORGANISER);
    }
    let mut names: Vec<&str> = world.people.iter().map(|it| it.name.as_str()).collect();
    let everybody = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(everybody - names.len(), 1, "only two share a name");
}

#[test]
fn the_gatherings_are_what_their_names_promise() {
    let world = world_at(NOON_MS);
    let meeting = |no| world.meeting(no).unwrap();
    let losses = |stay: &Session| {
        let lossy = |place: &usize| {
            let minute = stay.minute(*place).unwrap();
            minute.sections["network"].fields["packet_loss_avg_received"].len() > 4
        };
        (0..stay.measured()).filter(lossy).count()
    };
    let weekly: Vec<&Instance> = world.instances(data::WEEKLY).collect();
    assert_eq!(weekly.len(), 40);
    assert!(weekly.windows(2).all(|two| two[0].start < two[1].start), "oldest first");
    let newest = &weekly[38..];
    assert!(newest[1].start - newest[0].start < 12 * 3600, "two on one day");
    let of_zhang = weekly.iter().filter(|it| it.sessions_of(data::ZHANG_SAN).next().is_some());
    assert_eq!(of_zhang.count(), 21);

    let bad = |no: &'static str| -> Vec<&str> {
        let sessions = &meeting(no).sessions;
        sessions.iter().filter(|stay| losses(stay) > 0).map(Session::who).collect()
    };
    assert_eq!(bad(data::ONE_OFFICE), [data::ZHANG_SAN, data::LI_SI, data::WANG_FANG]);
    assert_eq!(bad(data::ROOMS), [data::ROOM_B]);
    assert_eq!(bad(data::TWINS), [data::WANG_WEI, data::ANA_COSTA]);
    let office: Vec<&str> =
        meeting(data::ONE_OFFICE).sessions.iter().map(|it| it.endpoint.public_ip).collect();
    assert!(office[..3].iter().all(|ip| *ip == office[0]));
    assert!(office[3..].iter().all(|ip| *ip != office[0]));
    assert_eq!(meeting(data::REJOINS).sessions_of(data::LI_SI).count(), 12);
    assert_eq!(meeting(data::ALONE).sessions.len(), 1);
    let nowhere = |it: &Instance| it.sessions_of(data::STRANGER).next().is_none();
    assert!(world.meetings.iter().all(nowhere));
}

#[tokio::test]
async fn a_stopped_simulator_gives_its_port_back() {
    let clock = SimClock::manual(NOON_MS);
    let sim = Simulator::start(World::demo(&clock), clock.clone()).await.unwrap();
    let address = sim.base_url().replace("http://", "").parse().unwrap();
    sim.stop().await;
    let again = Simulator::start_on(address, World::demo(&clock), clock).await.unwrap();
    assert_eq!(again.base_url(), format!("http://{address}"));
}
