//! A running simulator: how it is started, looked at and changed.

use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::{CancellationToken, DropGuard};

use super::clock::SimClock;
use super::faults::Faults;
use super::journal::Journal;
use super::push::{Delivery, Outcome};
use super::pusher::Pusher;
use super::server::serve;
use super::shared::Shared;
use super::state::State;
use super::world::{App, Message, World};

/// How long [`Simulator::wait_for`] waits in real time; generous, because it only bounds failures.
const SAFETY: Duration = Duration::from_secs(120);

/// A Feishu on a loopback port. Stops when it is dropped.
#[derive(Debug)]
pub struct Simulator {
    pub(super) pusher: Pusher,
    address: SocketAddr,
    server: tokio::task::JoinHandle<io::Result<()>>,
    _stop_on_drop: DropGuard,
}

/// What was waited for did not come; shows every push and every request so far.
pub struct Missed {
    pushes: Vec<Delivery>,
    journal: Journal,
}

impl Simulator {
    /// Starts on a free loopback port.
    pub async fn start(world: World, clock: SimClock) -> io::Result<Self> {
        Self::start_on(SocketAddr::from(([127, 0, 0, 1], 0)), world, clock).await
    }

    /// Starts on a given address.
    #[expect(clippy::unused_async, reason = "says that it must be called inside a runtime")]
    pub async fn start_on(address: SocketAddr, world: World, clock: SimClock) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let shared = Shared::new(world, clock);
        let stop = CancellationToken::new();
        let http = reqwest::Client::builder()
            .no_proxy()
            // Events go to plain loopback URLs: no certificate store is needed, nor loaded.
            .tls_certs_only([])
            .redirect(reqwest::redirect::Policy::none())
            .timeout(SAFETY)
            .build()
            .map_err(io::Error::other)?;
        let _stop_on_drop = stop.clone().drop_guard();
        let pusher = Pusher { shared, http, stop };
        let server = tokio::spawn(serve(listener, &pusher)?);
        Ok(Self { pusher, address, server, _stop_on_drop })
    }

    /// Stops serving and pushing; ends when the port is free.
    pub async fn stop(self) {
        self.pusher.stop.cancel();
        let _ = self.server.await;
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.pusher.shared
    }

    /// Such as `http://127.0.0.1:34567`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The app's credentials and keys.
    pub fn app(&self) -> App {
        self.shared().read(|state| state.world.app.clone())
    }

    /// The clock it runs on.
    pub fn clock(&self) -> &SimClock {
        &self.shared().clock
    }

    /// Where faults are put in.
    pub fn faults(&self) -> Faults {
        Faults(Arc::clone(self.shared()))
    }

    /// Every request so far.
    pub fn journal(&self) -> Journal {
        self.shared().read(|state| state.journal.clone())
    }

    /// Looks at the state.
    pub fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        self.shared().read(look)
    }

    /// Shapes the world for a special case.
    pub fn edit<R>(&self, edit: impl FnOnce(&mut World) -> R) -> R {
        self.shared().change(|state| edit(&mut state.world))
    }

    /// Grants the app a scope.
    pub fn grant(&self, scope: &str) {
        self.edit(|world| world.app.scopes.insert(scope.to_owned()));
    }

    /// Takes a scope from the app.
    pub fn revoke(&self, scope: &str) {
        self.edit(|world| world.app.scopes.remove(scope));
    }

    /// Whether the app's creator may manage meetings; without it, 121005.
    pub fn set_admin_role(&self, granted: bool) {
        self.edit(|world| world.app.meeting_admin = granted);
    }

    /// Makes every token given out so far invalid before its time (99991663).
    pub fn revoke_tokens(&self) {
        self.shared()
            .change(|state| state.tokens.iter_mut().for_each(|token| token.revoked = true));
    }

    /// A message by its id.
    pub fn message(&self, message_id: &str) -> Option<Message> {
        self.read(|state| state.world.messages.get(message_id).cloned())
    }

    /// The replies to a message, oldest first.
    pub fn replies_to(&self, message_id: &str) -> Vec<Message> {
        self.read(|state| state.replies_to(message_id).into_iter().cloned().collect())
    }

    /// The cards that only this person sees, oldest first; without those that were deleted.
    pub fn only_visible_to(&self, open_id: &str) -> Vec<Message> {
        self.read(|state| state.only_visible_to(open_id).into_iter().cloned().collect())
    }

    /// Waits until the state shows something; wakes on every change of it.
    pub async fn wait_for<T>(&self, look: impl Fn(&State) -> Option<T>) -> Result<T, Missed> {
        let found = tokio::time::timeout(SAFETY, self.shared().until(look)).await;
        let missed = |state: &State| {
            let (pushes, journal) = (state.deliveries.clone(), state.journal.clone());
            Missed { pushes, journal }
        };
        found.map_err(|_| self.read(missed))
    }
}

impl fmt::Debug for Missed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

impl fmt::Display for Missed {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "nothing like it within {SAFETY:?}; the pushes so far:")?;
        for Delivery { event_id, attempts, .. } in &self.pushes {
            let outcomes: Vec<&Outcome> = attempts.iter().map(|attempt| &attempt.outcome).collect();
            writeln!(to, "  {event_id} → {outcomes:?}")?;
        }
        writeln!(to, "the requests so far:")?;
        fmt::Display::fmt(&self.journal, to)
    }
}

impl std::error::Error for Missed {}
