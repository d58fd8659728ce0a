//! Files that are broken, hidden behind other names, or made to harm: read or refused in a sentence, never worse.

use crate::reading::{of, refusal};
use import::ErrorCode;
use model::Kind;

#[test]
fn a_row_without_an_end_is_refused_in_a_sentence() {
    let endless = [b"Date,Supplier,Amount\n2025-01-05,\"".as_slice(), &vec![b'x'; 20 << 20]].concat();
    let refused = refusal("endless.csv", &endless, &of(Kind::Costs));
    assert_eq!(refused.code, ErrorCode::TooLarge, "{refused}");
    assert!(refused.message.contains("line 2"), "the sentence says where: {refused}");
}
