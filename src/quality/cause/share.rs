//! How many people are many. Source: quality model 4, RC1 and RC2; [`are_fine`] is house.

use super::super::crowd::Count;

/// At least half of those with data were bad.
pub(in crate::quality) const fn is_half(people: Count) -> bool {
    people.bad > 0 && people.bad * 2 >= people.rated
}

/// At least 60 % of those with data at one site were bad, and not one person alone.
pub(in crate::quality) const fn is_most_of_a_site(site: Count) -> bool {
    site.bad >= 2 && site.bad * 10 >= site.rated * 6
}

/// House: a group is fine when fewer than a quarter of it had the trouble.
pub(super) const fn are_fine(troubled: u32, of: u32) -> bool {
    troubled == 0 || troubled * 4 < of
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn people(bad: u32, rated: u32) -> Count {
        Count { bad, rated, losing_sent: 0, losing_received: 0, senders: 0, receivers: 0 }
    }

    #[test]
    fn how_many_are_many() {
        for (bad, of, half, site, fine) in [
            (0, 0, false, false, true),
            (0, 1, false, false, true),
            (1, 1, true, false, false),
            (1, 2, true, false, false),
            (1, 3, false, false, false),
            (1, 4, false, false, false),
            (1, 5, false, false, true),
            (2, 7, false, false, false),
            (2, 8, false, false, false),
            (2, 9, false, false, true),
            (2, 4, true, false, false),
            (2, 3, true, true, false),
            (3, 5, true, true, false),
            (5, 9, true, false, false),
        ] {
            let people = people(bad, of);
            let said = (is_half(people), is_most_of_a_site(people), are_fine(bad, of));
            assert_eq!(said, (half, site, fine), "{bad} of {of}");
        }
    }
}
