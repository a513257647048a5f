import Logging

/// A new configuration for the running pipeline.
extension Pipeline {
    /// Applies what can change while running; transfers under way go on.
    func apply(_ new: Configuration) -> ReloadAnswer {
        queue.sync {
            let change = ConfigurationChange(from: configuration, to: new)
            configuration = new.keepingWhatIsReadAtStart(of: configuration)
            frontier.setPolicy(configuration.politeness)
            groups.grouping = configuration.fetch.groupHosts
            applyRetention()
            unregister(Set(change.removed.map(\.name) + change.changed.map(\.old.name)))
            var trouble: String?
            do {
                try register(change.added + change.changed.map(\.new))
            } catch {
                trouble = "sources cannot be entered into the ledger: \(error)"
                stages.log.error("sources cannot be entered into the ledger", metadata: ["reason": "\(error)"])
            }
            stages.log.notice(
                "configuration reloaded",
                metadata: [
                    "added": "\(change.added.count)", "removed": "\(change.removed.count)",
                    "changed": "\(change.changed.count)", "sites": "\(change.sites.count)",
                    "waits_for_restart": "\(change.settingsNeedingRestart.joined(separator: ", "))",
                ])
            advance()
            return trouble.map(ReloadAnswer.failed) ?? .applied(change.sentences)
        }
    }
}
