import HTTPTypes
import IPNetworks

/// Both doors find out in the same way for whom a request is made.
extension Connection {
    func client(of head: RequestHead) -> IPAddress? {
        guard let source else { return nil }
        guard origin.isBalancer(source) else { return source }
        let value =
            switch origin.field {
            case .forwardedFor: head.forwardedFor
            case .forwarded: head.forwarded
            case .none: nil as UnsafeRawBufferPointer?
            }
        return origin.client(from: source, value.map { [$0] } ?? [])
    }

    func client(of fields: HTTPFields) -> IPAddress? {
        guard let source else { return nil }
        guard origin.isBalancer(source), let name = HTTPField.Name(origin.field.rawValue) else { return source }
        let values = origin.field == .none ? [] : fields[values: name]
        return origin.client(from: source, values.map(\.utf8))
    }
}
