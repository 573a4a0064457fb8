use super::*;

#[test]
fn which_base_urls_are_taken() {
    use BaseUrlError::{NotABase, NotEncrypted};
    let table = [
        ("https://open.feishu.cn", Ok(())),
        ("https://open.larksuite.com/", Ok(())),
        ("https://proxy.example.com:8443/feishu", Ok(())),
        ("http://127.0.0.1:9000", Ok(())),
        ("http://127.8.8.8", Ok(())),
        ("http://[::1]:9000", Ok(())),
        ("http://LOCALHOST:1", Ok(())),
        ("http://open.feishu.cn", Err(NotEncrypted)),
        ("http://localhost.example.com", Err(NotEncrypted)),
        ("http://127.0.0.1.example.com", Err(NotEncrypted)),
        ("http://0.0.0.0", Err(NotEncrypted)),
        ("http://10.0.0.1", Err(NotEncrypted)),
        ("ftp://127.0.0.1", Err(NotEncrypted)),
        ("file:///etc/passwd", Err(NotEncrypted)),
        ("data:text/plain,hi", Err(NotEncrypted)),
        ("https://user@open.feishu.cn", Err(NotABase)),
        ("http://user:pass@127.0.0.1", Err(NotABase)),
        ("https://open.feishu.cn/?a=b", Err(NotABase)),
        ("https://open.feishu.cn/#a", Err(NotABase)),
    ];
    for (url, expected) in table {
        assert_eq!(check_base_url(&url.parse().unwrap()), expected, "{url}");
    }
}

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
