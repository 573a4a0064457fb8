//! What every back end must do with results.

use std::sync::Arc;

use super::{at, kept};
use crate::app::answer::Kept;
use crate::quality::ids::ParticipantId;
use crate::store::Store;

pub(super) async fn a_result_comes_back_as_it_was_kept(store: Arc<dyn Store>) {
    let long = kept("instance", 720, at(0));
    store.keep("tenant", &long).await.unwrap();
    let found = store.find("tenant", "instance", &long.person).await.unwrap().unwrap();
    assert_same(&found, &long);

    // A shorter one takes its place, and nothing of the longer one is left.
    let short = kept("instance", 2, at(9));
    store.keep("tenant", &short).await.unwrap();
    let found = store.find("tenant", "instance", &short.person).await.unwrap().unwrap();
    assert_same(&found, &short);
}

fn assert_same(found: &Kept, kept: &Kept) {
    let json = |kept: &Kept| serde_json::to_string(kept).unwrap();
    assert_eq!(json(found), json(kept));
    assert_eq!(found.compared, kept.compared);
}

pub(super) async fn a_result_belongs_to_one_tenant_instance_and_person(store: Arc<dyn Store>) {
    let result = kept("instance", 2, at(0));
    store.keep("tenant", &result).await.unwrap();
    let stranger = ParticipantId::from("ou_stranger".to_owned());
    for (tenant, instance, person) in [
        ("tenant2", "instance", &result.person),
        ("tenant", "instance2", &result.person),
        ("tenant", "instance", &stranger),
        ("tenantinstance", "", &result.person),
    ] {
        let found = store.find(tenant, instance, person).await.unwrap();
        assert!(found.is_none(), "{tenant} {instance} {person:?}");
    }
}
