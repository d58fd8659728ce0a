//! Every file of the fuzz corpus through its target: what has broken a reader once is tried again on every change.

use crate::exercises;
use crate::reading::root;

/// A target by its name, which is that of its folder.
type Exercise = (&'static str, fn(&[u8]));

const EXERCISES: [Exercise; 9] = [
    ("text", exercises::text),
    ("cells", exercises::cells),
    ("xlsx", exercises::xlsx),
    ("xlsb", exercises::xlsb),
    ("xls", exercises::xls),
    ("ods", exercises::ods),
    ("archive", exercises::archive),
    ("preset", exercises::preset),
    ("mapping", exercises::mapping),
];

#[test]
fn the_corpus_is_read_or_refused() {
    for (target, exercise) in EXERCISES {
        let folder = root().join("tests/fuzz-corpus").join(target);
        let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
        assert!(!files.is_empty(), "{target} has something to begin with");
        for file in files {
            println!("{}", file.display());
            exercise(&std::fs::read(&file).unwrap());
        }
    }
}
