import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// A running server with a DNS list for the zone `bl.test`.
struct NamedServer {
    static let zone = "bl.test"

    let server: WireServer
    let port: UInt16
    let portV6: UInt16

    /// - Parameter places: where it listens, first with IPv4, then with IPv6.
    init(
        _ arguments: [String] = [], places: [String] = ["127.0.0.1:0", "[::1]:0"], folder: LoopFolder? = nil
    ) async throws {
        server = try await WireServer.start(
            ["--dnsbl-zone", Self.zone] + places.flatMap { ["--dnsbl-listen", $0] } + arguments, folder: folder)
        let line = try #require(
            server.log.split(separator: "\n").first { $0.contains("DNS list \(Self.zone) answers on") }, "\(server.log)"
        )
        let ports = line.split(separator: " ").compactMap { $0.split(separator: ":").last.flatMap { UInt16($0) } }
        try #require(ports.count >= 2)
        (port, portV6) = (ports[ports.count - 2], ports[ports.count - 1])
    }

    /// Runs dig; returns what it printed.
    func dig(_ words: String) async throws -> String {
        let place =
            words.contains("@") ? [] : ["@127.0.0.1", "-p", "\(port)"]
        let command = ["dig", "+tries=1", "+time=20"] + place + words.split(separator: " ").map { String($0) }
        return try await TestThread.run { try TestProcess(command).wait().output }
    }

    /// A question about an address: type A, class IN, without EDNS.
    static func question(_ address: IPAddress, id: UInt16 = 1, type: UInt8 = 1) -> [UInt8] {
        var bytes: [UInt8] = [UInt8(id >> 8), UInt8(id & 0xff), 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
        for byte in address.networkBytes.reversed() {
            if address.isIPv4 {
                let text = "\(byte)".utf8
                bytes.append(UInt8(text.count))
                bytes += text
            } else {
                for digit in [byte & 15, byte >> 4] {
                    bytes.append(1)
                    bytes += String(digit, radix: 16).utf8
                }
            }
        }
        for label in zone.split(separator: ".") { bytes += [UInt8(label.utf8.count)] + Array(label.utf8) }
        return bytes + [0, 0, type, 0, 1]
    }
}
