import TestLoop
import Testing
import ThreatAPI

@testable import Commands
@testable import Settings

/// Settings of which each is good, and that make no sense together.
@Suite("Settings beside one another") struct ContradictionTests {
    @Test(
        "What cannot be meant is said, with the name of what is missing",
        arguments: [
            ("tls: {certificate: /a}", "/f:1: 'tls.certificate' needs 'tls.key' too, the certificate's private key"),
            ("tls: {key: /b}", "/f:1: 'tls.key' needs 'tls.certificate' too, the certificate that it belongs to"),
            ("tls: {port: 7443}", "/f:1: 'tls.port' means nothing without 'tls.certificate' and 'tls.key'"),
            (
                "listen: 127.0.0.1:7443\ntls: {certificate: /a, key: /b, port: 7443}",
                "/f:2: 'tls.port' must be another port than that of 'listen', 7443"
            ),
            (
                "balancers: {proxy_protocol: true}",
                "/f:1: 'balancers.proxy_protocol' means nothing without 'balancers.networks': nobody else is believed"
            ),
            (
                "balancers: {field: forwarded, networks: []}",
                "/f:1: 'balancers.field' means nothing without 'balancers.networks': nobody else is believed"
            ),
            (
                "dnsbl: {name_servers: [ns.example]}",
                "/f:1: 'dnsbl.name_servers' means nothing without 'dnsbl.zone', which they serve"
            ),
            (
                "dnsbl: {zone: bl.example, name_servers: [ns.example, NS.bl.example.]}",
                "/f:1: 'dnsbl.name_servers' must lie outside 'bl.example', which holds nothing but the list: "
                    + "'ns.bl.example'"
            ),
            (
                "dnsbl: {zone: bl.example, listen: []}",
                "/f:1: 'dnsbl.listen' must name an address and a port: 'dnsbl.zone' is set"
            ),
        ])
    func contradictions(_ text: String, _ sentence: String) throws {
        let sources = SettingSources<ServerSettings>(file: try SettingsFile(path: "/f", text: text))
        #expect(sources.readAndCompare().faults.map(\.description) == [sentence])
        #expect(sources.read().faults.isEmpty)
    }

    @Test("What belongs together may come from several places")
    func together() throws {
        var sources = SettingSources<ServerSettings>(file: try SettingsFile(path: "/f", text: "tls: {certificate: /a}"))
        sources.environment["SIKKER_TLS_PORT"] = "7443"
        sources.flags["tls.key"] = .text("/b")
        let effective = sources.readAndCompare()
        #expect(effective.faults.isEmpty)
        let files = try #require(effective.settings.api.tls)
        #expect((files.certificateFile, files.keyFile, files.port) == ("/a", "/b", 7443))
        sources.flags = [:]
        #expect(sources.readAndCompare().settings.api.tls == nil)
    }

    @Test("Everything of the connections reaches the server")
    func values() throws {
        let text = """
            balancers: {networks: [10.0.0.0/8], field: none, proxy_protocol: true}
            access_log: "-"
            admission: {rate: 1, burst: 2, exempt: []}
            connections:
              {maximum: 3, per_address: 4, opening_time: 5, head_time: 6, body_pause: 7, body_time: 8, body_rate: 9,
               answer_time: 10, sending_pause: 11, idle_time: 21, crowded_idle_time: 12}
            drain: {delay: 13, limit: 14}
            """
        let effective = SettingSources<ServerSettings>(file: try SettingsFile(path: "/f", text: text)).readAndCompare()
        #expect(effective.faults.isEmpty)
        let (settings, api) = (effective.settings, effective.settings.api)
        #expect(api.balancers.networks.map { "\($0)" } == ["10.0.0.0/8"])
        #expect(api.balancers.field == .none && api.balancers.speaksProxyProtocol)
        #expect(api.accessLog == .standardOutput)
        #expect(api.admission.rate == 1 && api.admission.burst == 2 && api.admission.exempt.isEmpty)
        #expect(api.maximumConnections == 3 && api.connections.perAddress == 4 && api.connections.bodyRate == 9)
        let limits = api.connections
        let times = [
            limits.openingTime, limits.headTime, limits.bodyPause, limits.bodyTime, limits.answerTime,
            limits.sendingPause, limits.crowdedIdleTime, limits.idleTime, api.drainDelay, api.shutdownLimit,
        ]
        #expect(times == [5, 6, 7, 8, 10, 11, 12, 21, 13, 14].map { .seconds($0) })
        #expect(settings.shutdownLimit == .seconds(27))
    }

    @Test("A server with half of it does not start, and says why")
    func program() throws {
        let folder = try LoopFolder()
        let run = try Invocation(["server", "--data", folder.file("data"), "--tls-certificate", "/a.pem"])
        #expect(run.status == 6)
        #expect(run.standardError.contains("--tls-certificate: needs 'tls.key' too"), "\(run.standardError)")
        let wrong = try Invocation([
            "server", "--data", folder.file("data"), "--listen", "127.0.0.1:0", "--tls-certificate", "/nowhere.pem",
            "--tls-key", "/nowhere.key",
        ])
        #expect(
            wrong.status == 6 && wrong.standardError.contains("/nowhere.pem cannot be read"), "\(wrong.standardError)")
    }
}
