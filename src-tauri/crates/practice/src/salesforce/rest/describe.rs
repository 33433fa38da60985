//! Describing objects and their fields, as far as the person sees them.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::Call;
use super::call::object;
use crate::salesforce::errors::Problem;
use crate::salesforce::query::Scope;
use crate::salesforce::schema::{Field, FieldType, Sobject, sobjects, stage_labels};

/// `GET /sobjects`
pub async fn global(call: Call) -> Json<Value> {
    let rows: Vec<Value> = sobjects().iter().map(|sobject| summary(&call.version, sobject)).collect();
    Json(json!({"encoding": "UTF-8", "maxBatchSize": 200, "sobjects": rows}))
}

/// `GET /sobjects/Opportunity`
pub async fn basic(call: Call, Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    let sobject = object(&name)?;
    Ok(Json(json!({"objectDescribe": summary(&call.version, sobject), "recentItems": []})))
}

/// `GET /sobjects/Opportunity/describe`
pub async fn whole(call: Call, Path(name): Path<String>) -> Result<Json<Value>, Problem> {
    let sobject = object(&name)?;
    let mut told = summary(&call.version, sobject);
    told["fields"] =
        call.read(|scope| scope.fields(sobject).iter().map(|field| describe(scope, sobject, field)).collect());
    told["childRelationships"] = sobject
        .children
        .iter()
        .map(|child| {
            json!({"childSObject": child.sobject, "field": child.field, "relationshipName": child.name,
                   "cascadeDelete": false, "deprecatedAndHidden": false})
        })
        .collect();
    told["recordTypeInfos"] = json!([]);
    Ok(Json(told))
}

fn summary(version: &str, sobject: &Sobject) -> Value {
    let (name, open) = (sobject.name, sobject.writable);
    let merges = ["Account", "Contact"].contains(&name);
    json!({
        "name": name,
        "label": name,
        "labelPlural": sobject.plural,
        "keyPrefix": sobject.prefix,
        "custom": false,
        "createable": open,
        "updateable": open,
        "deletable": open,
        "undeletable": open,
        "queryable": true,
        "retrieveable": true,
        "replicateable": !sobject.kinds.is_empty(),
        "mergeable": merges,
        "searchable": !sobject.kinds.is_empty(),
        "triggerable": open,
        "urls": {
            "sobject": format!("/services/data/v{version}/sobjects/{name}"),
            "describe": format!("/services/data/v{version}/sobjects/{name}/describe"),
            "rowTemplate": format!("/services/data/v{version}/sobjects/{name}/{{ID}}"),
        },
    })
}

fn describe(scope: &Scope<'_>, sobject: &Sobject, field: &Field) -> Value {
    let kind = field.kind;
    let may_write = scope.profile != crate::salesforce::profile::Profile::ReadOnly;
    let long = matches!(kind, FieldType::TextArea(length) if length > 255);
    let is_number = matches!(kind, FieldType::Currency | FieldType::Double | FieldType::Percent);
    let labels = if sobject.name == "Opportunity" && field.name == "StageName" {
        stage_labels(scope.org)
    } else {
        field.choices.clone()
    };
    let choices: Vec<Value> = labels
        .iter()
        .map(|value| json!({"value": value, "label": value, "active": true, "defaultValue": false, "validFor": null}))
        .collect();
    json!({
        "name": field.name,
        "label": field.label,
        "type": kind.word(),
        "soapType": soap_type(kind),
        "length": kind.length(),
        "byteLength": kind.length() * 3,
        "precision": if is_number { 18 } else { 0 },
        "scale": if is_number { 2 } else { 0 },
        "digits": if kind == FieldType::Int { 8 } else { 0 },
        "custom": field.custom,
        "createable": field.createable && may_write,
        "updateable": field.updateable && may_write,
        "nillable": !field.required && kind != FieldType::Boolean && kind != FieldType::Id,
        "defaultedOnCreate": kind == FieldType::Boolean || kind == FieldType::Id,
        "externalId": field.external_id,
        "idLookup": field.external_id || kind == FieldType::Id,
        "unique": field.external_id,
        "caseSensitive": false,
        "filterable": kind.is_filterable(),
        "sortable": kind.is_filterable(),
        "groupable": !long && !is_number,
        "calculated": false,
        "autoNumber": false,
        "restrictedPicklist": !field.choices.is_empty(),
        "picklistValues": choices,
        "referenceTo": field.targets(),
        "relationshipName": field.relationship(),
        "extraTypeInfo": if long { json!("plaintextarea") } else { Value::Null },
        "nameField": field.name == "Name",
        "permissionable": !field.required && kind != FieldType::Id,
        "inlineHelpText": null,
        "defaultValue": null,
    })
}

fn soap_type(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Id | FieldType::Reference(_) => "tns:ID",
        FieldType::Currency | FieldType::Double | FieldType::Percent => "xsd:double",
        FieldType::Int => "xsd:int",
        FieldType::Date => "xsd:date",
        FieldType::Datetime => "xsd:dateTime",
        FieldType::Boolean => "xsd:boolean",
        FieldType::Base64 => "xsd:base64Binary",
        _ => "xsd:string",
    }
}
