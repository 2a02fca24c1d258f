import Blocklists
import Firewall
import Foundation
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

extension HostNetwork {
    /// A host with a public address, a gateway and a name server.
    static let sample = HostNetwork(
        attachments: [attachment("45.41.0.2", "45.41.0.0/24"), attachment("2600:1::2", "2600:1::/64")].compactMap(
            \.self),
        gateways: [IPAddress("45.41.0.1")].compactMap(\.self), resolvers: [IPAddress("45.53.53.53")].compactMap(\.self))

    static func attachment(_ address: String, _ network: String) -> Attachment? {
        guard let address = IPAddress(address), let network = IPPrefix(network) else { return nil }
        return Attachment(address: address, network: network)
    }
}

func address(_ text: String) throws -> IPAddress { try #require(IPAddress(text)) }

/// A folder of its own for one test, removed with it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "sikker-guard-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, in place of what was there, and returns its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)), options: .atomic)
        return path(name)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }
}
