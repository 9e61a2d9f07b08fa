//! The instruction forms that a widely used library needs, counted from its PTX, and which of them are known.

/// Forms that are not executed yet; everything else in the lists must be.
const MISSING: &[&str] = &["wmma."];

#[test]
fn every_form_of_ggml_but_the_listed_ones_is_known() {
    let lists = [
        include_str!("forms/ggml-sm75.txt"),
        include_str!("forms/ggml-sm80.txt"),
        include_str!("forms/ggml-sm90.txt"),
    ];
    let mut unknown = Vec::new();
    for form in lists.iter().flat_map(|list| list.lines()).filter_map(|line| line.split_whitespace().nth(1)) {
        let excused = MISSING.iter().any(|prefix| form.starts_with(prefix));
        // The lists were counted with single dots only.
        if ptx::knows_form(&form.replace(".L2.", ".L2::")) == excused {
            unknown.push(form);
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}
