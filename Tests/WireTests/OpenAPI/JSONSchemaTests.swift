import TestWire
import Testing

@Suite("JSON Schema")
struct JSONSchemaTests {
    static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test(
        "What a schema allows, and what it does not",
        arguments: [
            (#"{"type":"integer","minimum":0}"#, ["0", "12"], ["-1", "1.0", "1e2", "\"1\"", "null"]),
            (#"{"type":["string","null"],"maxLength":2}"#, ["null", #""ab""#], [#""abc""#, "1"]),
            (#"{"enum":["a",1,null]}"#, [#""a""#, "1", "null"], [#""b""#, "1.0"]),
            (#"{"const":true}"#, ["true"], ["false", "1"]),
            (#"{"type":"string","pattern":"^a+$"}"#, [#""aa""#], [#""ab""#]),
            (
                #"{"anyOf":[{"format":"ipv4"},{"format":"ipv6"}]}"#, [#""1.2.3.4""#, #""::1""#],
                [#""1.2.3""#, #""::g""#]
            ),
            (#"{"oneOf":[{"type":"integer"},{"minimum":5}]}"#, ["1", "7.5"], ["7", "1.5"]),
            (#"{"format":"date-time"}"#, [#""2026-01-02T03:04:05Z""#], [#""2026-01-02""#, #""2026-01-02T03:04:05""#]),
            (
                #"{"type":"object","required":["a"],"properties":{"a":{"type":"boolean"}}}"#, [#"{"a":true}"#],
                ["{}", #"{"a":1}"#, #"{"a":true,"b":1}"#, "[]"]
            ),
            (#"{"type":"object","additionalProperties":{"type":"integer"}}"#, ["{}", #"{"x":1}"#], [#"{"x":"1"}"#]),
            (
                ##"{"type":"array","items":{"$ref":"#/defs/one"},"maxItems":2}"##, ["[]", "[1,1]"],
                ["[1,2]", "[1,1,1]"]
            ),
            (#"{"unheardOf":1}"#, [], ["1"]),
            (##"{"$ref":"#/defs/none"}"##, [], ["1"]),
        ])
    func verdicts(_ schema: String, _ right: [String], _ wrong: [String]) throws {
        let validator = JSONSchema(document: try Self.json(#"{"defs":{"one":{"const":1}}}"#))
        let schema = try Self.json(schema)
        for text in right { #expect(validator.faults(try Self.json(text), schema) == []) }
        for text in wrong { #expect(validator.faults(try Self.json(text), schema) != [], "\(text) passes") }
    }
}
