/// Where each country's tile lies, as `Resources/world.tiles` draws it: a picture of the world in two letters a country.
enum WorldTiles {
    struct Tile: Equatable, Sendable {
        /// Two letters (ISO 3166-1); `XK` for Kosovo.
        let code: String
        let column: Int
        let row: Int
    }

    static let all: [Tile] = {
        var tiles: [Tile] = []
        for file in EmbeddedResources.files where file.name == "world.tiles" {
            for (row, line) in file.text.description.split(separator: "\n").enumerated() {
                for (column, code) in line.split(separator: " ").enumerated() where code != ".." {
                    tiles.append(Tile(code: String(code), column: column, row: row))
                }
            }
        }
        return tiles
    }()

    static let width = (all.map(\.column).max() ?? 0) + 1
    static let height = (all.map(\.row).max() ?? 0) + 1
}
