//! What the window says when the shell itself fails, in the shape of every other error.

use advisor::wire::ErrorBody;
use std::fmt::Display;

/// A fault of the program while answering: nothing a person did, and nothing in the file changed.
pub fn of_ours(cause: impl Display) -> ErrorBody {
    ErrorBody {
        code: "internal".to_owned(),
        message: format!("The answer broke off by a fault of the program ({cause})."),
        hint: "Every change made before is in the file. Close the window and open it again; undo if it comes back.".to_owned(),
        at: None,
    }
}

/// A question was asked and nothing is open to ask.
pub fn nothing_open() -> ErrorBody {
    ErrorBody {
        code: "nothing_open".to_owned(),
        message: "No engagement is open.".to_owned(),
        hint: "Open one, begin a new one, or look at the sample.".to_owned(),
        at: None,
    }
}

/// What the person prefers, or the list of recents, could not be written.
pub fn not_kept(cause: impl Display) -> ErrorBody {
    ErrorBody {
        code: "not_kept".to_owned(),
        message: format!("This could not be kept for the next start: {cause}."),
        hint: "It holds until the window closes. Check that the disk has room and the configuration folder can be written."
            .to_owned(),
        at: None,
    }
}

/// An entry of the list of recents that is no longer there.
pub fn not_listed() -> ErrorBody {
    ErrorBody {
        code: "not_listed".to_owned(),
        message: "This engagement is no longer on the list.".to_owned(),
        hint: "Open its file instead.".to_owned(),
        at: None,
    }
}
