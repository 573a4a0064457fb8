//! A Feishu to run against: for the demo, the tests and the benches.
//!
//! A state model (one tenant with people, chats, meetings, minutes and messages) with an HTTP face
//! that speaks the documented protocol strictly, pushes events the way Feishu does, fails on demand
//! and keeps a journal of every request.
//!
//! It uses nothing else of this crate: if bot and simulator shared one signing function or one wire
//! struct, they could be wrong together. Platform facts are from the dossier, by section.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use quality_bot::simulator::{Says, SimClock, Simulator, World, data};
//!
//! let clock = SimClock::real();
//! let feishu = Simulator::start(World::demo(&clock), clock).await?;
//! feishu.subscribe("http://127.0.0.1:8080/webhook/feishu");
//! let asked = Says::in_group(data::GROUP)
//!     .by(data::LI_SI)
//!     .mention_bot()
//!     .text(&format!(" /quality {} ", data::FOUR_PEOPLE))
//!     .mention(data::ZHANG_SAN);
//! let pushed = feishu.say(&asked).await;
//! let card = feishu
//!     .wait_for(|state| state.replies_to(&pushed.message_id).first().map(|it| it.content.clone()))
//!     .await?;
//! println!("{card}");
//! # Ok(())
//! # }
//! ```

mod acting;
mod answer;
mod api;
mod auth;
mod bot;
pub mod card;
mod client;
mod clock;
pub mod data;
mod faults;
mod im;
mod journal;
mod limits;
mod paging;
mod press;
mod push;
mod pusher;
mod query;
mod running;
mod server;
mod shared;
mod state;
mod time_text;
mod vc;
mod world;

pub use acting::Challenge;
pub use api::Api;
pub use clock::SimClock;
pub use faults::{Fault, Faults, Gate, Injection};
pub use journal::{Call, Journal};
pub use limits::Limits;
pub use press::{ClientError, Press, Pressed, Toast};
pub use push::{
    Attempt, CHALLENGE_PATIENCE, Delivery, Outcome, PATIENCE, RETRY_AFTER, Says, seal,
    seal_with_iv, sign,
};
pub use query::Query;
pub use running::{Missed, Simulator};
pub use state::State;
pub use world::{
    App, Author, Chat, ChatKind, Endpoint, IdKind, Instance, MadeUp, Mention, Message, Messages,
    Minute, Person, Section, Session, UploadedFile, World,
};
