use super::*;

#[test]
fn headers_of_an_answer() {
    let table = [
        (vec![], None, None),
        (vec![("X-Tt-Logid", "a"), ("X-Request-Id", "b")], Some("a"), None),
        (vec![("X-Tt-Logid", " "), ("X-Request-Id", "b")], Some("b"), None),
        (vec![("x-ogw-ratelimit-reset", "52")], None, Some(52)),
        (vec![("x-ogw-ratelimit-reset", "soon")], None, None),
        (vec![("x-ogw-ratelimit-reset", "-1")], None, None),
        (vec![("x-ogw-ratelimit-reset", "18446744073709551615")], None, Some(86_400)),
    ];
    for (headers, log_id, reset) in table {
        let headers: Vec<(&str, &str)> = headers;
        let map = headers.iter().map(|(name, value)| {
            (name.parse::<reqwest::header::HeaderName>().unwrap(), value.parse().unwrap())
        });
        let answer = head(StatusCode::OK, &map.collect());
        assert_eq!(answer.log_id.as_deref(), log_id, "{headers:?}");
        assert_eq!(answer.reset, reset.map(Duration::from_secs), "{headers:?}");
    }
}
