extension ArticleStore {
    /// Gives the staged files their final names, one after the other, and flushes the directories.
    ///
    /// It can be repeated: what already stands in place with the right content counts as done. After an error ask
    /// `reconcile` or `discard` what became of it before the article is given up or fetched again.
    public func publish(_ delivery: StagedDelivery) throws(DeliveryError) {
        if let error = publish([delivery])[0] { throw error }
    }

    /// Several deliveries in one go, which share the flush of the directories. What goes wrong with one concerns no other,
    /// but where a directory cannot be flushed none is known to be durable.
    ///
    /// - Returns: what each failed by, in their order; nil for those that stand in place, durably.
    public func publish(_ deliveries: [StagedDelivery]) -> [DeliveryError?] {
        do throws(DeliveryError) {
            let root = try root()
            let staging = try staging(in: root)
            var directories = DirectoryGroup(in: root, mode: options.directoryMode)
            var placed = deliveries.map { delivery in
                Result { () throws(DeliveryError) in try fill(delivery, from: staging, &directories) }
            }
            if options.offersNew {
                placed = try offer(placed, staging, in: root)
            }
            let named = placed.map { text in
                text.flatMap { text in
                    Result { () throws(DeliveryError) in
                        try text.fill(from: staging)
                        directories.note(text.directory)
                    }
                }
            }
            try flush(&directories)
            return named.map { $0.failure }
        } catch {
            return deliveries.map { _ in error }
        }
    }

    /// Gives all files but the text their names.
    /// - Returns: the text's place.
    private func fill(
        _ delivery: StagedDelivery, from staging: Directory, _ directories: inout DirectoryGroup
    ) throws(DeliveryError) -> Place {
        var places: [Place] = []
        for file in delivery.files {
            let (parents, name) = try Place.components(of: file.path)
            places.append(Place(file, in: try directories.entered(parents), name: name))
        }
        for place in places where try place.isTaken() {
            throw .occupied(path: place.file.path)
        }
        guard let text = places.popLast() else { throw .unusable(reason: "a delivery without files") }
        for place in places {
            try place.fill(from: staging)
            directories.note(place.directory)
        }
        return text
    }

    /// Gives the texts their second names before their first, durably, so that whatever ends the run they are offered; one that
    /// has its first name is not offered again.
    private func offer(
        _ texts: [Result<Place, DeliveryError>], _ staging: Directory, in root: Directory
    ) throws(DeliveryError) -> [Result<Place, DeliveryError>] {
        let new = try root.entered(Self.newName, mode: options.directoryMode)
        let offered = texts.map { text in
            text.flatMap { text in
                Result { () throws(DeliveryError) in
                    if try !text.isFilled() { try staging.link(text.file.staged, into: new, as: text.name) }
                    return text
                }
            }
        }
        try new.synchronise()
        return offered
    }
}

extension Result where Failure == DeliveryError {
    fileprivate var failure: DeliveryError? {
        if case .failure(let error) = self { error } else { nil }
    }
}
