import Glibc
import IPNetworks

/// What must hold for every text of an address, a network or a range. Runs in the tests and under libFuzzer
/// (`script/fuzz addresses`).
enum AddressFuzz {
    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.utf8.elementsEqual(bytes) else { return nil }  // not UTF-8

        let address = IPAddress(text)
        guard address == reading(ofCLibrary: text) else { return "not the address that inet_pton reads" }
        guard address == IPAddress(utf8: bytes.lazy.map { $0 }) else { return "bytes and text differ" }
        if let address {
            guard IPAddress(address.description) == address else { return "address not read back" }
            guard IPPrefix(text) == IPPrefix(single: address) else { return "an address is its own network" }
            _ = SpecialPurpose.entry(for: address)
            guard address.isListable != SpecialPurpose.neverListed.contains(address) else { return "listable?" }
        }
        if let prefix = IPPrefix(text) {
            guard IPPrefix(prefix.description) == prefix else { return "network not read back" }
            guard (try? IPPrefix(parsing: prefix.description, hostBits: .refuse)) == prefix else {
                return "a network has host bits"
            }
            guard prefix.contains(prefix.address), prefix.range == IPRange(text) else {
                return "network and range differ"
            }
        }
        if let range = IPRange(text) {
            guard IPRange(range.description) == range else { return "range not read back" }
            let blocks = IPAddressSet([range]).prefixes.map(\.range)
            guard IPAddressSet(blocks) == IPAddressSet([range]) else {
                return "the networks of a range are another set"
            }
        }
        return nil
    }

    private static func reading(ofCLibrary text: String) -> IPAddress? {
        guard !text.utf8.contains(0) else { return nil }  // inet_pton would stop there
        let family = text.utf8.contains(UInt8(ascii: ":")) ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
        return inet_pton(family, text, &bytes) == 1 ? IPAddress(networkBytes: bytes) : nil
    }
}
