/// The elements of an array variable of bash.
struct ShellArray: Hashable, Sendable {
    /// `declare -A`: by name rather than by number.
    var isAssociative = false
    private(set) var indexed: [Int: ByteString] = [:]
    private(set) var keyed: [ByteString: ByteString] = [:]
    /// Names in the order they came.
    private(set) var names: [ByteString] = []

    /// Elements one array can have.
    static let mostElements = 20_000

    init(isAssociative: Bool = false) { self.isAssociative = isAssociative }

    init(_ values: [ByteString]) {
        for (index, value) in values.prefix(Self.mostElements).enumerated() { indexed[index] = value }
    }

    var count: Int { isAssociative ? keyed.count : indexed.count }
    /// The subscripts, in the order of the elements.
    var subscripts: [ByteString] { isAssociative ? names : indexed.keys.sorted().map { "\($0)" } }
    var values: [ByteString] {
        isAssociative ? names.compactMap { keyed[$0] } : indexed.keys.sorted().compactMap { indexed[$0] }
    }
    /// The subscript behind the highest one.
    var next: Int { (indexed.keys.max() ?? -1) &+ 1 }
    /// Bytes it takes, roughly.
    var size: Int {
        isAssociative
            ? keyed.reduce(0) { $0 + $1.key.count + $1.value.count + 64 }
            : indexed.reduce(0) { $0 + $1.value.count + 32 }
    }

    subscript(index: Int) -> ByteString? {
        get { indexed[index < 0 ? next &+ index : index] }
        set { if newValue == nil || count < Self.mostElements || indexed[index] != nil { indexed[index] = newValue } }
    }

    subscript(name: ByteString) -> ByteString? {
        get { keyed[name] }
        set {
            if let newValue {
                if keyed[name] == nil {
                    guard count < Self.mostElements else { return }
                    names.append(name)
                }
                keyed[name] = newValue
            } else if keyed.removeValue(forKey: name) != nil {
                names.removeAll { $0 == name }
            }
        }
    }
}
