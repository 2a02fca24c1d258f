import Crypto
import FoundationEssentials

/// Random texts that nobody guesses, and how they are compared.
enum Secret {
    /// From the kernel's generator.
    static func random(bytes count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// A text of letters, digits, `-` and `_` (base64url, RFC 4648 §5).
    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// `nil` for what ``text(_:)`` has not written.
    static func bytes(_ text: String) -> [UInt8]? {
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: standard + padding).map({ [UInt8]($0) }), Self.text(bytes) == text else {
            return nil
        }
        return bytes
    }

    /// In a time that tells nothing about where the two differ, nor how long either is.
    static func areEqual(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool { hash(a) == hash(b) }

    /// For what is random: it cannot be guessed from this.
    static func hash(_ text: some StringProtocol) -> SHA256Digest { SHA256.hash(data: Array(text.utf8)) }
}
