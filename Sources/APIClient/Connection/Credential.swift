/// A key (`sk_…`) or sensor token (`st_…`). Never shows itself: not in messages, not in logs, not in a debugger's dump.
package struct Credential: Sendable {
    package static let maximumLength = 256

    let secret: String

    /// White space around it, as files end with, is dropped.
    ///
    /// - Throws: ``APIError/invalid(_:)``; the sentence never repeats the secret.
    package init(_ text: String) throws(APIError) {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        guard !text.isEmpty else { throw .invalid("The key or token is empty; it begins with sk_ or st_") }
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .invalid(
                "The key or token holds characters that no key has; it is one word that begins with sk_ or st_")
        }
        secret = String(text)
    }

    /// The secret itself, to tell whether it has become another. Not to be shown.
    package var text: String { secret }

    var authorization: String { "Bearer \(secret)" }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[credential]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
