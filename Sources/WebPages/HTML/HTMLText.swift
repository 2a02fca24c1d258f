/// Text as it stands in HTML, between tags and between the quotes of an attribute.
enum HTMLText {
    static func append(_ text: String, to bytes: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": bytes += "&amp;".utf8
            case "<": bytes += "&lt;".utf8
            case ">": bytes += "&gt;".utf8
            case "\"": bytes += "&quot;".utf8
            case "'": bytes += "&#39;".utf8
            default: bytes += UTF8.encode(visible(scalar)).map(Array.init) ?? []
            }
        }
    }

    /// Something to see in the place of what a browser would drop, refuse or obey: control characters (HTML §13.2.3.5), and
    /// those that turn the direction of the text around them, by which one thing can be made to look like another.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x09, 0x0a: scalar
        // Each has a picture, U+2400 to U+241F; that of delete follows.
        case 0x00...0x1f: Unicode.Scalar(0x2400 + scalar.value) ?? replacement
        case 0x7f: "\u{2421}"
        case 0x80...0x9f, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: replacement
        default: scalar
        }
    }

    private static let replacement: Unicode.Scalar = "\u{fffd}"
}
