//! The instruction forms that a widely used library needs, counted from its PTX: all are known.

#[test]
fn every_form_of_ggml_is_known() {
    let lists = [
        include_str!("forms/ggml-sm75.txt"),
        include_str!("forms/ggml-sm80.txt"),
        include_str!("forms/ggml-sm90.txt"),
    ];
    let mut unknown = Vec::new();
    for form in lists.iter().flat_map(|list| list.lines()).filter_map(|line| line.split_whitespace().nth(1)) {
        // The lists were counted with single dots only.
        if !ptx::knows_form(&form.replace(".L2.", ".L2::")) {
            unknown.push(form);
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}
