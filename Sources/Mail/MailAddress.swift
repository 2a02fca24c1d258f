/// A mail address, looked at lightly: enough that it cannot be anything but one address in a header or a comparison.
///
/// Quoted local parts and address literals (RFC 5322 §3.4.1) are left out on purpose: they may hold spaces, commas and
/// brackets, and nobody has them.
package struct MailAddress: Hashable, Sendable {
    package let text: String

    /// Bytes (RFC 5321 §4.5.3.1.3, less the brackets).
    package static let maximumLength = 254

    /// Whom mail comes from where nobody has said anything else.
    package static let ofThisMachine = MailAddress(checked: "sikker@localhost.localdomain")

    private init(checked text: String) { self.text = text }

    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count),
            parts[0].unicodeScalars.allSatisfy(Self.isLocal),
            Self.isDomain(parts[1])
        else { return nil }
        self.text = text
    }

    /// RFC 5322 `dot-atom-text`, with the letters of other scripts that RFC 6531 adds.
    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": true
        case "!", "#", "$", "%", "&", "'", "*", "+", "-", "/", "=", "?", "^", "_", "`", "{", "|", "}", "~", ".": true
        default: isForeignLetter(scalar)
        }
    }

    /// Two labels at least, of letters, digits and hyphens.
    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy { scalar in
                        switch scalar {
                        case "a"..."z", "A"..."Z", "0"..."9", "-": true
                        default: isForeignLetter(scalar)
                        }
                    }
            }
    }

    private static func isForeignLetter(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal)
    }
}
