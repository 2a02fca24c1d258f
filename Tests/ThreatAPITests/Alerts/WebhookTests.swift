import IPNetworks
import NIOPosix
import Store
import Synchronization
import TestServers
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Webhooks")
struct WebhookTests {
    // MARK: Where they may go

    @Test(
        "URLs that are understood in one way only",
        arguments: [
            ("https://hooks.example.com/a?b=c", "https://hooks.example.com/a?b=c"),
            ("HTTPS://Hooks.Example.COM", "https://hooks.example.com/"),
            ("https://a.example:8443", "https://a.example:8443/"),
            ("https://a.example?x", "https://a.example/?x"), ("http://[2001:DB8::1]:80/x", "http://[2001:db8::1]:80/x"),
            ("https://1.1.1.1/@b#c", nil), ("https://user@a.example/", nil), ("https://a.example#b", nil),
            ("https://a.example\\@b.example/", nil), ("https://a.example:0/", nil), ("https://a.example:65536/", nil),
            ("https://a.example:8a/", nil), ("https:///x", nil), ("https://", nil), ("ftp://a.example", nil),
            ("a.example", nil), ("https://a b.example", nil), ("https://ä.example", nil), ("https://[::1/x", nil),
            ("https://[1.2.3.4]/", nil), ("https://[fe80::1%25eth0]/", nil), ("https://a%2eexample/", nil),
            ("https://-a.example/", nil), ("https://a.example/\r\nX: y", nil),
            ("https://a.example/" + String(repeating: "a", count: 2048), nil),
        ])
    func urls(_ text: String, _ expected: String?) {
        #expect((try? WebhookURL(text))?.description == expected)
    }

    @Test(
        "Addresses that no webhook goes to",
        arguments: [
            "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
            "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "fe80::1",
            "fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
            "2002:7f00:1::1", "2002:808:808::1", "2001::1", "2001:db8::1",
        ])
    func specialAddresses(_ text: String) async throws {
        let address = try #require(IPAddress(text))
        #expect(!WebhookTarget.isPublic(address))
        let url = try WebhookURL("https://hooks.example/")
        // One such address among good ones is enough.
        let lookup = FixedLookup(addresses: ["hooks.example": [try #require(IPAddress("9.9.9.9")), address]])
        #expect(
            await WebhookTarget.resolve(url, by: lookup, allowsPrivate: false, attempt: 0) == .failure(.notAllowed))
        let literal = try WebhookURL("https://\(text.contains(":") ? "[\(text)]" : text)/")
        #expect(
            await WebhookTarget.resolve(literal, by: lookup, allowsPrivate: false, attempt: 0)
                == .failure(.notAllowed))
    }

    @Test("Each attempt goes to the next of a name's addresses, and to one that was looked at")
    func targets() async throws {
        let good = try ["9.9.9.9", "2606:4700::1111"].map { try #require(IPAddress($0)) }
        let lookup = FixedLookup(addresses: ["hooks.example": good])
        let url = try WebhookURL("https://hooks.example/")
        for attempt in 0..<4 {
            #expect(
                await WebhookTarget.resolve(url, by: lookup, allowsPrivate: false, attempt: attempt)
                    == .success(WebhookTarget(url: url, address: good[attempt % 2])))
        }
        let unknown = try WebhookURL("https://unknown.example/")
        #expect(
            await WebhookTarget.resolve(unknown, by: lookup, allowsPrivate: true, attempt: 0)
                == .failure(.unknownHost))
        let plain = try WebhookURL("http://hooks.example/")
        #expect(
            await WebhookTarget.resolve(plain, by: lookup, allowsPrivate: false, attempt: 0) == .failure(.notAllowed))
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        let system = SystemHostLookup(threads: threads)
        #expect(await system.addresses(of: "localhost").contains(try #require(IPAddress("127.0.0.1"))))
        #expect(await system.addresses(of: "2130706433") == [IPAddress("127.0.0.1")])
        #expect(await system.addresses(of: "no.such.name.invalid").isEmpty)
        try await threads.shutdownGracefully()
    }

    // MARK: What they get

    /// Computed with `printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac whsec_test`.
    @Test("The signature is what any HMAC tool computes")
    func signature() {
        #expect(
            WebhookSignature.field(secret: "whsec_test", seconds: 1_700_000_000, body: Array(#"{"a":1}"#.utf8))
                == "t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789")
    }

    @Test("The request is signed, carries its id, and goes to the address that was looked at")
    func request() async throws {
        let seen = Mutex<TestRequest?>(nil)
        let server = try await TestHTTPServer { request in
            seen.withLock { $0 = request }
            return .answer(status: 204, body: [])
        }
        // No such name exists: only the looked-up address can have been used.
        let outcome = await Self.send(to: "http://hooks.invalid:\(server.port)/in?x=1", lookup: Self.toLoopback)
        #expect(outcome == .delivered)
        let request = try #require(seen.withLock { $0 })
        #expect(request.method == "POST" && request.target == "/in?x=1" && request.body == Self.delivery.body)
        #expect(request.headers["host"] == "hooks.invalid:\(server.port)")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["x-sikker-delivery"] == Self.delivery.id.description)
        #expect(
            request.headers["x-sikker-signature"]
                == WebhookSignature.field(
                    secret: "whsec_x", seconds: ManualClock.start.seconds, body: Self.delivery.body))
        await server.stop()
    }

    @Test("Servers that misbehave", arguments: Misbehaviour.allCases)
    func misbehaving(_ misbehaviour: Misbehaviour) async throws {
        let requests = Mutex(0)
        let server = try await TestHTTPServer { _ in
            requests.withLock { $0 += 1 }
            return misbehaviour.answer
        }
        // Only who is waited for in vain is waited for briefly: a busy machine takes its time over the others.
        let timeout = misbehaviour.outcome == .failed(.timeout) ? Duration.seconds(1) : .seconds(60)
        #expect(await Self.send(to: server.url, timeout: timeout) == misbehaviour.outcome)
        // Whatever it says, it is asked once: no redirect is followed, nothing is tried again behind the course's back.
        #expect(requests.withLock { $0 } == 1)
        await server.stop()
    }

    enum Misbehaviour: CaseIterable {
        case redirects, fails, isBusy, isGone, cuts, hangs, dribbles, answersNonsense, answersForEver

        var answer: TestAnswer {
            switch self {
            case .redirects: .answer(status: 307, headers: [("Location", "http://127.0.0.1:1/")], body: [])
            case .fails: .answer(status: 500, body: [])
            case .isBusy: .answer(status: 429, headers: [("Retry-After", "120")], body: [])
            case .isGone: .answer(status: 410, body: [])
            case .cuts: .cut
            case .hangs: .hang
            case .dribbles: .stream(pieces: AsyncStream { $0.yield([1]) })
            case .answersNonsense: .raw(Array("SSH-2.0-x\r\n".utf8))
            case .answersForEver: .stream(pieces: AsyncStream { [UInt8](repeating: 65, count: 32 << 10) })
            }
        }

        var outcome: DeliveryOutcome {
            switch self {
            case .redirects: .failed(.redirect)
            case .fails: .failed(.status(500))
            case .isBusy: .failed(.status(429), after: .seconds(120))
            case .isGone: .refused(.status(410))
            case .cuts, .answersNonsense: .failed(.unreachable)
            case .hangs, .dribbles: .failed(.timeout)
            // It said yes; how much else it says is not waited for.
            case .answersForEver: .delivered
            }
        }
    }

    @Test("Nobody there, and nobody to be asked")
    func unreachable() async throws {
        let server = try await TestHTTPServer { _ in .cut }
        await server.stop()
        #expect(await Self.send(to: server.url) == .failed(.unreachable))
        #expect(await Self.send(to: server.url, allowsPrivate: false) == .failed(.addressNotAllowed))
        #expect(await Self.send(to: "http://unknown.example/", lookup: Self.toLoopback) == .failed(.unreachable))
        #expect(await Self.send(to: "nonsense") == .refused(.notConfigured))
    }

    // MARK: Parts

    struct FixedLookup: HostLookup {
        var addresses: [String: [IPAddress]]

        func addresses(of host: String) async -> [IPAddress] { addresses[host] ?? [] }
    }

    static let toLoopback = FixedLookup(addresses: ["hooks.invalid": [IPAddress(v4: 0x7f00_0001)]])

    static let delivery: StoredDelivery = {
        var generator = SeededGenerator(seed: 1)
        return StoredDelivery(
            id: UUIDv7(at: ManualClock.start, using: &generator), account: 1, channel: .webhook,
            createdAt: ManualClock.start, nextAttemptAt: ManualClock.start, body: Array(#"{"a":1}"#.utf8))
    }()

    static func send(
        to url: String, lookup: FixedLookup = FixedLookup(addresses: [:]), allowsPrivate: Bool = true,
        timeout: Duration = .seconds(60)
    ) async -> DeliveryOutcome {
        var configuration = AlertConfiguration()
        configuration.allowsPrivateWebhooks = allowsPrivate
        configuration.attemptTimeout = timeout
        return await WebhookSender(configuration: configuration, lookup: lookup).send(
            delivery, to: StoredWebhook(url: url, secret: "whsec_x", createdAt: ManualClock.start),
            at: ManualClock.start)
    }
}
