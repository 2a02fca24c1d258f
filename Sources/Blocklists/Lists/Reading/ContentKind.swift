/// What an answer seems to be, judged by how it begins.
package enum ContentKind: Hashable, Sendable, CaseIterable {
    case text
    case webPage
    case json
    case compressed
    case utf16
    case binary

    /// The bytes that are looked at.
    package static let examinedBytes = 512

    /// Judges by the first ``examinedBytes`` bytes; more are not looked at.
    package init(beginning: Span<UInt8>) {
        let beginning = beginning.extracting(first: Self.examinedBytes)
        if Self.compressedMagics.contains(where: { Self.begins(beginning, with: $0) }) {
            self = .compressed
        } else if Self.begins(beginning, with: [0xff, 0xfe]) || Self.begins(beginning, with: [0xfe, 0xff]) {
            self = .utf16
        } else if beginning.indices.contains(where: { beginning[$0] == 0 }) {
            self = .binary
        } else {
            // No entry and no comment begins with any of these.
            switch Self.firstVisible(in: beginning) {
            case UInt8(ascii: "<"): self = .webPage
            case UInt8(ascii: "{"), UInt8(ascii: "["): self = .json
            default: self = .text
            }
        }
    }

    /// gzip (RFC 1952 §2.3.1), zip, bzip2, xz, Zstandard (RFC 8878 §3.1.1).
    private static let compressedMagics: [[UInt8]] = [
        [0x1f, 0x8b], [0x50, 0x4b, 0x03, 0x04], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58, 0x5a],
        [0x28, 0xb5, 0x2f, 0xfd],
    ]

    private static func begins(_ bytes: Span<UInt8>, with magic: [UInt8]) -> Bool {
        bytes.count >= magic.count && magic.indices.allSatisfy { bytes[$0] == magic[$0] }
    }

    /// The first byte behind a byte order mark and white space.
    private static func firstVisible(in bytes: Span<UInt8>) -> UInt8? {
        let start = begins(bytes, with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        return (start..<max(start, bytes.count)).first { bytes[$0] > 0x20 }.map { bytes[$0] }
    }
}

extension ContentKind: CustomStringConvertible {
    /// As in "this is a web page".
    package var description: String {
        switch self {
        case .text: "text"
        case .webPage: "a web page"
        case .json: "JSON"
        case .compressed: "a compressed file"
        case .utf16: "UTF-16 text"
        case .binary: "binary data"
        }
    }
}
