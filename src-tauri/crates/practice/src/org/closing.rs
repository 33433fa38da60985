//! What follows from a deal's stage: the CRM calculates it, and keeps the history of that, too.

use std::sync::Arc;

use super::{Change, Fault, Kind, Moment, Object, ObjectId, Org, Source, SourceKey, Stage, Version};

impl Org {
    /// Brings the calculated values of a deal in line with its stage.
    ///
    /// A deal that enters a won stage gets today's close date when it has none or one in the future.
    pub(super) fn settle_stage(&mut self, kind: Kind, object: &mut Object, entered: bool, now: Moment) {
        if kind != Kind::Deal || !entered {
            return;
        }
        let stage = self.text_of(object, "dealstage");
        let Some(stage) = stage.and_then(|id| self.stage(&id)).map(|(_, stage)| stage.clone()) else {
            return;
        };
        let source = self.sources.key(Source::calculated());
        for (name, value) in calculated(&stage) {
            self.calculate(object, name, &value, source, now);
        }
        if stage.is_won() && self.close_date(object).is_none_or(|date| date > now) {
            self.calculate(object, "closedate", &now.iso(), source, now);
        }
    }

    /// A stage that does not belong to the deal's pipeline.
    pub(super) fn stage_outside_pipeline(&self, kind: Kind, id: Option<ObjectId>, change: &Change) -> Option<Fault> {
        if kind != Kind::Deal {
            return None;
        }
        let given = |name: &str| {
            let found = change.iter().find(|(property, _)| property == name);
            found.and_then(|(_, value)| value.clone())
        };
        let stage = given("dealstage")?;
        let current = id.and_then(|id| self.table(kind).row(id));
        let current = current.and_then(|deal| self.text_of(deal, "pipeline"));
        let pipeline = given("pipeline").or(current)?;
        let (home, _) = self.stage(&stage)?;
        (home.id != pipeline).then(|| {
            let message = format!("{stage} is not a stage of pipeline {pipeline}");
            Fault::new("dealstage", "INVALID_OPTION", message)
        })
    }

    fn calculate(&self, object: &mut Object, name: &str, value: &str, source: SourceKey, at: Moment) {
        if let Some(key) = self.table(Kind::Deal).schema.key(name) {
            let value = Arc::from(value);
            object.set(key, Version { value, at, source });
        }
    }

    fn close_date(&self, deal: &Object) -> Option<Moment> {
        Moment::parse(&self.text_of(deal, "closedate")?)
    }

    fn text_of(&self, deal: &Object, name: &str) -> Option<String> {
        let key = self.table(Kind::Deal).schema.key(name)?;
        deal.value(key).map(str::to_owned)
    }
}

/// The values that the CRM calculates from a stage.
pub fn calculated(stage: &Stage) -> [(&'static str, String); 3] {
    [
        ("hs_deal_stage_probability", stage.chance().to_string()),
        ("hs_is_closed", stage.is_closed().to_string()),
        ("hs_is_closed_won", stage.is_won().to_string()),
    ]
}
