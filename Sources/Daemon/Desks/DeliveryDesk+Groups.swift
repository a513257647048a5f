import Delivery
import Ledger
import Similarity

/// A delivery with what the ledger is to write down of it before its files get their names.
struct BegunDelivery {
    let staged: StagedDelivery
    let intent: DeliveryIntent
    let content: ArticleContent

    init(_ staged: StagedDelivery, _ intent: DeliveryIntent, _ content: ArticleContent = ArticleContent()) {
        self.staged = staged
        self.intent = intent
        self.content = content
    }
}

/// Several articles at a time. Each step does its work for all and flushes once; what goes wrong with one concerns no other, and
/// where a step fails as a whole it is tried with each by itself.
extension DeliveryDesk {
    /// So many names are tried where something else stands under the first ones.
    private static let variants = 5

    /// An article of which is settled that it is delivered, and as what.
    private struct Member {
        /// Its place among the requests.
        let place: Int
        let number: Int64
        let article: DeliveredArticle
        let finding: OriginalityDesk.Finding
    }

    func deliverNow(_ requests: [DeliveryRequest]) -> [Outcome] {
        defer { if !requests.isEmpty { show() } }
        var outcomes: [Int: Outcome] = [:]
        var members: [Member] = []
        var company = DeliveryCompany()
        func deliverMembers() {
            for (member, outcome) in zip(members, deliver(members)) { outcomes[member.place] = outcome }
            (members, company) = ([], DeliveryCompany())
        }
        for (place, request) in requests.enumerated() {
            let text = OriginalityDesk.text(of: request.article)
            let names = [request.article.key] + (request.terms.canonicalKey.map { [$0] } ?? [])
            // Two copies in one group: the second is looked up when the first is delivered.
            if begun(request.number) != nil || !company.mayJoin(text.content, names: names) { deliverMembers() }
            do {
                switch try admit(request, text) {
                case .ended(let outcome): outcomes[place] = outcome
                case .delivers(let article, let finding):
                    members.append(Member(place: place, number: request.number, article: article, finding: finding))
                    company.add(finding.content, names: names)
                }
            } catch {
                outcomes[place] = Outcome(failure: error)
            }
        }
        deliverMembers()
        return requests.indices.map { outcomes[$0] ?? .later(reason: "it was not come to") }
    }

    private enum Admission {
        case ended(Outcome)
        case delivers(DeliveredArticle, OriginalityDesk.Finding)
    }

    /// Ends what an earlier attempt has begun, and what is not to be delivered.
    private func admit(
        _ request: DeliveryRequest, _ text: (content: ArticleContent, signed: SignedText?)
    ) throws -> Admission {
        if let begun = begun(request.number) { return .ended(try conclude(begun, store.reconcile(begun))) }
        var finding = try OriginalityDesk(ledger: ledger).find(
            request.article, text, canonicalKey: request.terms.canonicalKey)
        finding.content.look = request.terms.look
        if let outcome = try withhold(request.article, request.number, finding, request.terms) {
            return .ended(outcome)
        }
        return .delivers(try clustered(request.article, finding, request.terms), finding)
    }

    /// - Parameter variant: of the names; see `ArticleStore.stage`.
    private func deliver(_ members: [Member], variant: Int = 1) -> [Outcome] {
        guard !members.isEmpty else { return [] }
        let staged = store.stage(
            members.map { ArticleToStage($0.article, as: $0.number, now: clock(), variant: variant) })
        let intended = zip(members, staged).map { member, staged in
            Result<BegunDelivery, any Error> {
                var staged = try staged.get()
                staged.event += try succession(member.article, member.finding)
                let intent = DeliveryIntent(staged, fetched: member.article.fetch.timeMilliseconds)
                return BegunDelivery(staged, intent, member.finding.content)
            }
        }
        let begun = passing(intended, to: begin)
        let published = passing(begun) { group in zip(group, publish(group)).map { .success(($0, $1)) } }
        let outcomes = passing(published, to: conclude).map { (result) -> Outcome in
            switch result {
            case .success(let outcome): outcome
            case .failure(let error): Outcome(failure: error)
            }
        }
        return zip(zip(members, published), outcomes).map { pair, outcome in
            // Something else stands under its name.
            guard variant < Self.variants, case .setAside = outcome, case .success((_, .pending(.occupied))) = pair.1
            else { return outcome }
            return deliver([pair.0], variant: variant + 1)[0]
        }
    }

    /// Does a step for all that have come so far.
    private func passing<Value, Next>(
        _ results: [Result<Value, any Error>], to step: ([Value]) -> [Result<Next, any Error>]
    ) -> [Result<Next, any Error>] {
        var next = step(results.compactMap { try? $0.get() }).makeIterator()  // The others keep their errors, below.
        return results.map { result in result.flatMap { _ in next.next() ?? .failure(CancellationError()) } }
    }

    /// Writes the intents down; from then on the deliveries are unfinished until they are concluded.
    func begin(_ group: [BegunDelivery]) -> [Result<StagedDelivery, any Error>] {
        guard !group.isEmpty else { return [] }
        do {
            try ledger.intend(group.map { ($0.intent, $0.content) }, now: clock())
            note(begun: group.map(\.staged))
            return group.map { .success($0.staged) }
        } catch {
            guard group.count == 1 else { return group.flatMap { begin([$0]) } }
            _ = store.discard(group[0].staged)
            return [.failure(error)]
        }
    }

    func publish(_ group: [StagedDelivery]) -> [DeliveryOutcome] {
        zip(group, store.publish(group)).map { staged, error in
            guard let error else { return .delivered }
            return error.isLasting ? .pending(error) : store.reconcile(staged)
        }
    }

    /// Writes the ends into the ledger, those of what is delivered together.
    private func conclude(_ group: [(StagedDelivery, DeliveryOutcome)]) -> [Result<Outcome, any Error>] {
        let delivered = group.filter { $0.1 == .delivered }.map(\.0)
        // What fails together is tried one by one below.
        let isWritten =
            delivered.count > 1
            && (try? ledger.delivered(
                articles: delivered.map(\.article), now: clock(), journaled: journal.written)) != nil
        for delivery in delivered where isWritten { note(ended: delivery.article) }
        return group.map { staged, outcome in
            if isWritten, outcome == .delivered { return .success(Outcome(delivered: staged)) }
            return Result { try conclude(staged, outcome) }
        }
    }
}
