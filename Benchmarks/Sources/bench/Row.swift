/// One figure: ours and the peer's from the same run, and what we promised.
struct Row: Codable, Sendable {
    /// The benchmark and the figure: "merge.cpu".
    var name: String
    var ours: Double
    var unit: String
    /// The peer's figure for the same work; `nil` when it was not measured.
    var peer: Double?
    /// Which peer, and, where it was not measured, why.
    var peerName: String?
    /// How many times better ours is: above 1 we win, whichever direction is better for the unit.
    var ratio: Double?
    var goal: String
    /// `nil` when it cannot be said, because the peer is missing.
    var met: Bool?
}

extension Row {
    enum Direction {
        case lessIsBetter
        case moreIsBetter
    }

    /// What a figure was promised to be.
    struct Goal {
        /// The figure itself: at most (where less is better) or at least (where more is).
        var limit: Double?
        /// How many times better than the peer.
        var ratio: Double?
    }

    init(
        _ name: String, ours: Double, unit: String, _ direction: Direction, peer: Peer = .none, goal: Goal = Goal()
    ) {
        self.name = name
        self.ours = ours
        self.unit = unit
        self.peer = peer.value
        peerName = peer.name
        // Nothing against nothing is no ratio.
        ratio = peer.value.flatMap { value in
            ours == 0 && value == 0 ? nil : direction == .lessIsBetter ? value / ours : ours / value
        }
        var promises: [String] = []
        var kept: [Bool?] = []
        if let limit = goal.limit {
            promises.append("\(direction == .lessIsBetter ? "≤" : "≥") \(Figures.text(limit)) \(unit)")
            kept.append(direction == .lessIsBetter ? ours <= limit : ours >= limit)
        }
        if let wanted = goal.ratio {
            promises.append("≥ \(Figures.text(wanted))× \(peer.name ?? "peer")")
            kept.append(ratio.map { $0 >= wanted })
        }
        self.goal = promises.joined(separator: " and ")
        met = promises.isEmpty || kept.contains { $0 == nil } ? nil : kept.allSatisfy { $0 == true }
        if kept.contains(false) { met = false }
    }
}

/// What ours is measured against.
enum Peer {
    case none
    case measured(String, Double)
    /// Named but not measured, with the reason: never guessed.
    case missing(String, why: String)

    var name: String? {
        switch self {
        case .none: nil
        case .measured(let name, _): name
        case .missing(let name, let why): "\(name) (\(why))"
        }
    }

    var value: Double? {
        if case .measured(_, let value) = self { value } else { nil }
    }
}
