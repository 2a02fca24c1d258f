import Foundation

/// A list that nobody asked for before: nothing of it lies ready.
enum FilterBenchmark: Benchmark {
    static let name = "filter"
    static let summary =
        "350,000 of 1,000,000 addresses by score, protocol, country and network, never asked before; against PostgreSQL"

    private static let rounds = 5
    private static let limit = 350_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let world = try await FilledServer(bench, addresses: 1_000_000, listed: limit)
        var times: [Double] = []
        for round in 1...rounds {
            // Another network each time: another filter.
            let query = "scoreMinimum=1&protocols=telnet,http&exceptCountries=KP&exceptAsn=AS\(64_500 + round)"
            let began = ContinuousClock.now
            let answer = try world.get("/v1/key/blacklist?plaintext=true&limit=\(limit)&\(query)")
            times.append((ContinuousClock.now - began) / .seconds(1))
            guard answer.body.count(where: { $0 == UInt8(ascii: "\n") }) == limit else {
                throw BenchmarkFailure("the filtered list does not have \(limit) lines")
            }
        }
        let peer = try peer(bench)
        return [
            Row(
                "filter.time", ours: Figures.median(times), unit: "s", .lessIsBetter,
                peer: peer.map { .measured("PostgreSQL COPY", $0) }
                    ?? .missing("PostgreSQL COPY", why: "not installed"),
                goal: .init(limit: 0.1))
        ]
    }

    /// Such a table, with the index that suits the question best.
    private static func peer(_ bench: Bench) throws -> Double? {
        guard let database = try PostgreSQL(bench) else { return nil }
        let made = try database.run(
            "CREATE TABLE a (ip inet PRIMARY KEY, confidence int, seen bigint, protocols int, country char(2), asn int)",
            """
            INSERT INTO a SELECT '11.0.0.0'::inet + i * 89::bigint, 1 + i * 31 % 100, 1700000000000 + i::bigint * 7919 % 1000000,
            1 + i % 7, CASE WHEN i % 200 = 0 THEN 'KP' ELSE 'DE' END, i % 60000 FROM generate_series(1, 1000000) AS i
            """,
            "CREATE INDEX ON a (confidence DESC, seen DESC, ip) INCLUDE (protocols, country, asn)", "VACUUM ANALYZE a")
        guard made.exitStatus == 0 else { throw BenchmarkFailure("PostgreSQL did not take the table") }
        let question = """
            COPY (SELECT host(ip) FROM a WHERE confidence >= 1 AND protocols & 3 <> 0 AND country <> 'KP' AND asn <> 64500
            ORDER BY confidence DESC, seen DESC, ip LIMIT \(limit)) TO STDOUT
            """
        return Figures.median(
            try (0..<rounds).map { _ in try database.run(question, output: bench.file("copy.txt")).wall })
    }
}
