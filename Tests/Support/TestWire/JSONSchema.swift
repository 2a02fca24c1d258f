import Glibc

/// Validates values by the schemas of a document: JSON Schema 2020-12 as far as the description of the API uses it. A keyword
/// that is not known here is a fault, so that nothing passes unchecked.
package struct JSONSchema {
    /// What `$ref` points into.
    package let document: JSONValue
    /// Whether an object may have only the properties that its schema names. The description leaves room for additions; the
    /// server itself must not have any that are not described.
    package var isClosed = true

    package init(document: JSONValue, isClosed: Bool = true) {
        self.document = document
        self.isClosed = isClosed
    }

    /// What is wrong with a value; empty when nothing is.
    package func faults(_ value: JSONValue, _ schema: JSONValue, at path: String = "$") -> [String] {
        if case .bool(let allows) = schema { return allows ? [] : ["\(path): nothing is allowed here"] }
        return (schema.members ?? []).flatMap { keyword in
            faults(value, keyword.name, keyword.value, in: schema, at: path)
        }
    }

    private func faults(
        _ value: JSONValue, _ keyword: String, _ argument: JSONValue, in schema: JSONValue, at path: String
    ) -> [String] {
        func check(_ isRight: Bool) -> [String] {
            isRight ? [] : ["\(path): \(value.description.prefix(100)) against \(keyword) \(argument)"]
        }
        switch keyword {
        case "description", "title", "default", "example", "examples": return []
        case "$ref":
            guard let target = document.resolve(argument) else { return ["\(path): \(argument) points nowhere"] }
            return faults(value, target, at: path)
        case "type":
            return check((argument.elements ?? [argument]).contains { Self.isOfType(value, $0.string ?? "") })
        case "enum": return check(argument.elements?.contains(value) ?? false)
        case "const": return check(argument == value)
        case "anyOf":
            let attempts = (argument.elements ?? []).map { faults(value, $0, at: path) }
            return attempts.contains([]) ? [] : check(false) + attempts.joined()
        case "oneOf": return check((argument.elements ?? []).count { faults(value, $0, at: path).isEmpty } == 1)
        case "allOf": return (argument.elements ?? []).flatMap { faults(value, $0, at: path) }
        case "properties": return properties(value, argument, in: schema, at: path)
        case "required":
            guard let names = value.names else { return [] }
            return (argument.elements ?? []).compactMap(\.string).filter { !names.contains($0) }
                .map { "\(path).\($0) is missing" }
        case "additionalProperties":
            let known = schema["properties"]?.names ?? []
            return (value.members ?? []).filter { !known.contains($0.name) }
                .flatMap { faults($0.value, argument, at: "\(path).\($0.name)") }
        case "items":
            return (value.elements ?? []).enumerated().flatMap { faults($1, argument, at: "\(path)[\($0)]") }
        case "minItems": return bound(value.elements?.count, argument, check) { $0 >= $1 }
        case "maxItems": return bound(value.elements?.count, argument, check) { $0 <= $1 }
        case "maxProperties": return bound(value.members?.count, argument, check) { $0 <= $1 }
        case "minLength": return bound(value.string?.unicodeScalars.count, argument, check) { $0 >= $1 }
        case "maxLength": return bound(value.string?.unicodeScalars.count, argument, check) { $0 <= $1 }
        case "minimum", "maximum":
            guard let number = value.numberText.flatMap({ Double($0) }),
                let limit = argument.numberText.flatMap({ Double($0) })
            else { return [] }
            return check(keyword == "minimum" ? number >= limit : number <= limit)
        case "pattern":
            guard let text = value.string, let pattern = try? Regex(argument.string ?? "") else {
                return value.string == nil ? [] : ["\(path): \(argument) is no pattern"]
            }
            return check(text.firstMatch(of: pattern) != nil)
        case "format": return check(value.string.map { Self.isOfFormat($0, argument.string ?? "") } ?? true)
        default: return ["\(path): the keyword \(keyword) is not known"]
        }
    }

    private func properties(
        _ value: JSONValue, _ properties: JSONValue, in schema: JSONValue, at path: String
    ) -> [String] {
        (value.members ?? []).flatMap { member -> [String] in
            if let property = properties[member.name] {
                return faults(member.value, property, at: "\(path).\(member.name)")
            }
            return isClosed && schema["additionalProperties"] == nil ? ["\(path).\(member.name) is not described"] : []
        }
    }

    private func bound(
        _ count: Int?, _ limit: JSONValue, _ check: (Bool) -> [String], _ holds: (Int, Int) -> Bool
    ) -> [String] {
        guard let count, let limit = limit.int else { return [] }
        return check(holds(count, limit))
    }

    private static func isOfType(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        // By the letter 1.0 is an integer too; clients in typed languages disagree.
        case .number: type == "number" || type == "integer" && value.int != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private static func isOfFormat(_ text: String, _ format: String) -> Bool {
        var bytes = in6_addr()
        return switch format {
        case "ipv4": inet_pton(AF_INET, text, &bytes) == 1
        case "ipv6": inet_pton(AF_INET6, text, &bytes) == 1
        case "date-time": text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) != nil
        case "uuid": text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil
        default: false
        }
    }
}

extension JSONValue {
    /// What a reference such as `#/components/schemas/Error` points to (RFC 6901).
    package func resolve(_ reference: JSONValue) -> JSONValue? {
        guard let text = reference.string, text.hasPrefix("#/") else { return nil }
        return text.dropFirst(2).split(separator: "/").reduce(Optional(self)) { place, part in
            place?[String(part.replacing("~1", with: "/").replacing("~0", with: "~"))]
        }
    }

    /// Itself, or what its `$ref` points to.
    package func resolved(in document: JSONValue) -> JSONValue {
        guard let reference = self["$ref"], let target = document.resolve(reference) else { return self }
        return target
    }
}
