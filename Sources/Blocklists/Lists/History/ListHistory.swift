/// What a source on the network has sent so far, as far as it decides whether its next answer may replace the last good one.
///
/// A pure value: keep it beside the last good copy.
package struct ListHistory: Hashable, Sendable, Codable {
    /// The pull at which a sudden change that persists is believed, the first one counted.
    package static let pullsToPersist = 3

    /// The size of the last answer that was accepted; `nil` before the first.
    package private(set) var accepted: ListSize?
    /// The sudden change that the latest answers showed, and how many of them in a row.
    package private(set) var pending: Pending?

    /// A sudden change that is waited out.
    package struct Pending: Hashable, Sendable, Codable {
        /// What the latest answers showed.
        package let change: ListChange
        /// How many answers in a row have shown it.
        package var pulls: Int

        package init(change: ListChange, pulls: Int) {
            self.change = change
            self.pulls = pulls
        }
    }

    /// - Parameter accepted: the size of the list that is held by now, for sources that also send single changes.
    package init(accepted: ListSize? = nil, pending: Pending? = nil) {
        self.accepted = accepted
        self.pending = pending
    }

    /// Judges the next answer, which has passed every rule about itself, and remembers the judgement.
    ///
    /// The first answer of a source is accepted. A sudden change is held back until it has shown in
    /// ``pullsToPersist`` answers in a row; an answer of ordinary size in between clears it.
    package mutating func judge(_ size: ListSize) -> Verdict {
        if let accepted, let change = ListChange(from: accepted, to: size) {
            let pulls = pending.map { $0.change == change ? $0.pulls &+ 1 : 1 } ?? 1
            guard pulls >= Self.pullsToPersist else {
                pending = Pending(change: change, pulls: pulls)
                return .held(change, from: accepted, to: size, pull: pulls)
            }
        }
        accept(size)
        return .accepted
    }

    /// Takes an answer whatever its size, because a person has confirmed it.
    package mutating func accept(_ size: ListSize) {
        accepted = size
        pending = nil
    }

    /// What is to be done with an answer.
    package enum Verdict: Hashable, Sendable {
        case accepted
        /// The last good copy stays in force; `pull` answers in a row have now shown the change.
        case held(ListChange, from: ListSize, to: ListSize, pull: Int)
    }
}

extension ListHistory.Verdict: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .accepted:
            "The list was accepted."
        case .held(let change, let old, let new, let pull):
            "The list \(Self.verb(change)) suddenly, from \(old.ranges) ranges and \(old.v4Addresses) IPv4 addresses to "
                + "\(new.ranges) and \(new.v4Addresses): the last good copy stays until this persists "
                + "(pull \(pull) of \(ListHistory.pullsToPersist)) or is confirmed."
        }
    }

    private static func verb(_ change: ListChange) -> String {
        switch change {
        case .shrank: "shrank"
        case .grew: "grew"
        }
    }
}
