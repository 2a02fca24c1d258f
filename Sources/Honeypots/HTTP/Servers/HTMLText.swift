/// Text on its way into a page or an address.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// A path as it stands in an address: everything but plain characters as %xx.
    static func urlEscaped(_ path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || "/-_.~!$&'()*+,;=:@".utf8.contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return result
    }

    /// A value in a query or a cookie: everything but letters, digits and "-_." as %XX.
    static func formEscaped(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || "-_.".utf8.contains(byte) {
                result.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
            }
        }
        return result
    }
}
