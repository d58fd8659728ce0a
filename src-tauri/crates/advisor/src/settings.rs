//! Settings: a profile's nested JSON as flat keys, and one value as it is typed.

use crate::error::Error;
use engagement::Setting;
use serde_json::Value;

/// Flattens a profile: `{"required": {"coverage": "24x7"}}` becomes `required.coverage`. Lists and ranges stay whole.
pub(crate) fn flatten(json: &[u8]) -> Result<Vec<Setting>, Error> {
    let value: Value = serde_json::from_slice(json).map_err(|cause| Error::Profile(cause.to_string()))?;
    let Value::Object(_) = value else { return Err(Error::Profile("it is not a JSON object".to_owned())) };
    let mut settings = Vec::new();
    walk("", &value, &mut settings);
    Ok(settings)
}

fn walk(prefix: &str, value: &Value, into: &mut Vec<Setting>) {
    match value {
        Value::Object(map) if !is_range(value) => {
            for (key, value) in map {
                let key = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
                walk(&key, value, into);
            }
        }
        Value::Null => {}
        _ => into.push(Setting { key: prefix.to_owned(), value: Some(value.to_string()) }),
    }
}

fn is_range(value: &Value) -> bool {
    ["low", "likely", "high"].iter().all(|k| value.get(k).is_some())
}

/// A typed value: JSON where it is some, a number as the decimal written, else text.
pub(crate) fn typed(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Number(_)) | Err(_) => Value::String(text.to_owned()).to_string(),
        Ok(value) => value.to_string(),
    }
}
