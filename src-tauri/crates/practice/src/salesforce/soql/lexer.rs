//! Words, texts, numbers and signs of a query.

use super::parser::Malformed;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name with its dots, a keyword, a number or a date: what stands without quotes.
    Word(String),
    Text(String),
    Sign(&'static str),
}

/// A piece and where it begins, in characters from 0.
pub type Placed = (Token, usize);

const SIGNS: [&str; 11] = ["<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",", ";"];

/// Cuts a query into its pieces.
///
/// # Errors
/// When a text is not closed, or a sign has no meaning.
pub fn pieces(query: &str) -> Result<Vec<Placed>, Malformed> {
    let letters: Vec<char> = query.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at) {
        if letter.is_whitespace() {
            at += 1;
        } else if *letter == '\'' {
            let (text, end) = text(&letters, at)?;
            pieces.push((Token::Text(text), at));
            at = end;
        } else if let Some(sign) = SIGNS.iter().find(|sign| starts_with(&letters[at..], sign)) {
            pieces.push((Token::Sign(sign), at));
            at += sign.len();
        } else if is_of_word(*letter) {
            let end = letters[at..].iter().position(|letter| !is_of_word(*letter)).map_or(letters.len(), |n| at + n);
            pieces.push((Token::Word(letters[at..end].iter().collect()), at));
            at = end;
        } else {
            return Err(Malformed::new(format!("line 1:{at} no viable alternative at character '{letter}'"), at));
        }
    }
    Ok(pieces)
}

fn starts_with(letters: &[char], sign: &str) -> bool {
    letters.len() >= sign.len() && sign.chars().zip(letters).all(|(one, two)| one == *two)
}

/// Names, numbers, dates and times: `Owner.Email`, `-1.5`, `2026-11-20T15:00:00+01:00`, `LAST_N_DAYS:30`.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || "_.:+-%".contains(letter)
}

/// A text from its opening quote on, and where the next piece begins.
fn text(letters: &[char], start: usize) -> Result<(String, usize), Malformed> {
    let mut text = String::new();
    let mut at = start + 1;
    while let Some(letter) = letters.get(at) {
        match letter {
            '\'' => return Ok((text, at + 1)),
            '\\' => at = escaped(letters, at, &mut text)?,
            letter => {
                text.push(*letter);
                at += 1;
            }
        }
    }
    Err(Malformed::new(format!("line 1:{start} mismatched character '<EOF>' expecting '''"), start))
}

/// Reads a backslash and what follows. In front of `%` and `_` it stays, because `LIKE` needs it.
fn escaped(letters: &[char], at: usize, text: &mut String) -> Result<usize, Malformed> {
    let next = letters.get(at + 1).copied().unwrap_or_default();
    match next {
        'n' | 'N' => text.push('\n'),
        'r' | 'R' => text.push('\r'),
        't' | 'T' => text.push('\t'),
        'b' | 'B' => text.push('\u{8}'),
        'f' | 'F' => text.push('\u{c}'),
        '\'' | '"' | '\\' => text.push(next),
        '%' | '_' => text.extend(['\\', next]),
        'u' => {
            let digits: String = letters.iter().skip(at + 2).take(4).collect();
            let letter = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
            text.push(letter.ok_or_else(|| illegal(at))?);
            return Ok(at + 6);
        }
        _ => return Err(illegal(at)),
    }
    Ok(at + 2)
}

fn illegal(at: usize) -> Malformed {
    Malformed::new("Invalid string literal: illegal escape sequence".to_owned(), at)
}
