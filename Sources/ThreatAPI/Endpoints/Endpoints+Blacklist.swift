import NIOCore
import ThreatModel

extension Endpoints {
    static let blacklistPath: StaticString = "/v1/key/blacklist"

    /// Seconds for which a client need not ask again, at least, and how many more at most. Each key has its own number, so
    /// that clients that began together do not come back together.
    private static let maximumAge = (least: 10, spread: 20)

    /// `GET|HEAD /v1/key/blacklist`: one unit an address sent; HEAD and 304 cost nothing.
    ///
    /// - Parameters:
    ///   - prepared: lists that were waited for; any other is taken when it lies ready.
    ///   - canStream: `false` at a door that writes ready bytes only. A text that is not kept is then as good as not there, and
    ///     nothing is spent.
    func blacklist(
        _ head: RequestHead, prepared: [ListKey: PreparedList] = [:], canStream: Bool = true
    ) throws(RequestError) -> Outcome {
        let parameters = try BlacklistParameters(QueryParameters(head.query))
        return try blacklist(parameters, head, prepared: prepared, canStream: canStream)
    }

    /// The same with parameters that somebody else has read.
    func blacklist(
        _ parameters: BlacklistParameters, _ head: RequestHead, prepared: [ListKey: PreparedList],
        canStream: Bool = true
    ) throws(RequestError) -> Outcome {
        let now = clock.now
        let (identity, tier) = try identity(
            authorization: head.authorization, facadeKey: head.facadeKey, queryKey: parameters.key, at: now)
        let key = identity.quotaKey(.blacklist)
        guard var figures = quota.knownFigures(of: key, limit: tier.blacklist) else {
            return .needsQuota(key, units: 0, limit: tier.blacklist)
        }
        let coding = ContentNegotiation.coding(head.acceptEncoding)
        func held(_ key: ListKey) -> PreparedList? { prepared[key] ?? lists.ready(key) }

        let wholeKey = ListKey(parameters.textKey, in: coding)
        guard let whole = held(wholeKey), let text = whole.text else { return .needsList(wholeKey) }
        /// Where the first so many addresses are found.
        func source(_ count: Int) -> ListKey {
            guard count < text.addressCount, !text.canBeCut else { return wholeKey }
            var cut = parameters.textKey
            cut.cut = count
            return ListKey(cut, in: coding)
        }
        /// Everything but the body.
        func answer(_ list: PreparedList, _ text: ListText, count: Int) -> Answer {
            let tag = text.tag(ofFirst: count)
            var answer = Answer(
                contentType: text.format.contentType, quota: headers(.blacklist, figures, at: now),
                tag: text.format.framesVary ? .weak(tag) : .strong(tag, coding), cursor: list.list.cursor,
                coding: coding, variesByEncoding: true, body: .none)
            answer.addressCount = count
            answer.lastModified = count >= text.addressCount ? Self.lastModified(list, at: now) : nil
            answer.maximumAge = Self.maximumAge.least + Int(identity.credential.magnitude) * 7 % Self.maximumAge.spread
            return answer
        }
        func answer(_ list: PreparedList, _ text: ListText, count: Int, limit: Int) throws(RequestError) -> Answer {
            var answer = answer(list, text, count: count)
            answer.body = try list.body(of: text.part(count, limit: limit))
            return answer
        }

        // The most that a client may hold: its copy is current when it is that.
        let most = min(text.addressCount, parameters.limit ?? .max, tier.blacklist ?? .max)
        if head.ifNoneMatch != nil || head.ifModifiedSince != nil {
            let source = source(most)
            guard let list = held(source), let text = list.text else { return .needsList(source) }
            var unchanged = answer(list, text, count: most)
            if Self.isCurrent(head, unchanged, text.tag(ofFirst: most)) {
                unchanged.status = 304
                return .answer(unchanged)
            }
        }
        // Another request of the same key may take units in between: then fewer are left, until none is.
        while head.isHead || figures.remaining != 0 {
            let limit = min(parameters.limit ?? .max, figures.remaining ?? .max)
            let source = source(min(most, limit))
            guard let list = held(source), let text = list.text else { return .needsList(source) }
            if !canStream, case .text = list, !text.isKept { return .needsList(source) }
            let count = min(most, limit, text.addressCount)
            if head.isHead { return .answer(try answer(list, text, count: count, limit: limit).withoutBody) }
            switch quota.spend(count, of: key, limit: tier.blacklist) {
            case .spent(let spent):
                figures = spent
                do {
                    return .answer(try answer(list, text, count: count, limit: limit))
                } catch {
                    quota.giveBack(count, of: key, spent: spent)
                    throw error
                }
            case .needsLease: return .needsQuota(key, units: count, limit: tier.blacklist)
            case .exhausted(let left): figures = left
            }
        }
        throw exhausted(.blacklist, figures, tier, at: now)
    }

    /// The next whole second after the text became what it is, once that is past: then no other text has the same.
    private static func lastModified(_ list: PreparedList, at now: Timestamp) -> HTTPDate? {
        let second = list.since.seconds + 1
        return second <= now.seconds ? HTTPDate(Timestamp(milliseconds: second * 1000)) : nil
    }

    /// Whether a client's copy is the answer (RFC 9110 §13.2.2). Times must be the very same, as a client's own clock says
    /// nothing about which part of a list its quota allowed for.
    private static func isCurrent(_ head: RequestHead, _ answer: Answer, _ tag: EntityTag) -> Bool {
        if let field = head.ifNoneMatch {
            return String(validating: field, as: UTF8.self).map { tag.matches($0) } ?? false
        }
        guard let date = answer.lastModified, let field = head.ifModifiedSince else { return false }
        return field.elementsEqual(date.text)
    }
}
