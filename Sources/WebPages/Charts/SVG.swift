/// The parts that drawings are made of (SVG 2). Coordinates are whole units of the drawing.
enum SVG {
    /// What readers of the screen do not hear: whatever is drawn stands in words beside it.
    ///
    /// - Parameter isStretched: it takes the place there is, whatever its proportions.
    static func drawing(
        width: Int, height: Int, isStretched: Bool = false, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        let size = Attribute.viewBox(width: width, height: height)
        return isStretched
            ? Tag.svg(size, .isHiddenFromReaders, .isStretched, content: content)
            : Tag.svg(size, .isHiddenFromReaders, content: content)
    }

    /// Parts that belong together, with words that a pointer shows.
    static func group(title: String, class names: String, @HTMLBuilder content: () -> HTML) -> HTML {
        Tag.g(.class(names)) {
            Tag.title { title }
            content()
        }
    }

    struct Bar: Equatable {
        var x: Int
        var y: Int
        var width: Int
        var height: Int
    }

    /// All bars of one kind, as one shape: a page with hundreds of bars stays small.
    ///
    /// - Parameter kind: from nought; the stylesheet gives each its colour.
    static func bars(_ bars: [Bar], kind: Int) -> HTML { shape(bars, class: "k\(kind)") }

    /// A square, drawn two units smaller than its place; the line around it, which rounds its corners, fills most of that.
    static func tile(x: Int, y: Int, side: Int, class names: String? = nil) -> HTML {
        shape([Bar(x: x + 1, y: y + 1, width: side - 3, height: side - 3)], class: names)
    }

    /// Dots at places that are `distance` from each other, side by side in rows: a line of dashes without length, whose round
    /// ends are all that is seen of them.
    ///
    /// - Parameter rows: each the first dot of some, and how many they are.
    static func dots(_ rows: [(x: Int, y: Int, count: Int)], distance: Int, class names: String) -> HTML {
        guard !rows.isEmpty else { return HTML() }
        // Dashes have no length, but the line has one: otherwise there is nothing to draw.
        let path = rows.map { "M\($0.x) \($0.y)h\(($0.count - 1) * distance + 1)" }.joined()
        return Tag.path(.class(names), .path(path)) {}
    }

    private static func shape(_ bars: [Bar], class names: String?) -> HTML {
        guard !bars.isEmpty else { return HTML() }
        let path = Attribute.path(
            bars.map { "M\($0.x) \($0.y)h\($0.width)v\($0.height)h-\($0.width)z" }.joined())
        return names.map { Tag.path(.class($0), path) {} } ?? Tag.path(path) {}
    }

    /// Nothing to be seen, with words that a pointer shows.
    static func zone(x: Int, width: Int, height: Int, title: String) -> HTML {
        Tag.rect(.x(x), .width(width), .height(height)) { Tag.title { title } }
    }

    /// Two letters in the middle of a tile.
    static func letters(_ letters: String, x: Int, y: Int, side: Int) -> HTML {
        Tag.text(.x(x + side / 2), .y(y + side / 2 + 1)) { letters }
    }

    /// From one side to the other, at each of these heights.
    static func lines(_ heights: [Int], width: Int) -> HTML {
        Tag.path(.path(heights.map { "M0 \($0)h\(width)" }.joined())) {}
    }
}
