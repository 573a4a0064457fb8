use std::collections::HashSet;

use super::*;

/// Every code of the dossier that a call of ours can be answered with, by section.
const KNOWN: &[(&str, &[i64])] = &[
    (
        "5.4",
        &[
            10003, 10005, 10012, 10013, 10014, 10015, 10016, 99_991_400, 99_991_401, 99_991_403,
            99_991_543, 99_991_661, 99_991_662, 99_991_663, 99_991_664, 99_991_665, 99_991_671,
            99_991_672, 99_991_673, 99_991_676, 99_992_351, 99_992_352, 99_992_354, 99_992_356,
            99_992_359, 99_992_360, 99_992_361, 99_992_364, 99_992_402,
        ],
    ),
    (
        "6.6",
        &[
            121_001, 121_002, 121_003, 121_004, 121_005, 126_003, 126_004, 126_005, 126_006,
            126_007, 126_008, 126_009, 126_010, 126_015, 126_016,
        ],
    ),
    (
        "7.3",
        &[230_017, 230_055, 232_096, 234_001, 234_002, 234_006, 234_007, 234_010, 234_041, 234_042],
    ),
    ("7.2", &[230_009, 230_026]),
    (
        "7.5",
        &[
            10002, 10029, 11201, 11205, 11206, 11213, 11223, 11225, 11228, 11231, 11236, 11237,
            11240, 11242, 11246, 11248, 12008, 12011, 18054, 18113, 19036,
        ],
    ),
    (
        "7.6",
        &[
            11232, 11233, 11247, 230_001, 230_002, 230_006, 230_011, 230_013, 230_017, 230_018,
            230_019, 230_020, 230_022, 230_025, 230_027, 230_028, 230_029, 230_031, 230_034,
            230_035, 230_036, 230_038, 230_049, 230_050, 230_053, 230_054, 230_055, 230_071,
            230_072, 230_073, 230_074, 230_075, 230_099, 230_110, 230_111, 232_009,
        ],
    ),
    ("9", &[232_004, 232_006, 232_010, 232_011, 232_025, 232_033, 232_034]),
    ("10", &[2200, 9499, 10001, 10003, 99_991_201, 99_991_301, 99_991_400, 99_991_403]),
];

/// Codes of the same sections that are left to the HTTP status, and why.
const LEFT_OUT: &[(i64, &str)] = &[
    (99_991_668, "user tokens: we have none"),
    (99_991_669, "user tokens: we have none"),
    (99_991_677, "user tokens: we have none"),
    (99_991_679, "user tokens: we have none"),
    (230_015, "we share no chats"),
    (234_011, "we upload no pictures"),
    (234_039, "we upload no pictures"),
    (300_317, "streaming cards: we stream none"),
];

#[test]
fn every_code_of_the_dossier_has_a_meaning_or_a_reason_why_not() {
    for (section, codes) in KNOWN {
        for code in *codes {
            assert!(find(*code).is_some(), "{code} of dossier {section}");
        }
    }
    for (code, why) in LEFT_OUT {
        assert!(find(*code).is_none() && !why.is_empty(), "{code}");
    }
}

#[test]
fn every_row_stands_in_the_section_it_names_and_no_code_has_two() {
    let mut seen = HashSet::new();
    for row in TABLE {
        for code in row.codes {
            assert!(seen.insert(code), "{code} stands twice");
            let sections = KNOWN.iter().filter(|(_, codes)| codes.contains(code));
            assert!(
                sections.clone().any(|(section, _)| row.source.contains(section)),
                "{code} is not of dossier {}",
                row.source
            );
        }
    }
}

#[test]
fn what_the_asker_or_the_operator_is_told() {
    use Refusal as R;
    let table = [
        (121_004, R::NoData, Nothing),
        (126_009, R::NoData, Nothing),
        (126_010, R::NoData, Nothing),
        (121_005, R::AdminRoleMissing, Nothing),
        (99_991_672, R::ScopeMissing(vec![]), Nothing),
        (99_991_403, R::QuotaUsedUp, Nothing),
        (99_991_400, R::Unavailable, NextWindow),
        (121_001, R::Unavailable, Transient),
        (2200, R::Unavailable, Transient),
        (99_991_663, R::Misconfigured, NewToken),
        (99_991_664, R::Misconfigured, NewToken),
        (99_991_665, R::Misconfigured, NewToken),
        (99_991_671, R::Misconfigured, NewToken),
        (10015, R::Misconfigured, Nothing),
        (121_003, R::Rejected, Nothing),
        (230_011, R::Undeliverable, Nothing),
        (230_020, R::Unavailable, BackOff),
        (230_025, R::CardRefused, Nothing),
        (230_028, R::PersonalDataBlocked, Nothing),
        (230_049, R::Unavailable, Soon),
        (230_099, R::CardRefused, Nothing),
        (232_096, R::Unavailable, Transient),
        (234_002, R::Misconfigured, Nothing),
        (234_007, R::Misconfigured, Nothing),
        (234_006, R::Rejected, Nothing),
        (230_009, R::Undeliverable, Nothing),
        (230_026, R::Rejected, Nothing),
        (12008, R::Undeliverable, Nothing),
        (11201, R::Undeliverable, Nothing),
        (11246, R::CardRefused, Nothing),
        (232_011, R::Undeliverable, Nothing),
        (232_025, R::Misconfigured, Nothing),
    ];
    for (code, refusal, remedy) in table {
        let row = find(code).unwrap();
        assert_eq!((&row.refusal, row.remedy), (&refusal, remedy), "{code}");
    }
}

#[test]
fn a_code_nobody_knows_is_judged_by_the_status() {
    let table = [
        (200, Refusal::Rejected, Nothing),
        (400, Refusal::Rejected, Nothing),
        (429, Refusal::Unavailable, NextWindow),
        (500, Refusal::Unavailable, Transient),
        (503, Refusal::Unavailable, Transient),
    ];
    for (status, refusal, remedy) in table {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(by_status(status), (refusal, remedy), "{status}");
    }
}
