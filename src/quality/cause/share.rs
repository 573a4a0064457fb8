//! How many people are many. Source: quality model 4, RC1 and RC2.

use super::super::bounds::CauseBounds;
use super::super::crowd::Count;

impl CauseBounds {
    /// At least half of those with data were bad.
    pub(in crate::quality) fn is_half(&self, people: Count) -> bool {
        people.bad > 0 && share(people.bad, people.rated) >= self.service_share
    }

    /// At least 60 % of those with data at one site were bad, and not one person alone.
    pub(in crate::quality) fn is_most_of_a_site(&self, site: Count) -> bool {
        site.bad >= 2 && share(site.bad, site.rated) >= self.office_share
    }

    /// Fewer than a quarter had the trouble.
    pub(super) fn are_fine(&self, troubled: u32, of: u32) -> bool {
        troubled == 0 || share(troubled, of) < self.fine_share
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn people(bad: u32, rated: u32) -> Count {
        Count { bad, rated, losing_sent: 0, losing_received: 0, senders: 0, receivers: 0 }
    }

    #[test]
    fn nobody_is_never_half() {
        let bounds = CauseBounds { service_share: 0.0, ..CauseBounds::default() };
        assert!(!bounds.is_half(people(0, 4)));
        assert!(bounds.is_half(people(1, 4)));
    }

    #[test]
    fn how_many_are_many() {
        let bounds = CauseBounds::default();
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
            assert_eq!(bounds.is_half(people), half, "{bad} of {of}");
            assert_eq!(bounds.is_most_of_a_site(people), site, "{bad} of {of} at a site");
            assert_eq!(bounds.are_fine(bad, of), fine, "{bad} of {of}");
        }
    }
}
