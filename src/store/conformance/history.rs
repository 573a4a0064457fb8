//! What every back end must do with judgements.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::at;
use super::calendar::meeting;
use super::questions::judged;
use crate::app::asked::About;
use crate::app::ports::Remembered;
use crate::quality::ids::OpenId;
use crate::quality::verdict::CauseId;
use crate::store::Store;

pub(in crate::store) fn remembered(instance: &str, person: &str, end: i64) -> Remembered {
    Remembered {
        meeting: meeting(instance, end, Some("ou_owner")),
        person: person.to_owned().into(),
        name: "张三".to_owned(),
        judged: judged(),
        rated_minutes: 55,
        by_cause: BTreeMap::from([(CauseId::UplinkLoss, 7)]),
        network_type: Some("wifi".to_owned()),
        app_version: Some("7.40.1".to_owned()),
    }
}

fn about(instance: &str, person: &str) -> About {
    About { instance: instance.to_owned(), person: person.to_owned().into() }
}

pub(super) async fn a_persons_judgements_come_oldest_first(store: Arc<dyn Store>) {
    let [a, b, c] = [("x", 100), ("z", 200), ("y", 300)]
        .map(|(instance, end)| remembered(instance, "ou_me", end));
    for one in [&c, &a, &b, &remembered("x", "ou_me2", 100), &remembered("x", "omm_room", 100)] {
        store.remember("tenant", one).await.unwrap();
    }
    let me = OpenId("ou_me".to_owned());
    let history = |since| store.history("tenant", &me, at(since));
    assert_eq!(history(0).await.unwrap(), [a.clone(), b.clone(), c.clone()]);
    assert_eq!(history(100).await.unwrap(), [b, c]);
    assert_eq!(history(300).await.unwrap(), []);
    assert_eq!(store.history("tenant2", &me, at(0)).await.unwrap(), []);
    assert_eq!(store.remembered("tenant", &about("x", "ou_me")).await.unwrap(), Some(a));
    let room = store.remembered("tenant", &about("x", "omm_room")).await.unwrap();
    assert_eq!(room, Some(remembered("x", "omm_room", 100)));
    assert_eq!(store.remembered("tenant", &about("y", "ou_me2")).await.unwrap(), None);
}

pub(super) async fn a_judgement_replaces_the_one_before(store: Arc<dyn Store>) {
    store.remember("tenant", &remembered("x", "ou_me", 100)).await.unwrap();
    let better = Remembered { rated_minutes: 58, ..remembered("x", "ou_me", 130) };
    store.remember("tenant", &better).await.unwrap();
    let me = OpenId("ou_me".to_owned());
    assert_eq!(store.history("tenant", &me, at(0)).await.unwrap(), [better]);
}
