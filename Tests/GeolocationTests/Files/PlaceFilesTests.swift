import Foundation
import IPNetworks
import Testing

@testable import Geolocation

@Suite struct PlaceFilesTests {
    static let text = "755630080,755695615,DE\n2001:200::,2001:200:ffff:ffff:ffff:ffff:ffff:ffff,JP\n"

    @Test func databasesAndListsTogether() throws {
        var database = TestDatabase()
        database.insert(
            IPPrefix("45.10.0.0/20")!,
            .map([("country_code", .text("AT")), ("asn", .text("AS64500")), ("as_name", .text("Example"))]))
        let (maxMind, ranges) = (try TemporaryFile(database.bytes), try TemporaryFile(Self.text))
        let exits = try TemporaryFile("# exits\n45.10.0.7 # one\n2001:200::/33\n")
        let proxies = try TemporaryFile("45.10.0.7\n45.10.0.9\n203.0.113.4\n")
        var configuration = PlaceConfiguration()
        configuration.databases = [maxMind.path, ranges.path]
        configuration.torExits = [exits.path]
        configuration.proxies = [proxies.path]
        let loading = PlaceTable.load(configuration)
        #expect(loading.errors.isEmpty)
        func place(_ text: String) -> Place? { IPAddress(text).flatMap { loading.table.place(of: $0) } }
        let (austria, germany) = (CountryCode("AT"), CountryCode("DE"))
        #expect(place("45.10.0.1") == Place(country: austria, asn: 64500, organisation: "Example"))
        #expect(
            place("45.10.0.7")
                == Place(country: austria, asn: 64500, organisation: "Example", isTor: true, isProxy: true))
        #expect(place("45.10.16.0") == Place(country: germany))
        #expect(place("203.0.113.4") == Place(isProxy: true))
        #expect(place("2001:200::1") == Place(country: CountryCode("JP"), isTor: true))
        #expect(place("45.11.0.1") == nil)
        #expect(loading.table.summaries.map(\.file.role) == [.database, .database, .torExits, .proxies])
        #expect(loading.table.summaries.map(\.v4Ranges) == [1, 1, 1, 3])

        // The other way round the ranges' country wins, and nothing else changes.
        configuration.databases?.reverse()
        let reversed = PlaceTable.load(configuration).table
        #expect(reversed.version != loading.table.version)
        #expect(
            reversed.place(of: IPAddress("45.10.0.1")!) == Place(country: germany, asn: 64500, organisation: "Example"))
    }

    @Test func whatCannotBeReadIsNamedAndTheRestIsRead() throws {
        let good = try TemporaryFile(Self.text)
        let (empty, binary) = (try TemporaryFile(""), try TemporaryFile([0, 1, 2, 3]))
        let list = try TemporaryFile("45.10.0.1\nexit.example\n")
        var configuration = PlaceConfiguration()
        configuration.databases = [good.path + ".none", good.path, good.folder.path, empty.path, binary.path]
        configuration.torExits = [list.path]
        let loading = PlaceTable.load(configuration)
        #expect(
            loading.errors.map(\.file) == [good.path + ".none", good.folder.path, empty.path, binary.path, list.path])
        #expect(
            loading.errors.map(\.reason).dropFirst(1).prefix(3) == [.noRegularFile, .unknownFormat, .unknownFormat])
        let sentences = loading.errors.map(\.description)
        #expect(sentences[0].hasSuffix("cannot be read: No such file or directory"))
        #expect(sentences[4].hasPrefix("\(list.path), line 2: 'exit.example'"))
        #expect(loading.table.place(of: IPAddress("45.10.0.1")!)?.country == CountryCode("DE"))
    }

    /// A FIFO without a writer and a file of zeros without an end must not keep anybody waiting.
    @Test func specialFilesAreRefusedAtOnce() throws {
        let file = try TemporaryFile("x")
        let fifo = file.folder.appending(path: "fifo").path
        #expect(mkfifo(fifo, 0o600) == 0)
        var configuration = PlaceConfiguration()
        configuration.databases = [fifo, "/dev/zero"]
        #expect(PlaceTable.load(configuration).errors.map(\.reason) == [.noRegularFile, .noRegularFile])
    }

    @Test func debiansFilesAreUsedUnlessOthersAreNamed() {
        var configuration = PlaceConfiguration()
        let isThere = PlaceConfiguration.debianDatabases.filter { FileManager.default.fileExists(atPath: $0) }
        #expect(configuration.files == isThere.map { PlaceFile(path: $0, role: .database) })
        configuration.databases = []
        #expect(configuration.files.isEmpty)
        #expect(PlaceTable.load(configuration).table.version == PlaceTable.empty.version)
    }
}
