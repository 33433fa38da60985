//! Products: only a lookup for the lines of deals.

use super::driver::Driver;
use super::names::Names;
use crate::csv::attribute::{Attribute, FileRole};
use crate::csv::error::CsvError;
use crate::csv::issue::IssueCode;
use crate::csv::plan::{ImportPlan, JoinKind};

/// A product of the product file.
#[derive(Debug)]
pub struct Product {
    pub name: String,
    pub family: Option<String>,
}

/// The products to which deals are joined.
#[derive(Debug, Default)]
pub struct Products {
    pub names: Names<Product>,
    /// The product file's name, where deals are joined to one.
    pub joined_file: Option<String>,
}

/// Reads the product files.
pub fn read(plan: &ImportPlan, driver: &mut Driver<'_, '_>) -> Result<Products, CsvError> {
    let mut products = Products::default();
    for (place, file) in plan.with_role(FileRole::Products) {
        let key_column = plan.joined_column(JoinKind::Product, place);
        if key_column.is_some() {
            products.joined_file = Some(file.name.clone());
        }
        driver.each_row(place, file, &mut |row, output| {
            let Some(name) = row.text(Attribute::ProductName, output) else {
                row.report(output, Some(Attribute::ProductName), IssueCode::NoName, "", "the row names no product");
                return;
            };
            row.number(Attribute::ProductPrice, output);
            let key = key_column.and_then(|column| row.cell_at(column)).unwrap_or(&name).to_owned();
            let product = Product { name: name.clone(), family: row.text(Attribute::ProductFamily, output) };
            if !products.names.add(&key, product) {
                row.report(
                    output,
                    Some(Attribute::ProductName),
                    IssueCode::RepeatedKey,
                    &key,
                    "the product is in an earlier row",
                );
            }
        })?;
    }
    Ok(products)
}
