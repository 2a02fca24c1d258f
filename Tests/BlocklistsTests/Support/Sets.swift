import Blocklists
import IPNetworks
import Testing
import ThreatModel

extension IPAddressSet {
    /// Of addresses, networks and ranges in writing; what is none of them counts for nothing.
    init(_ first: String, _ more: String...) { self.init(([first] + more).compactMap { IPRange($0) }) }
}

extension FeedCursor {
    /// Of the only epoch that tests know.
    static func at(_ sequence: UInt64) -> FeedCursor { FeedCursor(epoch: 7, sequence: sequence) }
}

extension ListedChange {
    static func add(_ text: String) throws -> ListedChange { .add(try #require(IPAddress(text))) }
    static func remove(_ text: String) throws -> ListedChange { .remove(try #require(IPAddress(text))) }
}

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }
