#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn card(elements: &[Json]) -> Json {
        json!({ "schema": "2.0", "body": { "elements": elements } })
    }

    fn weight(card: &Json) -> CardBudget {
        let nothing = CardBudget { bytes: 0, elements: 0, tables: 0, charts: 0 };
        nothing.weigh(card).unwrap_err().0
    }

    #[test]
    fn nested_components_and_text_objects_are_counted() {
        let div = json!({ "tag": "div", "text": { "tag": "plain_text", "content": "tag" } });
        let column = json!({ "tag": "column", "elements": [div] });
        let set = json!({ "tag": "column_set", "columns": [column, column] });
        assert_eq!(weight(&card(&[set])).elements, 7);
    }

    #[test]
    fn what_is_inside_a_chart_is_its_own_affair() {
        let chart = json!({ "tag": "chart", "chart_spec": { "data": [{ "tag": "table" }] } });
        let CardBudget { elements, tables, charts, .. } = weight(&card(&[chart]));
        assert_eq!((elements, tables, charts), (1, 0, 1));
    }

    #[test]
    fn each_limit_is_kept_to_the_last_one() {
        let many = |tag: &str, count| card(&vec![json!({ "tag": tag }); count]);
        for (tag, most) in [("hr", 200), ("table", 3), ("chart", 5)] {
            assert!(CardBudget::FEISHU.weigh(&many(tag, most)).is_ok(), "{most} × {tag}");
            assert!(CardBudget::FEISHU.weigh(&many(tag, most + 1)).is_err(), "{most} + 1 × {tag}");
        }
        let bytes = |count: usize| json!("x".repeat(count - 2));
        assert!(CardBudget::FEISHU.weigh(&bytes(29_000)).is_ok());
        assert!(CardBudget::FEISHU.weigh(&bytes(29_001)).is_err());
    }
}
