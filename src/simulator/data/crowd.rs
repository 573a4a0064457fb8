//! A thousand people who only fill large meetings, and those meetings. Who they are and what was
//! measured for them depends on their number alone, and no minute is stored.

use super::generated::{Line, on_demand};
use super::meetings::{HOME, OFFICE, OFFICE_MAC, at, held, on_demand as stay};
use super::*;
use crate::simulator::world::{Endpoint, Instance, Person, Session};

const CROWD: usize = 1000;

const SURNAMES: [&str; 20] = [
    "刘", "黄", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "林", "罗", "高", "郑", "梁", "谢",
    "宋", "唐", "许", "邓",
];
const GIVEN: [&str; 50] = [
    "嘉欣", "子涵", "文博", "雨桐", "浩然", "思远", "佳怡", "俊杰", "梦琪", "志强", "晓彤", "天宇",
    "静怡", "明轩", "雅琳", "国栋", "诗涵", "建华", "心怡", "立新", "可欣", "宇航", "美玲", "海涛",
    "欣妍", "振华", "婉婷", "承泽", "若曦", "少杰", "芷若", "家豪", "慧敏", "泽宇", "丽娟", "鹏飞",
    "紫萱", "永康", "秀兰", "新宇", "晨曦", "光明", "玉珍", "大伟", "春燕", "长安", "凤英", "东升",
    "彩霞", "学文",
];

const SITES: [Endpoint; 4] = [
    OFFICE,
    OFFICE_MAC,
    HOME,
    Endpoint { public_ip: "116.3.7.20", internal_ip: "10.2.0.8", location: "上海", ..OFFICE },
];

/// The open_id of one of them.
fn open_id(n: usize) -> String {
    format!("ou_c{n:031}")
}

fn name(n: usize) -> String {
    let one = |names: &[&'static str], n: usize| names.get(n % names.len()).copied().unwrap_or("");
    format!("{}{}", one(&SURNAMES, n / GIVEN.len()), one(&GIVEN, n))
}

pub(super) fn people() -> Vec<Person> {
    let person = |n| people::person(&open_id(n), &format!("c{n:07}"), &name(n), TENANT);
    (0..CROWD).map(person).collect()
}

pub(super) fn meetings(day: i64) -> [Instance; 2] {
    [big(day), huge(day)]
}

fn big(day: i64) -> Instance {
    let (start, end) = (at(day, 15, 0, 11), at(day, 15, 59, 40));
    let mut sessions: Vec<Session> = (0..298).map(|n| session(n, start, end)).collect();
    sessions.push(stay(ZHANG_SAN, OFFICE, Line::Patchy, (start, start + 25, end)));
    sessions.push(stay(LI_SI, HOME, Line::Calm, (start, start + 38, end)));
    let organizer = ORGANISER.to_owned();
    Instance { organizer, ..held(BIG, "全员大会 All hands", start, end, sessions) }
}

fn huge(day: i64) -> Instance {
    let (start, end) = (at(day, 9, 0, 9), at(day, 12, 59, 47));
    let sessions = (0..CROWD).map(|n| session(n, start, end)).collect();
    let organizer = ORGANISER.to_owned();
    Instance { organizer, ..held(HUGE, "年度大会 Annual meeting", start, end, sessions) }
}

/// Every eleventh has bad stretches.
fn session(n: usize, start: i64, end: i64) -> Session {
    let late = i64::try_from(n % 40).unwrap_or(0);
    let line = if n % 11 == 5 { Line::Patchy } else { Line::Calm };
    let endpoint = SITES.get(n % SITES.len()).unwrap_or(&OFFICE).clone();
    Session {
        name: name(n),
        person: Some(open_id(n)),
        room: None,
        phone: None,
        is_external: false,
        endpoint,
        join: start + late,
        leave: Some(end - late / 2),
        minutes: Vec::new(),
        made_up: Some(on_demand(line, start)),
    }
}
