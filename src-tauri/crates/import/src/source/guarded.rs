//! Calls into readers of binary formats, which panic on some damaged files: a damaged file is refused, the program goes on.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What the call gives; `None` where it panicked. Nothing is printed then.
pub(super) fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    let outcome = panic::catch_unwind(AssertUnwindSafe(call));
    GUARDED.set(outer);
    outcome.ok()
}

/// Runs our own code inside a guarded call: its panics are faults of the program and are shown as such.
pub(super) fn unguarded<T>(call: impl FnOnce() -> T) -> T {
    let outer = GUARDED.replace(false);
    let outcome = call();
    GUARDED.set(outer);
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_no_panic_outside() {
        assert_eq!(guarded(|| 1 + 1), Some(2));
        let broken: Option<()> = guarded(|| panic!("a reader of a damaged file"));
        assert_eq!(broken, None);
    }
}
