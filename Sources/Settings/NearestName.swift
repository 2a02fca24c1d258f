/// Finds the name that somebody most likely meant.
package enum NearestName {
    /// `; did you mean 'listen'?`, or nothing when no name is near.
    package static func hint(for name: String, among names: [String]) -> String {
        nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    }

    /// The name with the fewest letters to change; one whose last part is the same counts as nearest of all.
    package static func nearest(to name: String, among names: [String]) -> String? {
        let wanted = name.lowercased().replacing("-", with: "_")
        let last = wanted.split(separator: ".").last
        if let same = names.first(where: { $0 == wanted || $0.split(separator: ".").last == last }) { return same }
        let most = max(1, wanted.count / 3)
        let ranked = names.map { (name: $0, distance: distance(Array(wanted), Array($0))) }
        return ranked.filter { $0.distance <= most }.min { $0.distance < $1.distance }?.name
    }

    /// Letters to insert, remove, replace or swap with their neighbour (Damerau 1964).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var rows = [Array(0...b.count)]
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(rows[i][j] + (a[i] == b[j] ? 0 : 1), row[j] + 1, rows[i][j + 1] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, rows[i - 1][j - 1] + 1) }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }
}
