import Geolocation
import IPNetworks
import Scoring
import Store
import ThreatModel

extension Endpoints {
    static let checkPath: StaticString = "/v1/key/check/"

    /// `GET|HEAD /v1/key/check/{ip}`: one lookup, whether or not the address is known; HEAD none.
    func check(_ head: RequestHead) throws(RequestError) -> Outcome {
        let now = clock.now
        let (identity, tier) = try identity(authorization: head.authorization, at: now)
        let address = try Self.address(inPath: head.path)
        let parameters = head.query.isEmpty ? CheckParameters() : try CheckParameters(QueryParameters(head.query))

        let key = identity.quotaKey(.lookups)
        let figures: QuotaFigures
        if head.isHead {
            guard let known = quota.knownFigures(of: key, limit: tier.lookups) else {
                return .needsQuota(key, units: 0, limit: tier.lookups)
            }
            figures = known
        } else {
            switch quota.spend(1, of: key, limit: tier.lookups) {
            case .spent(let spent): figures = spent
            case .needsLease: return .needsQuota(key, units: 1, limit: tier.lookups)
            case .exhausted(let spent): throw exhausted(.lookups, spent, tier, at: now)
            }
        }
        let writer = CheckAnswerWriter(
            parameters: parameters, account: identity.account.id, place: places.current.place(of: address),
            networks: networks.current.lists(holding: address))
        let json = writer.write(address, in: live.current)
        let answer = Answer.json(json, quota: headers(.lookups, figures, at: now))
        return .answer(head.isHead ? answer.withoutBody : answer)
    }

    /// The address at the path's end: raw, or with `%3A` for its colons.
    private static func address(inPath path: UnsafeRawBufferPointer) throws(RequestError) -> IPAddress {
        let text = UnsafeRawBufferPointer(rebasing: path.dropFirst(checkPath.utf8CodeUnitCount))
        guard !text.isEmpty else { throw .notFound }
        if let address = IPAddress(utf8: text.bindMemory(to: UInt8.self)) { return address }
        guard text.contains(UInt8(ascii: "%")), let decoded = QueryParameters.decoded(text),
            let address = IPAddress(decoded)
        else { throw .badRequest("the path must end in an IPv4 or IPv6 address") }
        return address
    }
}
