import Logging

/// Beside the way of the data: what was delivered is removed in time.
extension Pipeline {
    /// What is to be removed from the output directory; what is gone is not looked at again.
    func startRetention() {
        let log = stages.log
        let retention = RetentionDesk(desk: stages.desk, configuration: configuration) { [weak self] articles in
            guard let self else { return }
            log.info("purged", metadata: ["articles": "\(articles.count)"])
            queue.async { for article in articles { self.looks.remove(article) } }
        } trouble: { reason in
            log.error("cannot be removed", metadata: ["reason": "\(reason)"])
        }
        retention.start()
        self.retention = retention
    }

    /// The limits of a new configuration.
    func applyRetention() { retention?.apply(configuration) }
}
