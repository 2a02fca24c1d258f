/// A key for AbuseIPDB. Never shows itself: not in messages, not in logs, not in a debugger's dump.
package struct AbuseIPDBKey: Sendable {
    let secret: String

    private static let longest = 256

    /// `nil` for what is no key: it is one word of printable ASCII.
    package init?(_ text: String) {
        guard (1...Self.longest).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return nil
        }
        secret = text
    }

    /// The key itself, to tell whether it has become another. Not to be shown.
    package var text: String { secret }
}

extension AbuseIPDBKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[key]" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
