//! The files of a CRM in memory.

use crm::port::{CrmError, ErrorClass};
use std::collections::BTreeMap;
use std::sync::Mutex;

#[derive(Default)]
pub(in crate::push) struct Files {
    /// By id.
    pub(in crate::push) kept: Mutex<BTreeMap<String, Vec<u8>>>,
    /// The id of the file of each key.
    keys: Mutex<BTreeMap<String, String>>,
    /// How the next requests are refused, by their verb.
    refused: Mutex<BTreeMap<&'static str, ErrorClass>>,
    asked: Mutex<Vec<&'static str>>,
}

impl Files {
    /// From now on, or not any more.
    pub(in crate::push) fn refuse(&self, verb: &'static str, class: Option<ErrorClass>) {
        match class {
            Some(class) => drop(self.refused.lock().unwrap().insert(verb, class)),
            None => drop(self.refused.lock().unwrap().remove(verb)),
        }
    }

    /// What was asked since the last question.
    pub(in crate::push) fn take_asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    pub(in crate::push) fn delete_all(&self) {
        self.kept.lock().unwrap().clear();
    }

    fn ask(&self, verb: &'static str) -> Result<(), CrmError> {
        self.asked.lock().unwrap().push(verb);
        let refused = self.refused.lock().unwrap().get(verb).cloned();
        refused.map_or(Ok(()), |class| Err(CrmError::new(class, "the test wants it so", "do it")))
    }

    pub(super) fn attach(&self, key: &str, content: &[u8]) -> Result<String, CrmError> {
        self.ask("attach")?;
        let mut keys = self.keys.lock().unwrap();
        let next = (keys.len() + 1).to_string();
        let id = keys.entry(key.to_owned()).or_insert(next).clone();
        if id == keys.len().to_string() {
            self.kept.lock().unwrap().entry(id.clone()).or_insert_with(|| content.to_vec());
        }
        Ok(id)
    }

    pub(super) fn read(&self, id: &str) -> Result<Vec<u8>, CrmError> {
        self.ask("read")?;
        let found = self.kept.lock().unwrap().get(id).cloned();
        found.ok_or_else(|| CrmError::new(ErrorClass::Gone, "there is no such file", "do it"))
    }
}
