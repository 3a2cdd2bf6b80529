//! The `#[test]` attribute of the test programs. It registers a function with
//! `bits_test_support::harness`, which runs the registered functions of a program.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// Registers a function without parameters as a test. The arguments, all optional, are the methods
/// of `bits_test_support::harness::Test`:
///
/// ```ignore
/// #[test(needs = [NGINX, Need::tool("openssl")], process = OWN_NETWORK, slow)]
/// fn downloads_survive() {}
/// ```
///
/// An attribute `#[cfg(...)]` must stand above `#[test]`, so that it applies to the registration
/// too.
#[proc_macro_attribute]
pub fn test(arguments: TokenStream, function: TokenStream) -> TokenStream {
    let name = function_name(&function);
    let mut test = parse(&format!(
        "::bits_test_support::harness::Test::new(module_path!(), stringify!({name}), {name})"
    ));
    test.extend(method_calls(arguments));
    let mut output = function;
    output.extend(parse("::bits_test_support::inventory::submit!"));
    output.extend([group(Delimiter::Brace, test)]);
    output
}

/// Returns the name after `fn`.
fn function_name(function: &TokenStream) -> String {
    let is_fn =
        |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word.to_string() == "fn");
    let mut tokens = function
        .clone()
        .into_iter()
        .skip_while(|token| !is_fn(token));
    let name = tokens.nth(1).expect("#[test] is for functions");
    name.to_string()
}

/// Turns `needs = [A], slow` into `.needs(&[A]).slow()`.
fn method_calls(arguments: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = arguments.into_iter().collect();
    let is =
        |token: &TokenTree, sign| matches!(token, TokenTree::Punct(it) if it.as_char() == sign);
    let mut calls = TokenStream::new();
    for argument in tokens
        .split(|token| is(token, ','))
        .filter(|argument| !argument.is_empty())
    {
        let mut parts = argument.splitn(2, |token| is(token, '='));
        let method = parts.next().unwrap_or_default();
        let mut value = TokenStream::new();
        if let Some(tokens) = parts.next() {
            value.extend(parse("&"));
            value.extend(tokens.iter().cloned());
        }
        calls.extend(parse("."));
        calls.extend(method.iter().cloned());
        calls.extend([group(Delimiter::Parenthesis, value)]);
    }
    calls
}

fn parse(source: &str) -> TokenStream {
    source.parse().expect("the macro writes valid tokens")
}

fn group(delimiter: Delimiter, content: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(delimiter, content))
}
