import HTTPTypes
import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Whether a request came by https")
struct EncryptionTests {
    struct Case: Sendable {
        var field = BalancerConfiguration.Field.forwardedFor
        var peer = "192.0.2.1"
        var isEncrypted = false
        var fields: [(String, String)] = []
        var byHTTPS: Bool
    }

    @Test(arguments: [
        Case(byHTTPS: false), Case(isEncrypted: true, byHTTPS: true),
        Case(fields: [("X-Forwarded-Proto", "https")], byHTTPS: true),
        Case(fields: [("X-Forwarded-Proto", "HTTPS")], byHTTPS: true),
        Case(isEncrypted: true, fields: [("X-Forwarded-Proto", "http")], byHTTPS: false),
        Case(fields: [("X-Forwarded-Proto", "http, https")], byHTTPS: true),
        Case(fields: [("X-Forwarded-Proto", "https"), ("X-Forwarded-Proto", "http")], byHTTPS: false),
        Case(fields: [("X-Forwarded-Proto", "")], byHTTPS: false),
        Case(fields: [("X-Forwarded-Proto", "https://x")], byHTTPS: false),
        Case(isEncrypted: true, fields: [("X-Forwarded-Proto", "ftp")], byHTTPS: true),
        // Who is no balancer is not believed, nor a field that the balancer does not set.
        Case(peer: "203.0.113.1", fields: [("X-Forwarded-Proto", "https")], byHTTPS: false),
        Case(fields: [("Forwarded", "proto=https")], byHTTPS: false),
        Case(field: .forwarded, fields: [("X-Forwarded-Proto", "https")], byHTTPS: false),
        Case(field: .none, fields: [("X-Forwarded-Proto", "https"), ("Forwarded", "proto=https")], byHTTPS: false),
        Case(field: .forwarded, fields: [("Forwarded", "for=203.0.113.9;proto=https")], byHTTPS: true),
        Case(field: .forwarded, fields: [("Forwarded", #"Proto="https";for=203.0.113.9"#)], byHTTPS: true),
        Case(field: .forwarded, fields: [("Forwarded", "for=6.6.6.6;proto=https, for=203.0.113.9")], byHTTPS: false),
        Case(field: .forwarded, fields: [("Forwarded", #"for="a,proto=https";proto=http"#)], byHTTPS: false),
        Case(field: .forwarded, isEncrypted: true, fields: [("Forwarded", "")], byHTTPS: true),
    ])
    func byHTTPS(_ item: Case) throws {
        var configuration = BalancerConfiguration()
        configuration.networks = [try #require(IPPrefix("192.0.2.0/24"))]
        configuration.field = item.field
        let connection = Connection(
            peer: IPAddress(item.peer), origin: OriginRules(configuration), isEncrypted: item.isEncrypted)
        var fields = HTTPFields()
        for (name, value) in item.fields {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        #expect(connection.isEncrypted(fields) == item.byHTTPS)
    }
}
