import Netlink

/// What `iptables` made on its own when our first rule came, and is to go with our last one: in nf_tables, its table and the
/// chains at the hooks are there only from the first rule on. Kept as a comment in the set of the stamp.
struct IpsetOrigin {
    /// Chains of the table `filter`; ``table`` stands for the table itself.
    var made: PerFamily<Set<String>>

    static let table = "*"
    private static let beginning = "iptables made"

    static func isNone(_ comment: String) -> Bool { !comment.hasPrefix(beginning) }

    init(made: PerFamily<Set<String>>) { self.made = made }

    var text: String {
        let names = [made.v4, made.v6].map { $0.sorted().joined(separator: ",") }
        return "\(Self.beginning) ip=\(names[0]) ip6=\(names[1])"
    }

    init?(text: String) {
        let words = text.split(separator: " ")
        guard !Self.isNone(text), words.count == 4, words[2].hasPrefix("ip="), words[3].hasPrefix("ip6=") else {
            return nil
        }
        func names(_ word: Substring, _ count: Int) -> Set<String> {
            Set(word.dropFirst(count).split(separator: ",").map(String.init))
        }
        made = PerFamily(v4: names(words[2], 3), v6: names(words[3], 4))
    }
}
