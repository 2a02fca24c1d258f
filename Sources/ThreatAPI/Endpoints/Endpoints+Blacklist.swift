import NIOCore
import ThreatModel

extension Endpoints {
    static let blacklistPath: StaticString = "/v1/key/blacklist"

    /// `GET|HEAD /v1/key/blacklist`: one unit an address sent; HEAD and 304 cost nothing.
    ///
    /// - Parameter prepared: the list that was waited for; without it, one that lies ready is taken.
    func blacklist(_ head: RequestHead, prepared: PreparedList? = nil) throws(RequestError) -> Outcome {
        let now = clock.now
        let parameters = try BlacklistParameters(QueryParameters(head.query))
        let (identity, tier) = try identity(
            authorization: head.authorization, queryKey: parameters.key, at: now)
        let key = identity.quotaKey(.blacklist)
        guard var figures = quota.knownFigures(of: key, limit: tier.blacklist) else {
            return .needsQuota(key, units: 0, limit: tier.blacklist)
        }
        let listKey = ListCache.Key(filter: parameters.filter, form: Self.form(parameters, head))
        guard let list = prepared ?? lists.ready(listKey) else { return .needsList(listKey) }

        // The most that a client may hold: its copy is current when it is that.
        let whole = min(list.count, parameters.limit ?? .max, tier.blacklist ?? .max)
        if let field = head.ifNoneMatch.flatMap({ String(validating: $0, as: UTF8.self) }) {
            let tag = list.tag(ofPrefix: whole)
            if tag.matches(field) {
                return .answer(
                    Answer(
                        status: 304, contentType: .plainText, quota: headers(.blacklist, figures, at: now),
                        tag: list.validator(tag), cursor: list.cursor, variesByEncoding: true, body: .none))
            }
        }
        let isGzip = head.acceptsGzip
        func answer(count: Int, limit: Int) throws(RequestError) -> Answer {
            Answer(
                contentType: parameters.isPlainText ? .plainText : .json,
                quota: headers(.blacklist, figures, at: now), tag: list.validator(list.tag(ofPrefix: count)),
                cursor: list.cursor, isGzip: isGzip, variesByEncoding: true,
                body: try list.body(count: count, limit: limit, isGzip: isGzip))
        }
        if head.isHead {
            let most = min(parameters.limit ?? .max, figures.remaining ?? .max)
            return .answer(try answer(count: min(whole, most), limit: most).withoutBody)
        }
        // Another request of the same key may take units in between: then fewer are left, until none is.
        while figures.remaining != 0 {
            let most = min(parameters.limit ?? .max, figures.remaining ?? .max)
            let count = min(whole, most)
            switch quota.spend(count, of: key, limit: tier.blacklist) {
            case .spent(let spent):
                figures = spent
                return .answer(try answer(count: count, limit: most))
            case .needsLease: return .needsQuota(key, units: count, limit: tier.blacklist)
            case .exhausted(let left): figures = left
            }
        }
        throw exhausted(.blacklist, figures, tier, at: now)
    }

    private static func form(_ parameters: BlacklistParameters, _ head: RequestHead) -> PreparedList.Form {
        guard parameters.isPlainText else { return .json }
        return head.acceptsGzip ? .gzip : .plain
    }
}

extension PreparedList {
    /// The tag as a validator: strong for text, which is the same bytes each time; weak for JSON, which also says how
    /// much of the quota is left.
    fileprivate func validator(_ tag: EntityTag) -> Answer.Tag {
        switch self {
        case .plain: .strong(tag, isGzip: false)
        case .gzip: .strong(tag, isGzip: true)
        case .json: .weak(tag)
        }
    }

    /// The first `count` addresses.
    fileprivate func body(count: Int, limit: Int, isGzip: Bool) throws(RequestError) -> Answer.Body {
        switch self {
        case .plain(let list): return .shared(list.prefix(count), own: ByteBuffer())
        case .gzip(let gzip, _):
            do {
                let (shared, own) = try gzip.prefix(count)
                return .shared(shared, own: own)
            } catch { throw .internalFault }
        case .json(let list):
            return .stream(JSONListStream(list: list, count: count, limit: limit, isGzip: isGzip))
        }
    }
}
