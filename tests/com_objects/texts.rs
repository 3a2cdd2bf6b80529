//! The description of an error names the party that failed.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use bits::abi::BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
use bits::abi::*;

use crate::client::{Client, FOLDER, WIDTHS, release};

/// Nothing listens at the port of the proxy. The store keeps the name of the proxy.
#[test]
fn the_description_names_the_proxy() {
    for width in WIDTHS {
        let client = Client::new(width);
        let job = client.create("through a proxy", BG_JOB_TYPE::BG_JOB_TYPE_DOWNLOAD);
        assert_eq!(call!(job, SetNoProgressTimeout, 0), S_OK);
        let proxy = client.text("127.0.0.1:1");
        let usage = MaybeUninit::new(BG_JOB_PROXY_USAGE_OVERRIDE);
        let set = call!(job, SetProxySettings, usage, proxy.ptr(), null_mut());
        assert_eq!(set, S_OK);
        let local = FOLDER.path().join(format!("through a proxy {width}"));
        assert_eq!(client.add(job, "https://far.invalid/f", &local), S_OK);
        let error = client.resume_until_error(job);

        let (mut context, mut code) = (BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_NONE, 0);
        assert_eq!(call!(error, GetError, &mut context, &mut code), S_OK);
        assert_eq!(code as u32, 0x80072EFD);
        assert_eq!(
            context,
            BG_ERROR_CONTEXT::BG_ERROR_CONTEXT_GENERAL_TRANSPORT
        );
        let mut text = null_mut();
        assert_eq!(call!(error, GetErrorDescription, 0x409, &mut text), S_OK);
        let text = client.take(text).unwrap();
        assert!(text.contains("the proxy 127.0.0.1:1 "), "{text}");
        assert!(!text.contains("he server"), "{text}");
        assert_eq!(call!(job, Cancel), S_OK);
        release(error);
        release(job);
    }
}
