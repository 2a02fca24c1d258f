import Blocklists
import Firewall
import Guard
import IPNetworks
import Testing

extension IPAddressSet {
    /// Of addresses, networks and ranges in writing; what is none of them counts for nothing.
    init(_ first: String, _ more: String...) { self.init(([first] + more).compactMap { IPRange($0) }) }
}

extension KeptList {
    init(_ first: String, _ more: String...) { self.init(IPAddressSet(([first] + more).compactMap { IPRange($0) })) }
}

extension SourceIdentity {
    static let first = SourceIdentity(id: "first", name: "First")
    static let second = SourceIdentity(id: "second", name: "Second")
}

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
