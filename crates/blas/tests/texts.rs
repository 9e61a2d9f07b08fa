//! The texts of the kernels are PTX.

#[test]
fn each_text_is_parsed_without_a_rejected_kernel() {
    let texts = blas::every_module();
    assert!(texts.len() > 80);
    for text in texts {
        let module = ptx::parse(text.trim_end_matches('\0').as_bytes());
        assert!(module.is_ok(), "{:?}\n{text}", module.err());
    }
}
