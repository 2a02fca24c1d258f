import Firewall
import Foundation
import IPNetworks

/// How the things that packets are counted by are stored.
enum HistoryKey {
    /// Stands for all ports of an address beyond the first few.
    static let otherPorts: Int64 = -1

    /// - Parameter number: of the source, up to 255.
    static func source(_ number: Int, _ family: IPFamily) -> Data {
        switch family {
        case .v4: Data([UInt8(clamping: number), 4])
        case .v6: Data([UInt8(clamping: number), 6])
        }
    }

    static func port(_ transport: UInt8, _ port: UInt16) -> Data {
        Data([transport, UInt8(port >> 8), UInt8(truncatingIfNeeded: port)])
    }

    /// Protocol and port.
    static func port(_ key: Data) -> (transport: UInt8, port: UInt16)? {
        let bytes = Array(key)
        return bytes.count == 3 ? (bytes[0], UInt16(bytes[1]) << 8 | UInt16(bytes[2])) : nil
    }

    static func number(of mode: FirewallPolicy.Mode) -> UInt8 {
        switch mode {
        case .drop: 0
        case .logOnly: 1
        }
    }

    static func mode(_ number: Int64) -> FirewallPolicy.Mode { number == 0 ? .drop : .logOnly }
}
