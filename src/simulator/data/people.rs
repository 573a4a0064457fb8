//! The people who have names of their own here.

use super::*;
use crate::simulator::world::Person;

pub(super) fn named() -> Vec<Person> {
    vec![
        person(ZHANG_SAN, "e33ggbyz", "张三", TENANT),
        person(LI_SI, "7a1cdf02", "李四", TENANT),
        person(ANA, "92f879ab", "Ana Lima", TENANT),
        person(WANG_FANG, "c4b7e1d9", "王芳", TENANT),
        person(KEHAN, "8efq90", "kehan", TENANT),
        person(PARTNER, "", "Priya Nair", OTHER_TENANT),
        person(ORGANISER, "b81d02fe", "赵敏", TENANT),
        person(SUPPORT, "d5e6f708", "陈静", TENANT),
        person(STRANGER, "a0b1c2d3", "周游", TENANT),
        person(WANG_WEI, "f1e2d3c4", "王伟", TENANT),
        person(OTHER_WANG_WEI, "f9e8d7c6", "王伟", TENANT),
        person(ANA_COSTA, "93a1b2c4", "Ana Costa", TENANT),
    ]
}

pub(super) fn person(open_id: &str, user_id: &str, name: &str, tenant_key: &str) -> Person {
    Person {
        open_id: open_id.to_owned(),
        union_id: open_id.replacen("ou_", "on_", 1),
        user_id: user_id.to_owned(),
        name: name.to_owned(),
        tenant_key: tenant_key.to_owned(),
    }
}
