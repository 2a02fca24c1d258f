import Foundation
import Testing

@testable import ThreatAPI

@Suite("Manners of TAXII clients")
struct TAXIIMannersTests {
    @Test(
        "What is accepted",
        arguments: [
            nil, "", " ", "*/*", "application/*", "application/json", "application/taxii+json",
            "application/taxii+json;version=2.1", "application/taxii+json; version=2.1",
            "APPLICATION/TAXII+JSON;VERSION=\"2.1\"", "text/html, */*;q=0.1",
            "application/vnd.oasis.taxii+json; version=2.0, application/taxii+json;version=2.1",
            "application/json;charset=utf-8", "application/stix+json;version=2.1",
        ] as [String?])
    func accepted(_ field: String?) { #expect(TAXIIAccept.allows(field)) }

    @Test(
        "What is not",
        arguments: [
            "text/html", "application/taxii+json;version=2.0", "application/vnd.oasis.taxii+json; version=2.0",
            "application/json;q=0", "*/*;q=0.000", "image/*", ";", ",",
        ])
    func notAccepted(_ field: String) { #expect(!TAXIIAccept.allows(field)) }

    static func key(_ field: String) -> String? { Array(field.utf8).withUnsafeBytes { BasicCredentials.key($0) } }

    @Test(
        "A key may stand as the password, or as the user without one",
        arguments: [
            ("user:sk_free_1", "sk_free_1"), ("sk_free_1:", "sk_free_1"), (":sk_free_1", "sk_free_1"), ("a:b:c", "b:c"),
            (":", ""),
        ])
    func basic(_ credentials: String, _ key: String) {
        let field = Data(credentials.utf8).base64EncodedString()
        #expect(Self.key("Basic \(field)") == key)
        #expect(Self.key("bAsIc \(field.filter { $0 != "=" })") == key)
    }

    @Test(
        "What is no such credential holds no key",
        arguments: [
            "", "Basic", "Basic ", "Bearer dXNlcjpr", "Basic dXNlcg==", "Basic é", "Basic =dXNlcjpr", "Basic a",
        ])
    func noBasic(_ field: String) { #expect(Self.key(field) == nil) }

    @Test("Whatever is sent, nothing traps")
    func mutated() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let basic = Mutation.apply(to: Array("Basic dXNlcjpza19mcmVlXzE=".utf8), using: &generator)
            _ = basic.withUnsafeBytes { BasicCredentials.key($0) }
            let accept = Mutation.apply(
                to: Array("application/taxii+json; version=2.1;q=0.5, */*".utf8), using: &generator)
            _ = TAXIIAccept.allows(String(decoding: accept, as: UTF8.self))
        }
    }
}
