/// How far patterns of several parts have come in the text being scanned.
///
/// A pattern that has begun waits for the literal of its next part, in the list of those that wait for the same. So what
/// finding a literal costs depends on the patterns that wait for it then, not on all that have it somewhere. Kept and used
/// again, so that a scan costs no allocation.
struct PatternProgress: Sendable {
    private var slots: [Waiting] = []
    /// For each literal, the slot that is first in its list.
    private var heads: [Link] = []
    /// Literals whose lists this scan has used.
    private var used: [Int32] = []
    /// Distinguishes what this scan wrote into ``slots`` from what earlier ones left there.
    private var scan: UInt32 = 0

    /// A pattern that has begun.
    struct Waiting: Sendable {
        fileprivate var scan: UInt32 = 0
        fileprivate var link = Link.unused
        /// What it waits for, among ``PatternTables/laterParts``.
        fileprivate(set) var part: Int32 = 0
        /// Where that may begin.
        fileprivate(set) var from = 0

        /// The slot behind it in its list.
        var next: Int32? { link.slot }
    }

    /// A slot, or the end of a list.
    fileprivate struct Link: Equatable {
        private let value: Int32
        /// An empty list that this scan has not used.
        static let unused = Link(-1)
        static let end = Link(-2)
        init(_ value: Int32) { self.value = value }
        var slot: Int32? { value >= 0 ? value : nil }
    }

    /// Forgets how far patterns had come, for the next text.
    mutating func begin(literals: Int, slots count: Int) {
        for literal in used { heads[Int(literal)] = .unused }
        used.removeAll(keepingCapacity: true)
        if heads.count < literals { heads += [Link](repeating: .unused, count: literals - heads.count) }
        if slots.count < count { slots += [Waiting](repeating: Waiting(), count: count - slots.count) }
        scan &+= 1
        if scan == 0 {
            // After four thousand million scans the numbers begin anew.
            slots = [Waiting](repeating: Waiting(), count: slots.count)
            scan = 1
        }
    }

    /// Whether the first part of the pattern in that slot was found.
    func hasBegun(_ slot: Int32) -> Bool { slots[Int(slot)].scan == scan }

    subscript(slot: Int32) -> Waiting { slots[Int(slot)] }

    /// Empties the list of a literal and returns its first slot. Whoever is to go on waiting must be told so.
    mutating func call(waitingFor literal: Int) -> Int32? {
        guard let first = heads[literal].slot else { return nil }
        heads[literal] = .end
        return first
    }

    /// Lets a slot that is in no list wait for a part with that literal, which must begin at `from` or later.
    mutating func wait(_ slot: Int32, for part: Int32, literal: Int, from: Int) {
        if heads[literal] == .unused { used.append(Int32(literal)) }
        slots[Int(slot)] = Waiting(scan: scan, link: heads[literal], part: part, from: from)
        heads[literal] = Link(slot)
    }
}
