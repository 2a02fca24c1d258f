import HTTPTypes

extension Connection {
    private static let forwardedProtocol = HTTPField.Name("X-Forwarded-Proto")

    /// Whether a request came by `https`: on this connection, or, where a balancer stands in front, as that says
    /// (`X-Forwarded-Proto`, or `proto` of RFC 7239 §5.4 in the field's last element, which is the balancer's own).
    func isEncrypted(_ fields: HTTPFields) -> Bool {
        guard isBalanced else { return isEncrypted }
        let scheme: String?
        switch origin.field {
        case .none: scheme = nil
        case .forwardedFor:
            let value = Self.forwardedProtocol.flatMap { fields[values: $0].last }
            scheme = value?.split(separator: ",", omittingEmptySubsequences: false).last?.filter { $0 != " " }
        case .forwarded:
            let value = HTTPField.Name("Forwarded").flatMap { fields[values: $0].last }.map { Array($0.utf8) } ?? []
            let element = value[(value.lastUnquotedComma.map { $0 + 1 } ?? 0)...]
            scheme = ForwardedHop.parameter("proto", of: element).map { String(decoding: $0, as: UTF8.self) }
        }
        switch scheme?.lowercased() {
        case "https": return true
        case "http": return false
        default: return isEncrypted
        }
    }
}
