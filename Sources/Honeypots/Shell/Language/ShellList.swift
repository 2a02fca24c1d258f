/// Commands as the visitor wrote them, in order: the root of the syntax tree (POSIX.1-2017, XCU 2.9).
struct ShellList: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        var andOr: AndOr
        /// Ended by `&`: the text, for the listing of jobs. nil in the foreground.
        var background: ByteString?
    }

    /// Pipelines joined by `&&` and `||`, evaluated from the left.
    struct AndOr: Hashable, Sendable {
        enum Joint: Hashable, Sendable {
            case and
            case or
        }
        var first: Pipeline
        var rest: [(joint: Joint, pipeline: Pipeline)]

        static func == (a: Self, b: Self) -> Bool {
            a.first == b.first && a.rest.elementsEqual(b.rest) { $0 == $1 }
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(first)
            for part in rest { hasher.combine(part.pipeline) }
        }
    }

    struct Pipeline: Hashable, Sendable {
        var isNegated: Bool
        var commands: [ShellSyntax]
        /// `time` stands before it.
        var isTimed = false
        /// In the form of POSIX.
        var isTimedPortably = false
    }

    var items: [Item] = []
}
