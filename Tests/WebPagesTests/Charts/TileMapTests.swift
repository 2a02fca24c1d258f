import Foundation
import Testing

@testable import WebPages

@Suite("The map of tiles") struct TileMapTests {
    @Test("Every country has one tile, and no tile is another's") func tiles() {
        let codes = WorldTiles.all.map(\.code)
        #expect(codes.count == 250 && Set(codes).count == 250)
        #expect(codes.allSatisfy { $0.count == 2 && $0.allSatisfy { $0.isASCII && $0.isUppercase } })
        #expect(WorldTiles.width == 29 && WorldTiles.height == 19)
    }

    /// Neighbours of whom everybody knows how they lie.
    @Test(arguments: [("US", "MX"), ("CA", "US"), ("SE", "DE"), ("DE", "AT"), ("EG", "SD"), ("BR", "UY"), ("KZ", "IN")])
    func northAndSouth(_ north: String, _ south: String) throws {
        let rows = try [north, south].map { code in try #require(WorldTiles.all.first { $0.code == code }).row }
        #expect(rows[0] < rows[1])
    }

    @Test(arguments: [("PT", "ES"), ("ES", "IT"), ("GB", "DK"), ("US", "CN"), ("IN", "BD"), ("CN", "JP"), ("AU", "VU")])
    func westAndEast(_ west: String, _ east: String) throws {
        let columns = try [west, east].map { code in try #require(WorldTiles.all.first { $0.code == code }).column }
        #expect(columns[0] < columns[1])
    }

    @Test(arguments: [(0, 0), (1, 1), (9, 1), (10, 2), (99, 2), (100, 3), (1000, 4), (9999, 4), (10_000, 5), (.max, 5)])
    func shades(_ count: Int, _ shade: Int) { #expect(TileMap.shade(of: count) == shade) }

    @Test("The table has what counts, the most first; unknown countries are in it too") func table() {
        let map = TileMap(
            title: "Attackers",
            countries: [
                .init(code: "DE", name: "Germany", count: 3), .init(code: "??", name: "unknown", count: 1200),
                .init(code: "FR", name: "France", count: 0),
            ])
        let text = String(decoding: map.figure(id: "map").bytes, as: UTF8.self)
        #expect(
            text.contains(
                #"<tbody><tr><th scope="row">unknown</th><td>1,200</td></tr><tr><th scope="row">Germany</th><td>3</td>"#
            ))
        #expect(!text.contains(#"<th scope="row">France"#))
        #expect(text.contains(#"<g class="t1"><title>Germany: 3</title>"#))
        #expect(text.contains(">DE</text>") && !text.contains(">FR</text>"))
    }

    @Test("Neighbours of whom nothing is counted are one row of dots") func dots() throws {
        let tiles = [(0, 0), (1, 0), (2, 0), (4, 0), (0, 1), (1, 1)].map {
            WorldTiles.Tile(code: "XX", column: $0.0, row: $0.1)
        }
        let runs = TileMap.runs(of: tiles)
        #expect(runs.map(\.count) == [3, 1, 2])
        #expect(runs.map(\.first) == [tiles[0], tiles[3], tiles[4]])
        #expect(TileMap.runs(of: WorldTiles.all).reduce(0) { $0 + $1.count } == WorldTiles.all.count)
        let map = TileMap(title: "Nobody", countries: [])
        let text = String(decoding: map.figure(id: "map").bytes, as: UTF8.self)
        // Greenland, alone in its row at the left: a line that is as good as a point.
        #expect(text.contains("M85 5h1M"))
        #expect(text.utf8.count < 4000)
    }
}
