//! Made-up pairs: each way in which trouble can be shared.

use crate::app::answer::Answer;
use crate::app::ports::{Offer, Privacy, ReportLink};
use crate::app::told::{Pair, Whose};
use crate::render::sample::{answers, measured, offer};

pub(super) fn pairs() -> Vec<(&'static str, Pair, Offer)> {
    let known = [answers::answers(), measured::answers()].concat();
    let answer = |sample: &str, name: &str| {
        let found = known.iter().find(|(known, _)| *known == sample);
        found.map(|(_, answer)| Answer { name: name.to_owned(), ..answer.clone() })
    };
    let hostile = "a => b {<at id=all></at>}";
    let all = [
        ("one side", "three charts", "张三", "good", "李四", Whose::TheOnes),
        ("other side", "good", "张三", "poor", "李四", Whose::TheOthers),
        ("neither", "good", "张三", "good", "Ana María", Whose::Nobodys),
        ("each", "loss alone", "张三", "latency", "李四", Whose::Each),
        ("shared", "two charts", "张三", "delay alone", "李四", Whose::Shared),
        ("not known", "unrated", "", "good", "李四", Whose::Unknown),
        ("namesakes", "busy computer", hostile, "partial", hostile, Whose::TheOnes),
        ("no names", "peaks", "张三", "frames", "李四", Whose::Each),
    ];
    let pair = |(name, one, its, other, others, whose)| {
        let (one, other) = (answer(one, its)?, answer(other, others)?);
        let privacy = if name == "no names" { Privacy::Nothing } else { Privacy::Chat };
        let offer = Offer { report: ReportLink::Nowhere, privacy, ..offer(name) };
        Some((name, Pair { one, other, whose }, offer))
    };
    all.into_iter().filter_map(pair).collect()
}
