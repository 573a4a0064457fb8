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
