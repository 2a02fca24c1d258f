import IPNetworks
import Testing
import ThreatModel

@testable import Sensor

@Suite struct ListenerConfigurationTests {
    @Test(arguments: [
        ("telnet=2323", AttackProtocol.telnet, nil, 2323, "port 2323"),
        ("http=127.0.0.1:8080", .http, "127.0.0.1", 8080, "127.0.0.1:8080"),
        ("redis=[::1]:6379", .redis, "::1", 6379, "[::1]:6379"), ("ssh=[::]:22", .ssh, "::", 22, "[::]:22"),
        ("ftp=0.0.0.0:21", .ftp, "0.0.0.0", 21, "0.0.0.0:21"),
    ])
    func reads(text: String, service: AttackProtocol, address: String?, port: UInt16, place: String) throws {
        let listener = try ListenerConfiguration(text)
        #expect(listener == ListenerConfiguration(service, address: address.flatMap { IPAddress($0) }, port: port))
        #expect(listener.place == place)
    }

    @Test(arguments: [
        "", "telnet", "telnet=", "telnet=0", "telnet=65536", "telnet=x", "gopher=70", "telnet=1.2.3:23",
        "telnet=host:23", "telnet=1.2.3.4", "telnet=[::1]", "=23", "telnet=-1", "telnet=+23:", "telnet=+23",
        "telnet= 23",
    ])
    func refuses(text: String) {
        let error = #expect(throws: SensorError.self) { try ListenerConfiguration(text) }
        #expect(error == .badListener(text))
        #expect(error?.description.contains("telnet=2323") == true)
    }

    @Test func usualPortsOfEveryHoneypot() {
        let all = ListenerConfiguration.all(of: [EchoHoneypot.self, SilentHoneypot.self])
        #expect(all == [ListenerConfiguration(.telnet, port: 2323), ListenerConfiguration(.redis, port: 6379)])
    }
}
