//! Made-up forms, lists and notices.

use std::sync::LazyLock;

use super::kept::{self, HOSTILE};
use super::{asked, no};
use crate::app::answer::{Answer, Meeting};
use crate::app::asked::{AskedId, Watch};
use crate::app::error::FaultId;
use crate::app::ports::Told;
use crate::app::told::{
    Among, Candidate, Examined, Finding, Forgotten, Form, Given, Health, Picker, Refused,
    ShareAsked, Watching, Whisper, WhyRefused,
};
use crate::command::Topic;
use crate::quality::ids::OpenId;

/// What forms and pickers are about: they borrow it.
struct Lists {
    asked: AskedId,
    meetings: Vec<Meeting>,
    people: Vec<Candidate>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    asked: asked(),
    meetings: kept::meetings(60),
    people: kept::people(7),
});

type Named<T> = Vec<(&'static str, T)>;

/// One of each kind.
#[derive(Debug, Clone)]
pub(super) struct TalkSamples {
    forms: Named<Form<'static>>,
    pickers: Named<Picker<'static>>,
    recent: Named<Vec<Given>>,
    watching: Named<Watching>,
    watches: Named<Vec<Watch>>,
    forgotten: Named<Forgotten>,
    doctor: Named<Vec<Finding>>,
    refused: Named<Refused>,
    share_asked: Named<ShareAsked>,
    details: Named<Answer>,
}

impl TalkSamples {
    pub(super) fn new() -> Self {
        Self {
            forms: forms(),
            pickers: pickers(),
            recent: vec![
                ("recent", kept::recent(4)),
                ("recent many", kept::recent(25)),
                ("recent none", Vec::new()),
            ],
            watching: watching(),
            watches: vec![
                ("watches", kept::watches(3)),
                ("watches many", kept::watches(200)),
                ("watches none", Vec::new()),
            ],
            forgotten: forgotten(),
            doctor: doctor(),
            refused: refused(),
            share_asked: share_asked(),
            details: kept::details(),
        }
    }

    /// Each with a name of its own among those of its template, the fullest first.
    pub(super) fn told(&self) -> Vec<(String, Told<'_>)> {
        let mut told = Vec::new();
        add(&mut told, &self.forms, Told::Form);
        add(&mut told, &self.pickers, Told::Picker);
        add(&mut told, &self.recent, |recent| Told::Recent(recent));
        add(&mut told, &self.watching, Told::Watching);
        add(&mut told, &self.watches, |watches| Told::Watches(&LISTS.asked, watches));
        add(&mut told, &TOPICS, |topic| Told::Explained(*topic));
        add(&mut told, &self.forgotten, Told::Forgotten);
        add(&mut told, &self.doctor, |findings| Told::Doctor(findings));
        add(&mut told, &self.refused, Told::Refused);
        add(&mut told, &self.share_asked, Told::ShareAsked);
        add(&mut told, &self.details, Told::Details);
        add(&mut told, &WHISPERS, |whisper| Told::ToYouAlone(*whisper));
        told.push(("file sent".to_owned(), Told::FileSent));
        told
    }
}

fn add<'a, T>(
    all: &mut Vec<(String, Told<'a>)>,
    samples: &'a [(&'static str, T)],
    tell: impl Fn(&'a T) -> Told<'a>,
) {
    all.extend(samples.iter().map(|(name, sample)| ((*name).to_owned(), tell(sample))));
}

const TOPICS: [(&str, Option<Topic>); 15] = [
    ("explained", Some(Topic::Loss)),
    ("delay", Some(Topic::Delay)),
    ("jitter", Some(Topic::Jitter)),
    ("latency", Some(Topic::Latency)),
    ("bitrate", Some(Topic::Bitrate)),
    ("resolution", Some(Topic::Resolution)),
    ("frame rate", Some(Topic::FrameRate)),
    ("volume", Some(Topic::Volume)),
    ("cpu", Some(Topic::Cpu)),
    ("voice", Some(Topic::Voice)),
    ("grade", Some(Topic::Grade)),
    ("bad minute", Some(Topic::BadMinute)),
    ("coverage", Some(Topic::Coverage)),
    ("scope", Some(Topic::Scope)),
    ("topics", None),
];

const WHISPERS: [(&str, Whisper); 2] =
    [("to you alone", Whisper::ExternalGroup), ("form alone", Whisper::Form)];

fn first<T>(of: &[T], count: usize) -> &[T] {
    of.get(..count).unwrap_or(of)
}

fn forms() -> Named<Form<'static>> {
    let form = |count| Form { asked: &LISTS.asked, meetings: first(&LISTS.meetings, count) };
    vec![("form", form(4)), ("full form", form(60)), ("form without meetings", form(0))]
}

fn pickers() -> Named<Picker<'static>> {
    let picker = |among, more| Picker { asked: &LISTS.asked, no: no(), among, more };
    let meetings = |count| Among::Meetings(first(&LISTS.meetings, count));
    let people = |count| Among::People(first(&LISTS.people, count));
    vec![
        ("picker", picker(meetings(6), 2)),
        ("many meetings", picker(meetings(7), 0)),
        ("most meetings", picker(meetings(60), 7)),
        ("people", picker(people(3), 0)),
        ("many people", picker(people(7), 0)),
    ]
}

fn watching() -> Named<Watching> {
    let no = no();
    vec![
        ("watching", Watching::Begun { no, always: false }),
        ("always", Watching::Begun { no, always: true }),
        ("unknown", Watching::BegunUnknown { no, always: false }),
        ("unknown always", Watching::BegunUnknown { no, always: true }),
        ("ended", Watching::Ended { no }),
        ("not watched", Watching::NotWatched { no }),
        ("too many", Watching::TooMany { limit: 200 }),
        ("not there", Watching::Withheld { no, why: WhyRefused::NotThere }),
        ("withheld", Watching::Withheld { no, why: WhyRefused::OnlyOneself }),
        ("failed", Watching::Failed { no, fault: FaultId("3F9A01C2".to_owned()) }),
    ]
}

fn forgotten() -> Named<Forgotten> {
    let all = Forgotten {
        results: 12,
        judgements: 40,
        questions: 7,
        opinions: 3,
        watches: 1,
        rosters: 12,
        unfinished: 2,
        mentions: 5,
    };
    vec![("forgotten", all), ("nothing", Forgotten::default())]
}

fn doctor() -> Named<Vec<Finding>> {
    let finding = |what, health| Finding { what, health };
    let missing = |detail: &str| Health::Missing(detail.to_owned());
    let ill = vec![
        finding(Examined::Credentials, Health::Well),
        finding(Examined::Meetings, missing("vc:room:readonly")),
        finding(Examined::Chats, missing("99991672: im:chat:readonly")),
        finding(Examined::EndedEvents, Health::Unknown(String::new())),
        finding(Examined::PublicAddress, missing("QUALITY_BOT_PUBLIC_URL")),
        finding(Examined::Store, Health::Unknown(HOSTILE.to_owned())),
        finding(Examined::Budget, missing("3 / 100")),
    ];
    let well: Vec<Finding> = ill.iter().map(|it| finding(it.what, Health::Well)).collect();
    let unknown = || finding(Examined::Store, Health::Unknown(String::new()));
    let one = vec![unknown(), finding(Examined::Credentials, missing(HOSTILE))];
    vec![("doctor", ill), ("well", well), ("partly known", vec![unknown()]), ("one missing", one)]
}

fn refused() -> Named<Refused> {
    let refused = |why, name: Option<&str>, ask: bool| Refused {
        why,
        name: name.map(str::to_owned),
        ask: ask.then(asked),
    };
    vec![
        ("refused", refused(WhyRefused::OnlyOneself, Some("张三"), true)),
        ("unnamed", refused(WhyRefused::OnlyOneself, None, true)),
        ("hostile", refused(WhyRefused::OnlyOneself, Some(HOSTILE), true)),
        ("not there", refused(WhyRefused::NotThere, None, false)),
        ("only support", refused(WhyRefused::OnlySupport, None, false)),
        ("declined", refused(WhyRefused::Declined, Some("张三"), false)),
        ("outsider", refused(WhyRefused::Outsider, None, false)),
    ]
}

fn share_asked() -> Named<ShareAsked> {
    let somebody = "ou_7d8a6e6df7621556ce0d21922b676706";
    let samples = [
        ("share_asked", somebody),
        ("without a topic", somebody),
        ("hostile topic", "ou_1></at><at id=all"),
    ];
    let share = |((name, by), meeting): ((&'static str, &str), &Meeting)| {
        let (by, no) = (OpenId(by.to_owned()), meeting.no);
        (name, ShareAsked { asked: asked(), by, no, meeting: Some(meeting.clone()) })
    };
    let mut all: Named<_> = samples.into_iter().zip(&LISTS.meetings).map(share).collect();
    let by = OpenId(somebody.to_owned());
    all.push(("was not there", ShareAsked { asked: asked(), by, no: no(), meeting: None }));
    all
}
