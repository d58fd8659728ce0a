//! What the window says when the shell itself fails, in the shape of every other error.

use advisor::wire::ErrorBody;
use std::fmt::Display;

/// A fault of the program while answering: nothing a person did, and nothing in the file changed.
pub fn of_ours(cause: impl Display) -> ErrorBody {
    ErrorBody {
        code: "internal".to_owned(),
        message: format!("The answer broke off: {cause}."),
        hint: "The engagement file is as it was. Close the window and open it again.".to_owned(),
        at: None,
    }
}
