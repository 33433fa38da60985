//! From pieces to a query, by recursive descent.

use super::ast::{Comparison, Condition, Literal, Nulls, Operand, Path, Query, Selected, Sort};
use super::lexer::{Placed, Token, pieces};
use super::literal;

/// Why a query can't be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    pub message: String,
    pub at: usize,
}

impl Malformed {
    /// A reason at a place.
    pub fn new(message: String, at: usize) -> Self {
        Self { message, at }
    }
}

/// Reads a query.
///
/// # Errors
/// When it is not SOQL, or more of SOQL than is understood here.
pub fn parse(text: &str) -> Result<Query, Malformed> {
    let mut parser = Parser { pieces: pieces(text)?, next: 0, end: text.chars().count() };
    let query = parser.query()?;
    match parser.peek() {
        None => Ok(query),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser {
    pieces: Vec<Placed>,
    next: usize,
    end: usize,
}

type Parsed<T> = Result<T, Malformed>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.pieces.get(self.next).map(|(token, _)| token)
    }

    fn place(&self) -> usize {
        self.pieces.get(self.next).map_or(self.end, |(_, at)| *at)
    }

    fn unexpected(&self) -> Malformed {
        let shown = match self.peek() {
            Some(Token::Word(word)) => word.clone(),
            Some(Token::Text(text)) => text.clone(),
            Some(Token::Sign(sign)) => (*sign).to_owned(),
            None => "<EOF>".to_owned(),
        };
        Malformed::new(format!("unexpected token: '{shown}'"), self.place())
    }

    /// Takes a keyword, if it comes next.
    fn takes(&mut self, keyword: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        self.next += usize::from(found);
        found
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, keyword: &str) -> Parsed<()> {
        if self.takes(keyword) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn expect_sign(&mut self, sign: &str) -> Parsed<()> {
        if self.takes_sign(sign) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn word(&mut self) -> Parsed<String> {
        match self.peek() {
            Some(Token::Word(word)) => {
                let word = word.clone();
                self.next += 1;
                Ok(word)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn path(&mut self) -> Parsed<Path> {
        let at = self.place();
        let is_name = |part: &str| part.starts_with(|first: char| first.is_ascii_alphabetic());
        let word = self.word()?;
        let parts: Vec<String> = word.split('.').map(str::to_owned).collect();
        if parts.iter().all(|part| is_name(part)) && !is_keyword(&word) {
            return Ok(Path { parts, at });
        }
        self.next -= 1;
        Err(self.unexpected())
    }

    fn number(&mut self) -> Parsed<usize> {
        let word = self.word()?;
        word.parse().map_err(|_| {
            self.next -= 1;
            self.unexpected()
        })
    }

    fn query(&mut self) -> Parsed<Query> {
        self.expect("SELECT")?;
        let mut query = Query::default();
        self.selection(&mut query)?;
        self.expect("FROM")?;
        query.from_at = self.place();
        query.from = self.word()?;
        if matches!(self.peek(), Some(Token::Word(word)) if !is_keyword(word)) {
            query.alias = Some(self.word()?);
        }
        if self.takes("WHERE") {
            query.condition = Some(self.conditions()?);
        }
        if self.takes("ORDER") {
            self.expect("BY")?;
            query.order = self.listed(Self::sort)?;
        }
        if self.takes("LIMIT") {
            query.limit = Some(self.number()?);
        }
        if self.takes("OFFSET") {
            query.offset = self.number()?;
        }
        if self.takes("ALL") {
            self.expect("ROWS")?;
            query.all_rows = true;
        }
        Ok(query)
    }

    fn listed<T>(&mut self, one: fn(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut list = vec![one(self)?];
        while self.takes_sign(",") {
            list.push(one(self)?);
        }
        Ok(list)
    }

    fn selection(&mut self, query: &mut Query) -> Parsed<()> {
        let before = self.next;
        if self.takes("COUNT") && self.takes_sign("(") && self.takes_sign(")") {
            query.count = true;
            return Ok(());
        }
        self.next = before;
        query.selected = self.listed(Self::selected)?;
        Ok(())
    }

    fn selected(&mut self) -> Parsed<Selected> {
        if self.takes_sign("(") {
            let children = self.query()?;
            self.expect_sign(")")?;
            return Ok(Selected::Children(Box::new(children)));
        }
        if self.takes("FIELDS") {
            self.expect_sign("(")?;
            let which = self.word()?.to_ascii_uppercase();
            self.expect_sign(")")?;
            return Ok(Selected::Every(which));
        }
        self.path().map(Selected::Field)
    }

    /// Conditions joined by one word: SOQL wants parentheses where AND and OR meet.
    fn conditions(&mut self) -> Parsed<Condition> {
        let first = self.condition()?;
        for (joint, other) in [("AND", "OR"), ("OR", "AND")] {
            let mut all = vec![];
            while self.takes(joint) {
                all.push(self.condition()?);
            }
            if all.is_empty() {
                continue;
            }
            if matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(other)) {
                return Err(self.unexpected());
            }
            all.insert(0, first);
            return Ok(if joint == "AND" { Condition::All(all) } else { Condition::Any(all) });
        }
        Ok(first)
    }

    fn condition(&mut self) -> Parsed<Condition> {
        if self.takes("NOT") {
            return self.condition().map(|inner| Condition::Not(Box::new(inner)));
        }
        if self.takes_sign("(") {
            let inner = self.conditions()?;
            self.expect_sign(")")?;
            return Ok(inner);
        }
        let path = self.path()?;
        if self.takes("NOT") {
            self.expect("IN")?;
            return Ok(Condition::Among { path, within: self.operand()?, negated: true });
        }
        if self.takes("IN") {
            return Ok(Condition::Among { path, within: self.operand()?, negated: false });
        }
        let comparison = self.comparison()?;
        Ok(Condition::Compare(path, comparison, self.literal()?))
    }

    fn comparison(&mut self) -> Parsed<Comparison> {
        if self.takes("LIKE") {
            return Ok(Comparison::Like);
        }
        let signs = [
            ("=", Comparison::Equal),
            ("!=", Comparison::Unequal),
            ("<>", Comparison::Unequal),
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let found = signs.into_iter().find(|(sign, _)| self.takes_sign(sign));
        found.map(|(_, comparison)| comparison).ok_or_else(|| self.unexpected())
    }

    fn operand(&mut self) -> Parsed<Operand> {
        self.expect_sign("(")?;
        let is_query = matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case("SELECT"));
        let operand =
            if is_query { Operand::Query(Box::new(self.query()?)) } else { Operand::List(self.listed(Self::literal)?) };
        self.expect_sign(")")?;
        Ok(operand)
    }

    fn literal(&mut self) -> Parsed<Literal> {
        match self.peek() {
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.next += 1;
                Ok(Literal::Text(text))
            }
            Some(Token::Word(word)) => {
                let literal = literal::read(word).ok_or_else(|| self.unexpected())?;
                self.next += 1;
                Ok(literal)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn sort(&mut self) -> Parsed<Sort> {
        let path = self.path()?;
        let descending = !self.takes("ASC") && self.takes("DESC");
        let mut nulls = Nulls::First;
        if self.takes("NULLS") && !self.takes("FIRST") {
            self.expect("LAST")?;
            nulls = Nulls::Last;
        }
        Ok(Sort { path, descending, nulls })
    }
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 16] = [
        "SELECT", "FROM", "WHERE", "ORDER", "BY", "LIMIT", "OFFSET", "ALL", "AND", "OR", "NOT", "IN", "LIKE", "GROUP",
        "HAVING", "WITH",
    ];
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}
