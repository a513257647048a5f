extension ArticleStore {
    /// For the start, before anything is staged: brings every delivery that was under way to an end, and removes
    /// staged files that belong to none.
    ///
    /// - Returns: the outcomes, in the order of `deliveries`.
    public func recover(_ deliveries: [StagedDelivery]) throws(DeliveryError) -> [DeliveryOutcome] {
        let outcomes = deliveries.map(reconcile)
        var kept: Set<String> = []
        for (delivery, outcome) in zip(deliveries, outcomes) {
            if case .pending = outcome { kept.formUnion(delivery.files.map(\.staged)) }
        }
        let staging = try staging(in: root())
        for name in try staging.names() where !kept.contains(name) {
            try staging.remove(name)
        }
        return outcomes
    }

    /// Finishes a delivery if all its files are there, staged or in place; else takes it back. A text file in place is
    /// never taken back, even if a consumer has already moved the file beside it away.
    ///
    /// `pending(.occupied)` stays so until the delivery is discarded.
    public func reconcile(_ delivery: StagedDelivery) -> DeliveryOutcome {
        do throws(DeliveryError) {
            if try isComplete(delivery) {
                try publish(delivery)
            } else if try !isTextInPlace(delivery) {
                return try withdraw(delivery, reason: "its staged files are gone")
            }
            // Whoever died in `publish` may have made directories that nobody has flushed.
            for file in delivery.files { _ = try Place(flushing: file, in: root()) }
            return .delivered
        } catch {
            return .pending(error)
        }
    }

    /// Gives a delivery up: removes its files, unless the text file already stands in place, for then it is delivered.
    public func discard(_ delivery: StagedDelivery) -> DeliveryOutcome {
        do throws(DeliveryError) {
            if try isTextInPlace(delivery) { return reconcile(delivery) }
            return try withdraw(delivery, reason: "given up")
        } catch {
            return .pending(error)
        }
    }

    /// Whether every file is either in place or staged as it should be.
    private func isComplete(_ delivery: StagedDelivery) throws(DeliveryError) -> Bool {
        let root = try root()
        let staging = try staging(in: root)
        for file in delivery.files {
            if try staging.entry(file.staged) == .file(sha256: file.sha256) { continue }
            guard let place = try Place(flushing: file, in: root), try place.isFilled() else { return false }
        }
        return true
    }

    private func isTextInPlace(_ delivery: StagedDelivery) throws(DeliveryError) -> Bool {
        guard let last = delivery.files.last, let place = try Place(flushing: last, in: root()) else { return false }
        return try place.isFilled()
    }

    /// Removes what of the delivery is staged, and what of it is in place though the text file is not.
    private func withdraw(_ delivery: StagedDelivery, reason: String) throws(DeliveryError) -> DeliveryOutcome {
        let root = try root()
        let staging = try staging(in: root)
        for file in delivery.files {
            // A stranger's file is not ours to remove; only what has our content is.
            if let place = try Place(flushing: file, in: root), try place.isFilled() {
                try place.directory.remove(place.name)
                try place.directory.synchronise()
            }
            try staging.remove(file.staged)
        }
        return .withdrawn(reason: reason)
    }
}
