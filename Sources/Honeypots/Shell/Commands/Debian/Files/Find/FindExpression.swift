/// What `find` of GNU is told to look for and to do, as a tree.
indirect enum FindExpression: Sendable {
    /// More than, less than or just that many.
    struct Amount: Sendable {
        var order: Int
        var number: Int

        func holds(_ value: Int) -> Bool { order > 0 ? value > number : order < 0 ? value < number : value == number }
    }

    enum Test: Sendable {
        case constant(Bool)
        case name(GlobPattern, ignoresCase: Bool)
        case path(GlobPattern, ignoresCase: Bool)
        case link(GlobPattern)
        case expression(RegularExpression)
        case type([UInt8])
        case permission(UInt16, all: Bool, any: Bool)
        case size(Amount, unit: Int)
        /// Age in units of that many seconds.
        case age(Amount, unit: Int)
        case newer(Int64)
        case empty
        case owner(Int)
        case group(Int)
        case nobody
        case may(FileUser.Access)
        case number(Amount)
        case links(Amount)
        case same(Int)
    }

    enum Action: Sendable {
        case print(end: ByteString, file: ByteString?)
        case format(ByteString, file: ByteString?)
        case list
        case delete
        case prune
        case quit
        /// `;` runs it for each file.
        case run([ByteString], inFolder: Bool, asks: Bool)
        /// `+` runs it for many at once; the number tells them apart.
        case runTogether([ByteString], Int)
    }

    case test(Test)
    case action(Action)
    case not(FindExpression)
    case and(FindExpression, FindExpression)
    case or(FindExpression, FindExpression)
    case list(FindExpression, FindExpression)

    /// Without an action what fits is printed; `-prune` and `-quit` are none in this sense.
    var hasAction: Bool {
        switch self {
        case .test: false
        case .action(.prune), .action(.quit): false
        case .action: true
        case .not(let inner): inner.hasAction
        case .and(let a, let b), .or(let a, let b), .list(let a, let b): a.hasAction || b.hasAction
        }
    }
}

/// What is wrong with the words of a `find`, in its own.
struct FindFault: Error {
    var message: ByteString
}
