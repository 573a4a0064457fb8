//! What every back end must do with watches.

use std::sync::Arc;

use super::{DAY, MONTHS, YEAR, at};
use crate::app::asked::{AskedId, Watch, WatchKind};
use crate::quality::ids::{MeetingNo, OpenId};
use crate::store::{Store, Swept};

fn watch(no: &str, kind: WatchKind, since: i64) -> Watch {
    Watch {
        tenant: "tenant".to_owned(),
        no: MeetingNo::parse(no).unwrap(),
        kind,
        by: OpenId("ou_watcher".to_owned()),
        since: at(since),
        seen: None,
    }
}

pub(in crate::store) fn of_chat(no: &str, chat: &str, since: i64) -> Watch {
    watch(no, WatchKind::Chat { chat: chat.to_owned(), always: false }, since)
}

pub(super) fn once(no: &str, asked: &str, since: i64) -> Watch {
    watch(no, WatchKind::Once { asked: AskedId(asked.to_owned()) }, since)
}

pub(super) async fn watches_are_found_by_chat_and_by_number(store: Arc<dyn Store>) {
    let [late, early] =
        [("222222222", 9), ("333333333", 1)].map(|(no, since)| of_chat(no, "oc_1", since));
    let elsewhere = of_chat("222222222", "oc_11", 2);
    let waiting = once("222222222", "oc_1", 3);
    let foreign = Watch { tenant: "tenant2".to_owned(), ..of_chat("222222222", "oc_1", 4) };
    for one in [&late, &early, &elsewhere, &waiting, &foreign] {
        store.watch(one).await.unwrap();
    }
    let here = store.watches_in("tenant", "oc_1").await.unwrap();
    assert_eq!(here, [early.clone(), late.clone()]);
    assert_eq!(store.watches_in("tenant", "oc_2").await.unwrap(), []);
    let of_number = store.watches_of("tenant", late.no).await.unwrap();
    assert_eq!(of_number, [elsewhere.clone(), waiting.clone(), late.clone()]);
    let all = store.watches().await.unwrap();
    assert_eq!(all, [early, elsewhere, waiting, foreign, late]);
}

pub(super) async fn a_watch_is_replaced_and_ended(store: Arc<dyn Store>) {
    let first = of_chat("222222222", "oc_1", 1);
    store.watch(&first).await.unwrap();
    let again = Watch {
        kind: WatchKind::Chat { chat: "oc_1".to_owned(), always: true },
        seen: Some(at(60)),
        ..of_chat("222222222", "oc_1", 5)
    };
    store.watch(&again).await.unwrap();
    assert_eq!(store.watches_in("tenant", "oc_1").await.unwrap(), [again]);

    // What it is about tells which one it is.
    assert!(!store.unwatch(&of_chat("222222222", "oc_2", 1)).await.unwrap());
    assert!(!store.unwatch(&once("222222222", "oc_1", 1)).await.unwrap());
    assert!(store.unwatch(&first).await.unwrap());
    assert!(!store.unwatch(&first).await.unwrap());
    assert_eq!(store.watches_in("tenant", "oc_1").await.unwrap(), []);
    assert_eq!(store.watches().await.unwrap(), []);
}

pub(super) async fn waiting_for_an_answer_ends_and_watching_a_chat_does_not(store: Arc<dyn Store>) {
    let chat = of_chat("222222222", "oc_1", 0);
    store.watch(&chat).await.unwrap();
    store.watch(&once("222222222", "a", 0)).await.unwrap();
    store.watch(&once("222222222", "b", 1)).await.unwrap();
    let swept = store.sweep(at(0) + 14 * DAY, MONTHS).await.unwrap();
    assert_eq!(swept, Swept { watches: 1, ..Swept::default() });
    assert_eq!(store.watches().await.unwrap(), [chat.clone(), once("222222222", "b", 1)]);
    assert_eq!(store.sweep(at(0) + 5 * YEAR, MONTHS).await.unwrap().watches, 1);
    assert_eq!(store.watches().await.unwrap(), [chat]);
}
