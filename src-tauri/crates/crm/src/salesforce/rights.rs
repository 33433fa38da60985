//! What the signed-in person may do. In Salesforce the credential is the person: profile, permission sets and sharing decide.

use super::Salesforce;
use super::failure::broken;
use super::names::Sobject;
use super::soql::{Soql, equals};
use super::talk::text_of;
use super::{paths, shape::Shape};
use crate::port::{Act, CrmError, CrmField, Right};
use domain::DealId;
use net::Request;
use serde_json::Value;

impl Salesforce {
    pub(super) async fn read_rights(&self, deal: Option<&DealId>) -> Result<Vec<Right>, CrmError> {
        let fields = self.read_shape().await?;
        let mut rights = Vec::new();
        for act in Act::ALL {
            rights.push(match act {
                Act::ReadDeals => seen(act, Sobject::Opportunity, &*self.shape(Sobject::Opportunity).await?),
                Act::ReadPeople => seen(act, Sobject::User, &*self.shape(Sobject::User).await?),
                Act::WriteDeals => self.may_write(&fields, deal).await?,
                Act::CreateTasks => self.may_create_tasks().await?,
                Act::CreateNotes => made(act, Sobject::ContentNote, &*self.shape(Sobject::ContentNote).await?),
                Act::AttachFiles => made(act, Sobject::ContentVersion, &*self.shape(Sobject::ContentVersion).await?),
            });
        }
        Ok(rights)
    }

    async fn may_write(&self, fields: &[CrmField], deal: Option<&DealId>) -> Result<Right, CrmError> {
        let act = Act::WriteDeals;
        if !self.shape(Sobject::Opportunity).await?.updateable {
            return Ok(Right::refused(act, "edit access to opportunities", PROFILE));
        }
        let closed: Vec<&str> = fields
            .iter()
            .filter(|field| field.carries().is_some() && !(field.visible && field.writable))
            .map(|field| field.name.as_str())
            .collect();
        if !closed.is_empty() {
            return Ok(Right::refused(act, format!("edit access to `{}`", closed.join("`, `")), PERMISSION_SET));
        }
        match deal {
            Some(deal) if !self.may_edit(deal).await? => {
                let missing = "edit access to this opportunity";
                Ok(Right::refused(act, missing, "ask its owner to share it with you, or your admin to widen sharing"))
            }
            _ => Ok(Right::granted(act)),
        }
    }

    /// What sharing says of one record for the signed-in person. Where Salesforce does not say, the write will.
    async fn may_edit(&self, deal: &DealId) -> Result<bool, CrmError> {
        let told = self.read(Request::get(paths::userinfo())).await?;
        let user = text_of(&told, "user_id").ok_or_else(|| broken("the user has no id"))?;
        let soql = Soql::select(["RecordId", "HasEditAccess"], "UserRecordAccess")
            .and(equals("UserId", &user))
            .and(equals("RecordId", deal.as_str()));
        let rows = self.all(soql).await.unwrap_or_default();
        Ok(rows.first().and_then(|row| row.get("HasEditAccess")).and_then(Value::as_bool).unwrap_or(true))
    }

    async fn may_create_tasks(&self) -> Result<Right, CrmError> {
        let shape = self.shape(Sobject::Task).await?;
        if shape.createable && shape.field(super::names::KEY).is_none() {
            let missing = format!("`{}` on tasks", super::names::KEY);
            return Ok(Right::refused(Act::CreateTasks, missing, PERMISSION_SET));
        }
        Ok(made(Act::CreateTasks, Sobject::Task, &shape))
    }
}

const PROFILE: &str = "ask your Salesforce admin to widen your profile";
const PERMISSION_SET: &str = "ask your Salesforce admin to give you the permission set of Changeover";

fn seen(act: Act, sobject: Sobject, shape: &Shape) -> Right {
    if shape.is_visible {
        return Right::granted(act);
    }
    Right::refused(act, format!("read access to `{}`", sobject.name()), PROFILE)
}

fn made(act: Act, sobject: Sobject, shape: &Shape) -> Right {
    if shape.createable {
        return Right::granted(act);
    }
    Right::refused(act, format!("the right to create `{}`", sobject.name()), PROFILE)
}
