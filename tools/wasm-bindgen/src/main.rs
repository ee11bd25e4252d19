//! `goitin-wasm-bindgen INPUT.wasm OUT_DIR OUT_NAME`: JavaScript and TypeScript glue for the web target.
use anyhow::{Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir, out_name] = arguments.as_slice() else {
        bail!("usage: goitin-wasm-bindgen INPUT.wasm OUT_DIR OUT_NAME");
    };
    Bindgen::new()
        .input_path(input)
        .out_name(out_name)
        .web(true)?
        .typescript(true)
        .omit_default_module_path(true)
        // `__wbg_reset_state`: a module that has trapped is in no known state and needs a new instance.
        .reset_state_function(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out_dir)
}
