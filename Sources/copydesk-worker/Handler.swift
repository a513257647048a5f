import Worker

/// Does one job. A thing a page can cause is a refusal, never a trap: this process holds nobody else's work, but its
/// death costs the page.
func handle(_ job: Job) -> Reply {
    switch job.operation {
    default:
        Reply.refused(job, code: "unknown-operation", message: "operation \(job.operation.rawValue) is not known")
    }
}
