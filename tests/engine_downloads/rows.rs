//! Rows of the queue's database that an earlier version has written.

use bits::abi::BG_JOB_TYPE;
use bits::engine::ReplyProgress;
use bits_test_support::fixture::Fixture;

/// The row of a job without files in the older format, which contained the default values too.
const FULL_ROW: &str = r#"{"settings":{"display_name":"test",
    "description":"","owner":"OWNER","priority":2,
    "notify_flags":3,"minimum_retry_delay":600,"no_progress_timeout":1209600,
    "maximum_download_time":7776000,"proxy":{"usage":0,"list":null,"bypass":null},
    "notify_command":{"program":"","parameters":""},"security_flags":0,
    "custom_headers":null,"custom_headers_write_only":false,"reply_file_name":null,
    "file_acl_flags":0,"peer_caching_flags":0,"cost_flags":2147483903,
    "notification_interval":500},"times":{"creation":7,"modification":MODIFIED,
    "transfer_completion":0},"progress":{"bytes_total":0,"bytes_transferred":0,
    "files_total":0,"files_transferred":0},"error":null,"error_count":2,"failing_since":0,
    "failed_at":0,"retry_after":null,"active_time":0,"completing":false,"settled":false,
    "credentials":[],"upload":{"id":null,"host":null,"host_fallback":null,
    "host_trouble":null,"host_refused":false,"offset":0,"reply_url":null,
    "phase":"Sending","fragments":{"size":262144,"ceiling":13631488},"source":null},
    "reply":{"bytes_total":18446744073709551615,"bytes_transferred":0},"entry":0,
    "notice":"None","validated":[]}"#;

#[test]
fn a_row_that_holds_what_a_new_one_leaves_out_says_the_same() {
    let fixture = Fixture::start();
    let job = fixture
        .queue
        .create_job("test", BG_JOB_TYPE::BG_JOB_TYPE_UPLOAD_REPLY)
        .unwrap();
    let new = job.settings().unwrap();
    // The runner cancels a job without a change for 90 days.
    let modified = job.times().unwrap().modification.to_string();
    let full = FULL_ROW
        .replace("OWNER", &new.owner)
        .replace("MODIFIED", &modified);
    let database =
        rusqlite::Connection::open(fixture.folder.path().join("queue/queue.db")).unwrap();
    let written: String = database
        .query_row("SELECT data FROM job", [], |row| row.get(0))
        .unwrap();
    assert!(written.len() < full.len() / 2, "{written}");
    database
        .execute("UPDATE job SET data = ?1", [full])
        .unwrap();

    let job = fixture.queue.job(job.id()).unwrap();
    assert_eq!(job.settings().unwrap(), new);
    assert_eq!(
        (job.times().unwrap().creation, job.error_count().unwrap()),
        (7, 2)
    );
    assert_eq!(job.reply_progress().unwrap(), ReplyProgress::default());
    job.set_description("changed").unwrap();
    assert_eq!(job.settings().unwrap().description, "changed");
    assert_eq!(
        (job.times().unwrap().creation, job.error_count().unwrap()),
        (7, 2)
    );
}
