/// Finds the name that somebody most likely meant.
enum NearestName {
    /// `; did you mean 'listen'?`, or nothing when no name is near.
    static func hint(for name: String, among names: [String]) -> String {
        nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    }

    /// The name with the fewest letters to change; one whose last part is the same counts as nearest of all.
    static func nearest(to name: String, among names: [String]) -> String? {
        let wanted = name.lowercased().replacing("-", with: "_")
        let last = wanted.split(separator: ".").last
        if let same = names.first(where: { $0 == wanted || $0.split(separator: ".").last == last }) { return same }
        let most = max(1, wanted.count / 3)
        let ranked = names.map { (name: $0, distance: distance(Array(wanted), Array($0))) }
        return ranked.filter { $0.distance <= most }.min { $0.distance < $1.distance }?.name
    }

    /// Letters to insert, remove or replace (Levenshtein 1966), two neighbours swapped counting as two.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let replaced = diagonal + (left == right ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
