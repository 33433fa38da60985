//! The counts that test runners print at their end, read from their output.

/// How many tests passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
}

impl Count {
    /// Adds what this line of output says; most lines say nothing.
    pub fn read(&mut self, line: &str) {
        let plain = without_colour(line);
        if let Some(found) = closing_line(plain.trim()) {
            self.add(found);
        }
    }

    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

fn closing_line(line: &str) -> Option<Count> {
    // cargo test: `test result: ok. 3 passed; 0 failed; 1 ignored; …`
    if let Some(rest) = line.strip_prefix("test result:") {
        return Some(words(rest));
    }
    // nextest: `Summary [   0.005s] 3 tests run: 2 passed, 1 failed, 0 skipped`
    if line.starts_with("Summary [") {
        return line.split_once(" run: ").map(|(_, rest)| words(rest));
    }
    // Vitest: `Tests  1 failed | 11 passed (12)`
    if let Some(rest) = line.strip_prefix("Tests ") {
        return Some(words(rest));
    }
    // Node's runner: `# pass 5` or `ℹ pass 5`
    if let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
        return node_line(rest);
    }
    // Playwright, pytest and the plain form: `12 passed (3.4s)`, `== 1 failed, 2 passed in 0.1s ==`, `3 passed, 0 failed`
    let bare = line.trim_matches(['=', ' ']);
    is_plain_count(bare).then(|| words(bare))
}

fn node_line(rest: &str) -> Option<Count> {
    let (word, number) = rest.split_once(' ')?;
    let number = number.parse().ok()?;
    match word {
        "pass" => Some(Count { passed: number, failed: 0 }),
        "fail" => Some(Count { passed: 0, failed: number }),
        _ => None,
    }
}

/// A number, `passed` or `failed`, and after that nothing that would make it a sentence.
fn is_plain_count(line: &str) -> bool {
    let mut tokens = line.split_whitespace();
    let number = tokens.next().is_some_and(|token| token.parse::<u32>().is_ok());
    let word = tokens.next().is_some_and(|token| matches!(token.trim_end_matches(','), "passed" | "failed"));
    let rest =
        tokens.next().is_none_or(|next| next == "in" || next.starts_with(|c: char| c == '(' || c.is_ascii_digit()));
    number && word && rest
}

/// Sums each number by the word that follows it.
fn words(text: &str) -> Count {
    let mut count = Count::default();
    let tokens: Vec<&str> = text.split_whitespace().collect();
    for pair in tokens.windows(2) {
        let Ok(number) = pair[0].parse::<u32>() else {
            continue;
        };
        match pair[1].trim_end_matches([',', ';', '.', ')']) {
            "passed" => count.passed += number,
            "failed" | "timed" | "error" | "errors" => count.failed += number,
            _ => {}
        }
    }
    count
}

/// The line without terminal colours.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().skip(1).find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests;
