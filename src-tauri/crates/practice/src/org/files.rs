//! Uploaded files.

use serde::{Deserialize, Serialize};

use super::{Kind, Moment, ObjectId};

/// A file with its bytes, which a state file holds as hexadecimal text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub id: ObjectId,
    pub name: String,
    pub extension: String,
    pub folder: String,
    pub access: String,
    pub content_type: String,
    #[serde(with = "hexadecimal")]
    pub bytes: Vec<u8>,
    pub created_at: Moment,
    pub updated_at: Moment,
    pub archived: bool,
    /// The records that it hangs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<(Kind, ObjectId)>,
}

mod hexadecimal {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits: Vec<char> = text.chars().collect();
        let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16);
        digits.chunks(2).map(byte).collect::<Result<_, _>>().map_err(Error::custom)
    }
}
