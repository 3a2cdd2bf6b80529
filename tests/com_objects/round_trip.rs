//! Properties have the values that were set.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use bits::abi::*;
use bits_test_support::random::Random;

use crate::client::{Client, TYPES, Text, WIDTHS, query, release};

/// Any characters but the zero, of at most `limit` UTF-16 units.
fn random_text(random: &mut Random, limit: usize) -> String {
    let mut text = String::new();
    let length = random.below(limit as u64 + 1) as usize;
    while text.encode_utf16().count() + 2 <= length {
        let range = [0x80, 0x800, 0x1_0000, 0x11_0000][random.below(4) as usize];
        text.extend(char::from_u32(1 + random.below(range - 1) as u32));
    }
    text
}

/// Clients of both widths read the values that were set, for each type of job.
#[test]
fn properties_survive_the_round_trip() {
    let mut random = Random::new(20);
    let clients = WIDTHS.map(Client::new);
    for round in 0..12 {
        let job_type = TYPES[round % 3];
        let job = clients[round % 2].create(&random_text(&mut random, 256), job_type);
        let mut id = GUID_NULL;
        assert_eq!(call!(job, GetId, &mut id), S_OK);
        // The same job, read by the other client.
        let views = [0, 1].map(|index| {
            let mut view = null_mut();
            assert_eq!(call!(clients[index].manager, GetJob, &id, &mut view), S_OK);
            view
        });
        for setter in [0, 1] {
            round_trip(&mut random, &clients, views, setter);
        }
        assert_eq!(call!(job, Cancel), S_OK);
        for job in views.into_iter().chain([job]) {
            assert_eq!(release(job), 0);
        }
    }
}

fn round_trip(
    random: &mut Random,
    clients: &[Client; 2],
    views: [*mut IBackgroundCopyJob; 2],
    setter: usize,
) {
    let (client, job) = (&clients[setter], views[setter]);
    let (job2, job4) = (
        job.cast::<IBackgroundCopyJob2>(),
        job.cast::<IBackgroundCopyJob4>(),
    );
    let http = query(job, &IID_IBackgroundCopyJobHttpOptions)
        .unwrap()
        .cast::<IBackgroundCopyJobHttpOptions>();
    let (name, description, program, parameters, list, bypass, headers) = (
        random_text(random, 256),
        random_text(random, 1024),
        random_text(random, 260),
        random_text(random, 4000),
        random_text(random, 4000),
        random_text(random, 4000),
        // A CR or LF alone is refused in custom headers.
        random_text(random, 9000).replace(['\r', '\n'], " ") + "\r\n",
    );
    let priority = BG_JOB_PRIORITY::ALL[random.below(4) as usize];
    let (notify, delay, timeout, most) = (
        random.below(0x40) as u32,
        random.below(1 << 32) as u32 | 8,
        random.below(1 << 32) as u32,
        random.below(1 << 32) as u32,
    );
    let security =
        random.below(0x20) as u32 | (random.below(3) as u32) << 8 | (random.below(2) as u32) << 11;
    let usage = BG_JOB_PROXY_USAGE::ALL[random.below(4) as usize];
    let overrides = usage == BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_OVERRIDE;
    let (list, bypass) = (
        overrides.then_some(list),
        (overrides && random.below(2) == 0).then_some(bypass),
    );

    let texts =
        [&name, &description, &program, &parameters, &headers].map(|text| client.text(text));
    let lists = [&list, &bypass].map(|list| list.as_ref().map(|list| client.text(list)));
    let [list_ptr, bypass_ptr] = lists
        .each_ref()
        .map(|list| list.as_ref().map_or(null_mut(), Text::ptr));
    let codes = [
        call!(job, SetDisplayName, texts[0].ptr()),
        call!(job, SetDescription, texts[1].ptr()),
        call!(job, SetPriority, MaybeUninit::new(priority)),
        call!(job, SetNotifyFlags, notify),
        call!(job, SetMinimumRetryDelay, delay),
        call!(job, SetNoProgressTimeout, timeout),
        call!(
            job,
            SetProxySettings,
            MaybeUninit::new(usage),
            list_ptr,
            bypass_ptr
        ),
        call!(job2, SetNotifyCmdLine, texts[2].ptr(), texts[3].ptr()),
        call!(job4, SetMaximumDownloadTime, most),
        call!(http, SetCustomHeaders, texts[4].ptr()),
        call!(http, SetSecurityFlags, security),
    ];
    assert_eq!(codes, [S_OK; 11]);
    release(http);

    for (client, job) in clients.iter().zip(views) {
        let (job2, job4) = (
            job.cast::<IBackgroundCopyJob2>(),
            job.cast::<IBackgroundCopyJob4>(),
        );
        let http = query(job, &IID_IBackgroundCopyJobHttpOptions)
            .unwrap()
            .cast::<IBackgroundCopyJobHttpOptions>();
        let text = |get: &dyn Fn(*mut LPWSTR) -> HRESULT| {
            let mut value = null_mut();
            assert_eq!(get(&mut value), S_OK);
            client.take(value).unwrap()
        };
        let number = |get: &dyn Fn(*mut ULONG) -> HRESULT| {
            let mut value = 12345;
            assert_eq!(get(&mut value), S_OK);
            value
        };
        assert_eq!(text(&|value| call!(job, GetDisplayName, value)), name);
        assert_eq!(
            text(&|value| call!(job, GetDescription, value)),
            description
        );
        assert_eq!(text(&|value| call!(http, GetCustomHeaders, value)), headers);
        assert_eq!(number(&|value| call!(job, GetNotifyFlags, value)), notify);
        assert_eq!(
            number(&|value| call!(job, GetMinimumRetryDelay, value)),
            delay
        );
        assert_eq!(
            number(&|value| call!(job, GetNoProgressTimeout, value)),
            timeout
        );
        assert_eq!(
            number(&|value| call!(job4, GetMaximumDownloadTime, value)),
            most
        );
        assert_eq!(
            number(&|value| call!(http, GetSecurityFlags, value)),
            security
        );
        let mut got = BG_JOB_PRIORITY::BG_JOB_PRIORITY_LOW;
        assert_eq!(call!(job, GetPriority, &mut got), S_OK);
        assert_eq!(got, priority);
        let (mut one, mut two) = (null_mut(), null_mut());
        assert_eq!(call!(job2, GetNotifyCmdLine, &mut one, &mut two), S_OK);
        assert_eq!(
            (client.take(one).unwrap(), client.take(two).unwrap()),
            (program.clone(), parameters.clone())
        );
        let mut got = BG_JOB_PROXY_USAGE::BG_JOB_PROXY_USAGE_PRECONFIG;
        assert_eq!(
            call!(job, GetProxySettings, &mut got, &mut one, &mut two),
            S_OK
        );
        assert_eq!(
            (got, client.take(one), client.take(two)),
            (usage, list.clone(), bypass.clone())
        );
        release(http);
    }
}
