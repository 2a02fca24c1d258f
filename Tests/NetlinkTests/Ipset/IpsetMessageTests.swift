import Testing

@testable import Netlink

/// Bytes as the `ipset` program 7.17 sends them, but for the version of the protocol, of which it takes the newest there is.
@Suite struct IpsetMessageTests {
    private func message<Key: AddressKey>(
        _ command: IpsetCommand, _ networks: [IpsetNetwork<Key>], to set: String, _ layout: IpsetElementLayout<Key>
    ) -> [UInt8] {
        var elements = [UInt8](repeating: 0xff, count: networks.count * layout.size)
        return elements.withUnsafeMutableBytes { bytes in
            for (index, network) in networks.enumerated() {
                layout.write(
                    network.first, prefixLength: network.prefixLength, line: UInt32(index + 1), to: bytes,
                    at: index * layout.size)
            }
            return IpsetConnection.message(command, UnsafeRawBufferPointer(bytes), to: set, sequence: 42)
        }
    }

    @Test func addresses() throws {
        let addresses = [0x0102_0304, 0x0102_0305].map { IpsetNetwork<UInt32>(first: $0, prefixLength: 32) }
        let bytes = message(
            .add, addresses, to: "a", IpsetElementLayout(hasPrefixLength: false, isNumbered: true))
        #expect(try bytes == GoldenBytes.read("ipset-add-addresses-4"))
    }

    @Test func networks() throws {
        let network = IpsetNetwork<UInt32>(first: 0x0a00_0000, prefixLength: 8)
        let bytes = message(
            .delete, [network], to: "s", IpsetElementLayout(hasPrefixLength: true, isNumbered: true))
        #expect(try bytes == GoldenBytes.read("ipset-delete-network-4"))
    }

    /// The sizes on which the number of elements in a message depends.
    @Test func sizes() {
        #expect(IpsetElementLayout<UInt32>(hasPrefixLength: false, isNumbered: false).size == 16)
        #expect(IpsetElementLayout<UInt32>(hasPrefixLength: true, isNumbered: true).size == 32)
        #expect(IpsetElementLayout<UInt128>(hasPrefixLength: false, isNumbered: false).size == 28)
        #expect(IpsetElementLayout<UInt128>(hasPrefixLength: true, isNumbered: false).size == 36)
    }
}
