//! `POST …/search`

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::auth::{Access, Act};
use super::body::Body;
use super::errors::Problem;
use super::objects::{id_text, next_page};
use super::params::kind;
use super::record::Wanted;
use crate::desk::Desk;
use crate::org::{Direction, Filter, Operator, Query, Sort};

const MOST_PER_PAGE: usize = 200;
const MOST_GROUPS: usize = 5;
const MOST_PER_GROUP: usize = 6;
const MOST_FILTERS: usize = 18;

/// The body of a search.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    #[serde(default)]
    filter_groups: Vec<FilterGroup>,
    #[serde(default)]
    filters: Vec<FilterInput>,
    #[serde(default)]
    sorts: Vec<SortInput>,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    properties: Vec<String>,
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    after: Option<Value>,
}

#[derive(Deserialize)]
struct FilterGroup {
    filters: Vec<FilterInput>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FilterInput {
    property_name: String,
    operator: String,
    #[serde(default)]
    value: Option<Value>,
    #[serde(default)]
    high_value: Option<Value>,
    #[serde(default)]
    values: Option<Vec<Value>>,
}

/// A sorting rule: an object, or a name with `-` for descending.
#[derive(Deserialize)]
#[serde(untagged)]
enum SortInput {
    Short(String),
    #[serde(rename_all = "camelCase")]
    Long {
        property_name: String,
        #[serde(default)]
        direction: Option<String>,
    },
}

impl FilterInput {
    fn filter(&self) -> Result<Filter, Problem> {
        let operator = Operator::named(&self.operator)
            .ok_or_else(|| Problem::invalid(format!("Invalid input JSON: {} is no operator", self.operator)))?;
        let values = self.values.as_ref();
        Ok(Filter {
            property: self.property_name.clone(),
            operator,
            value: self.value.as_ref().filter(|value| !value.is_null()).map(id_text),
            high_value: self.high_value.as_ref().filter(|value| !value.is_null()).map(id_text),
            values: values.map(|values| values.iter().map(id_text).collect()),
        })
    }
}

impl SortInput {
    fn sort(&self) -> Sort {
        let (property, descending) = match self {
            Self::Short(text) => (text.trim_start_matches('-'), text.starts_with('-')),
            Self::Long { property_name, direction } => {
                (property_name.as_str(), direction.as_deref() == Some("DESCENDING"))
            }
        };
        Sort {
            property: property.to_owned(),
            direction: if descending { Direction::Descending } else { Direction::Ascending },
        }
    }
}

impl Search {
    fn query(&self) -> Result<Query, Problem> {
        self.check_size()?;
        let offset = self.after.as_ref().filter(|after| !after.is_null()).map(id_text);
        let offset = offset.filter(|text| !text.is_empty()).unwrap_or_else(|| "0".to_owned());
        let offset = offset.parse().map_err(|_| Problem::invalid(format!("Invalid paging token: {offset}")))?;
        let mut groups = Vec::new();
        for group in &self.filter_groups {
            groups.push(group.filters.iter().map(FilterInput::filter).collect::<Result<_, _>>()?);
        }
        if !self.filters.is_empty() {
            groups.push(self.filters.iter().map(FilterInput::filter).collect::<Result<_, _>>()?);
        }
        Ok(Query {
            groups,
            text: self.query.clone().filter(|text| !text.is_empty()),
            sort: self.sorts.first().map(SortInput::sort),
            offset,
            limit: self.limit.unwrap_or(10),
        })
    }

    fn check_size(&self) -> Result<(), Problem> {
        let most = self.filter_groups.iter().map(|group| group.filters.len()).max().unwrap_or_default();
        let all: usize = self.filter_groups.iter().map(|group| group.filters.len()).sum();
        if self.filter_groups.len() > MOST_GROUPS || most > MOST_PER_GROUP || all > MOST_FILTERS {
            return Err(Problem::invalid(format!(
                "A search takes at most {MOST_GROUPS} filter groups, {MOST_PER_GROUP} filters a group and {MOST_FILTERS} filters in all"
            )));
        }
        if self.sorts.len() > 1 {
            return Err(Problem::invalid("Only one sorting rule can be applied to any search"));
        }
        if self.limit.is_some_and(|limit| limit == 0 || limit > MOST_PER_PAGE) {
            return Err(Problem::invalid(format!("Invalid limit: it must be between 1 and {MOST_PER_PAGE}")));
        }
        Ok(())
    }
}

/// Searches objects of one kind.
pub async fn search(
    State(desk): State<Arc<Desk>>,
    access: Access,
    Path(name): Path<String>,
    Body(body): Body<Search>,
) -> Result<Json<Value>, Problem> {
    let kind = kind(&name)?;
    access.to(Act::Read, kind)?;
    let query = body.query()?;
    let wanted = Wanted { properties: body.properties, ..Wanted::default() };
    desk.read(|org, now| {
        let found = org.search(kind, &query, now)?;
        let results: Vec<Value> = found.page.iter().map(|view| wanted.render(view)).collect();
        let next = query.offset + results.len();
        let mut answer = json!({"total": found.total, "results": results});
        if next < found.total {
            answer["paging"] = next_page(&next.to_string());
        }
        Ok(Json(answer))
    })
}
