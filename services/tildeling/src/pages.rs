//! Lists of the contract, read to their end.

/// Rows to a page: the most there can be.
pub const PAGE_SIZE: i32 = 500;

/// Every row of a list. `page` asks for the page that a token names, the first by an empty one, and
/// gives its rows with the next token.
///
/// # Errors
/// Those of `page`.
pub async fn all<T, E>(
    mut page: impl AsyncFnMut(String) -> Result<(Vec<T>, String), E>,
) -> Result<Vec<T>, E> {
    let mut rows = Vec::new();
    let mut token = String::new();
    loop {
        let (more, next) = page(token).await?;
        rows.extend(more);
        if next.is_empty() {
            return Ok(rows);
        }
        token = next;
    }
}

#[cfg(test)]
mod tests {
    use super::all;

    #[tokio::test]
    async fn every_page_is_read_once_and_the_last_ends_it() {
        let mut asked = Vec::new();
        let rows = all(async |token: String| {
            asked.push(token.clone());
            Ok::<_, ()>(match token.as_str() {
                "" => (vec![1, 2], "second".to_owned()),
                "second" => (Vec::new(), "third".to_owned()),
                _ => (vec![3], String::new()),
            })
        })
        .await;
        assert_eq!(rows, Ok(vec![1, 2, 3]));
        assert_eq!(asked, ["", "second", "third"]);
    }
}
