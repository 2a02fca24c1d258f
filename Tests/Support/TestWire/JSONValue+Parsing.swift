/// What is no JSON, or JSON that clients read differently.
package struct JSONFault: Error, CustomStringConvertible {
    package let description: String
}

extension JSONValue {
    /// Parses one text by the letter of RFC 8259. Refuses a member that occurs twice (§4: clients differ on what it means).
    package init(parsing bytes: [UInt8]) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSONFault(description: "not UTF-8: \(String(decoding: bytes.prefix(200), as: UTF8.self))")
        }
        var parser = JSONParser(rest: Array(text.unicodeScalars)[...])
        self = try parser.document()
    }
}

private struct JSONParser {
    var rest: ArraySlice<Unicode.Scalar>

    mutating func document() throws -> JSONValue {
        let value = try value()
        skipBlanks()
        guard rest.isEmpty else { throw fault("something follows the value") }
        return value
    }

    private func fault(_ what: String) -> JSONFault {
        var near = ""
        near.unicodeScalars.append(contentsOf: rest.prefix(60))
        return JSONFault(description: "\(what) at \(rest.startIndex): \(near)")
    }

    private mutating func skipBlanks() { rest = rest.drop { [" ", "\t", "\n", "\r"].contains($0) } }

    private mutating func take(_ scalar: Unicode.Scalar) throws {
        guard rest.first == scalar else { throw fault("no '\(scalar)'") }
        rest.removeFirst()
    }

    private mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func value() throws -> JSONValue {
        skipBlanks()
        switch rest.first {
        case "{": return .object(try members())
        case "[": return .array(try elements())
        case "\"": return .string(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws -> JSONValue {
        for scalar in word.unicodeScalars { try take(scalar) }
        return value
    }

    private mutating func members() throws -> [JSONValue.Member] {
        try take("{")
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if takes("}") { return members }
        repeat {
            skipBlanks()
            let name = try string()
            guard names.insert(name).inserted else { throw fault("'\(name)' occurs twice") }
            skipBlanks()
            try take(":")
            members.append(JSONValue.Member(name: name, value: try value()))
        } while takes(",")
        guard takes("}") else { throw fault("an object does not end") }
        return members
    }

    private mutating func elements() throws -> [JSONValue] {
        try take("[")
        var elements: [JSONValue] = []
        if takes("]") { return elements }
        repeat { elements.append(try value()) } while takes(",")
        guard takes("]") else { throw fault("an array does not end") }
        return elements
    }

    private mutating func number() throws -> String {
        let text = rest.prefix { "+-.eE0123456789".unicodeScalars.contains($0) }
        var number = ""
        number.unicodeScalars.append(contentsOf: text)
        guard number.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil else {
            throw fault("no value")
        }
        rest = rest.dropFirst(text.count)
        return number
    }

    private mutating func string() throws -> String {
        try take("\"")
        var text = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return text
            case "\\": text.unicodeScalars.append(try escaped())
            case _ where scalar.value < 0x20: throw fault("a control character in a string")
            default: text.unicodeScalars.append(scalar)
            }
        }
        throw fault("a string does not end")
    }

    private mutating func escaped() throws -> Unicode.Scalar {
        switch rest.popFirst() {
        case "\"": return "\""
        case "\\": return "\\"
        case "/": return "/"
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            let first = try unit()
            if let scalar = Unicode.Scalar(first) { return scalar }
            // A pair of surrogates; one alone is no character.
            try take("\\")
            try take("u")
            let second = try unit()
            guard (0xd800..<0xdc00).contains(first), (0xdc00..<0xe000).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
            else { throw fault("half a pair of surrogates") }
            return scalar
        default: throw fault("an escape that JSON does not have")
        }
    }

    private mutating func unit() throws -> UInt32 {
        let digits = rest.prefix(4).compactMap { Character($0).hexDigitValue }
        guard digits.count == 4 else { throw fault("\\u without four digits") }
        rest = rest.dropFirst(4)
        return digits.reduce(0) { $0 << 4 | UInt32($1) }
    }
}
