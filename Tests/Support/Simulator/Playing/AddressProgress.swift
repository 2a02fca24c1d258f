/// Where an address stands on one formula's list, and how it came there.
struct AddressProgress: Sendable {
    private(set) var isListed = false
    /// The highest threshold that lies brought an innocent to.
    var worst = 0
    /// Hours from an address's first attack to its listing, once for each time; `nil` while that has not come.
    private(set) var listings: [Double?] = []
    private var firstAttack: Int?
    private var lastAttack: Int?

    /// After so long a silence, an attack is the first of another holder.
    private static let newHolderHours = 20 * 24

    mutating func noteAttack(at hour: Int) {
        if let last = lastAttack, hour - last >= Self.newHolderHours { firstAttack = nil }
        lastAttack = hour
        guard firstAttack == nil else { return }
        firstAttack = hour
        // Whoever is on the list still need not wait.
        listings.append(isListed ? 0 : nil)
    }

    mutating func noteListing(at hour: Int) {
        guard !isListed else { return }
        isListed = true
        guard let first = firstAttack, let place = listings.indices.last, listings[place] == nil else { return }
        listings[place] = Double(hour - first)
    }

    /// - Returns: days since the last attack.
    mutating func noteRelease(at hour: Int) -> Double? {
        isListed = false
        return lastAttack.map { Double(hour - $0) / 24 }
    }
}
