//! *Kapittel og post*: the line of the State budget the money comes from.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::check_digit;
use super::text_identifier::text_identifier;

/// Chapter (four digits) and post (two digits) of the State budget, written `0765.71`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChapterPost(String);

text_identifier!(ChapterPost, ChapterPostError);

/// Why a text is not a chapter and post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChapterPostError {
    /// Not `dddd.dd`.
    #[error(
        "chapter and post are written with four and two digits and a dot between, as in 0765.71"
    )]
    Form,
    /// Chapter 0000 or post 00.
    #[error(
        "neither the chapter nor the post can be zero; look the line up in the budget (\"Gul bok\")"
    )]
    Zero,
}

impl FromStr for ChapterPost {
    type Err = ChapterPostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (chapter, post) = text.split_once('.').ok_or(ChapterPostError::Form)?;
        let chapter = check_digit::digits(chapter).ok_or(ChapterPostError::Form)?;
        let post = check_digit::digits(post).ok_or(ChapterPostError::Form)?;
        if (chapter.len(), post.len()) != (4, 2) {
            return Err(ChapterPostError::Form);
        }
        if [chapter, post]
            .iter()
            .any(|part| part.iter().all(|digit| *digit == 0))
        {
            return Err(ChapterPostError::Zero);
        }
        Ok(ChapterPost(text.to_owned()))
    }
}

impl ChapterPost {
    /// The chapter (*kapittel*), four digits.
    #[must_use]
    pub fn chapter(&self) -> &str {
        &self.0[..4]
    }

    /// The post, two digits.
    #[must_use]
    pub fn post(&self) -> &str {
        &self.0[5..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_digits_dot_two_digits() {
        let line: ChapterPost = "0765.71".parse().unwrap();
        assert_eq!((line.chapter(), line.post()), ("0765", "71"));
        for text in [
            "765.71",
            "0765.7",
            "076571",
            "0765,71",
            "0765.71.1",
            "0765.7a",
            "",
        ] {
            assert_eq!(
                text.parse::<ChapterPost>(),
                Err(ChapterPostError::Form),
                "{text:?}"
            );
        }
        for text in ["0000.71", "0765.00"] {
            assert_eq!(
                text.parse::<ChapterPost>(),
                Err(ChapterPostError::Zero),
                "{text:?}"
            );
        }
    }
}
