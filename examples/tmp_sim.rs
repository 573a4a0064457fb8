use quality_bot::simulator::{SimClock, Simulator, World, data};
#[tokio::main]
async fn main() {
    let clock = SimClock::real();
    let sim = Simulator::start(World::demo(&clock), clock).await.unwrap();
    let app = sim.app();
    for no in [data::LONG, data::FOUR_PEOPLE, data::OUTAGE, data::SAMPLE, data::WITH_ROOM, data::REJOIN] {
        let m = sim.read(|s| s.world().meeting(no).cloned().unwrap());
        let s = &m.sessions[0];
        println!("{} {} {} {} {} {} {} {} {}", sim.base_url(), app.app_id, app.app_secret, no, m.start, m.end.unwrap(), s.join, s.person.clone().unwrap_or("room".into()), data::BOT_CARD);
    }
    if let Some(url) = std::env::args().nth(1) {
        sim.subscribe(url);
        let d = sim.say(&quality_bot::simulator::Says::in_group(data::GROUP).by(data::LI_SI).mention_bot().text(" /quality 123456789 ").mention(data::ZHANG_SAN)).await;
        println!("{d:?}");
        for (encrypted, signed) in [(false, false), (false, true), (true, false), (true, true)] {
            println!("{:?}", sim.challenge(quality_bot::simulator::Challenge { encrypted, signed }, "abc").await);
        }
    }
    tokio::time::timeout(std::time::Duration::from_secs(600), std::future::pending::<()>()).await.ok();
    println!("{:#?}", sim.journal().unexpected());
}
