/// Counts by country on a map on which each country is a tile: small ones are seen as well as large ones. Of whom nothing is
/// counted are dots, which show the world. With a table that says the same.
package struct TileMap: Sendable {
    package struct Country: Sendable {
        /// Two letters (ISO 3166-1).
        package var code: String
        package var name: String
        package var count: Int

        package init(code: String, name: String, count: Int) {
            self.code = code
            self.name = name
            self.count = count
        }
    }

    /// What is counted, as the title of the figure.
    package var title: String
    package var countries: [Country]

    package init(title: String, countries: [Country]) {
        self.title = title
        self.countries = countries.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }

    /// Each shade stands for ten times what the one before does, but for the first, which stands for nothing.
    static let shades = 6
    private static let side = 10

    /// - Parameter id: of the figure, which is like no other on its page.
    package func figure(id: String) -> HTML {
        Tag.figure(.class("map"), .id(id), .labelled(by: "\(id)-title")) {
            Tag.figcaption(.id("\(id)-title")) { title }
            drawing
            legend
            Tag.details {
                Tag.summary { "As a table" }
                Tag.div(.class("scroll"), .isFocusable, .role("region"), .label("\(title), as a table")) { table }
            }
        }
    }

    private var drawing: HTML {
        let counts = Dictionary(
            countries.filter { $0.count > 0 }.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let side = Self.side
        return SVG.drawing(width: WorldTiles.width * side, height: WorldTiles.height * side) {
            SVG.dots(
                Self.runs(of: WorldTiles.all.filter { counts[$0.code] == nil }).map { tile, count in
                    (tile.column * side + side / 2, tile.row * side + side / 2, count)
                }, distance: side, class: "t0")
            for tile in WorldTiles.all {
                if let country = counts[tile.code] {
                    let (x, y) = (tile.column * side, tile.row * side)
                    SVG.group(
                        title: "\(country.name): \(CountText.full(country.count))",
                        class: "t\(Self.shade(of: country.count))"
                    ) {
                        SVG.tile(x: x, y: y, side: side)
                        SVG.letters(tile.code, x: x, y: y, side: side)
                    }
                }
            }
        }
    }

    /// The first of each row of neighbours, and how many they are.
    static func runs(of tiles: [WorldTiles.Tile]) -> [(first: WorldTiles.Tile, count: Int)] {
        tiles.reduce(into: []) { runs, tile in
            if let run = runs.last, run.first.row == tile.row, run.first.column + run.count == tile.column {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((tile, 1))
            }
        }
    }

    /// From nought, for nothing, up.
    static func shade(of count: Int) -> Int {
        var (shade, limit) = (0, 1)
        while shade < shades - 1, count >= limit { (shade, limit) = (shade + 1, limit * 10) }
        return shade
    }

    private var legend: HTML {
        Tag.ul(.class("legend"), .isHiddenFromReaders) {
            for shade in 0..<Self.shades {
                Tag.li {
                    SVG.drawing(width: Self.side, height: Self.side) {
                        if shade == 0 {
                            SVG.dots([(Self.side / 2, Self.side / 2, 1)], distance: Self.side, class: "t0")
                        } else {
                            SVG.tile(x: 0, y: 0, side: Self.side, class: "t\(shade)")
                        }
                    }
                    Self.words(for: shade)
                }
            }
        }
    }

    private static func words(for shade: Int) -> String {
        guard shade > 0 else { return "none" }
        let least = (1..<shade).reduce(1) { least, _ in least * 10 }
        return shade == shades - 1 ? "\(CountText.short(least)) and more" : "\(CountText.short(least))+"
    }

    private var table: HTML {
        Tag.table(.class("counts")) {
            Tag.thead {
                Tag.tr {
                    Tag.th(.scope("col")) { "Country" }
                    Tag.th(.scope("col")) { "Count" }
                }
            }
            Tag.tbody {
                for country in countries where country.count > 0 {
                    Tag.tr {
                        Tag.th(.scope("row")) { country.name }
                        Tag.td { CountText.full(country.count) }
                    }
                }
            }
        }
    }
}
