import IPNetworks
import TestHosts
import TestWire

/// Reads a list as its consumer's documentation says that it is written, and nothing else: for consumers that are not at hand.
enum ListReader: String, CaseIterable, Sendable {
    case traefik, mikrotik, suricata

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// The addresses and networks in their order. Throws at anything that has no business there.
    func read(_ text: String) throws -> [String] {
        switch self {
        case .traefik: try Self.middleware(text)
        case .mikrotik: try Self.script(text)
        case .suricata: try Self.lines(of: text).map(Self.reputation)
        }
    }

    private static func lines(of text: String) throws -> [Substring] {
        guard text.isEmpty || text.hasSuffix("\n") else { throw Refusal(description: "a line without an end") }
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    /// An address or network, in its canonical form, of a family or of both.
    private static func prefix(_ word: Substring, isV6: Bool? = nil) throws -> String {
        guard let prefix = IPPrefix(String(word)),
            [prefix.description, prefix.address.description].contains(String(word)),
            word.contains("/") || prefix.length == prefix.family.width, isV6 == nil || isV6 == word.contains(":")
        else { throw Refusal(description: "'\(word)'") }
        return String(word)
    }

    /// Dynamic configuration of Traefik with one middleware of the plugin denyip, whose `ipDenyList` is a list of strings, for
    /// net.ParseIP and net.ParseCIDR, that is not empty. The first means nobody.
    private static func middleware(_ text: String) throws -> [String] {
        let program = """
            import sys, yaml
            def only(value, key):
                assert isinstance(value, dict) and list(value) == [key], key
                return value[key]
            value = yaml.safe_load(sys.stdin)
            for key in ["http", "middlewares", "sikker", "plugin", "denyip", "ipDenyList"]: value = only(value, key)
            assert isinstance(value, list) and value[0] == "255.255.255.255" and all(type(one) is str for one in value)
            print("\\n".join(value[1:]))
            """
        let printed = try TestCommand.run([PythonProgram.path("python"), "-c", program], input: text)
        return try printed.split(separator: "\n").map { try prefix($0) }
    }

    /// Commands of RouterOS for `/import`: each family's list is emptied in its menu before anything is added. What
    /// `/ipv6 firewall address-list` holds has a length.
    private static func script(_ text: String) throws -> [String] {
        let menus = ["/ip firewall address-list", "/ipv6 firewall address-list"]
        var read: [String] = []
        var menu = -1
        var isEmptied = false
        for line in try lines(of: text) {
            if menu + 1 < menus.count, menus[menu + 1] == line {
                guard menu < 0 || isEmptied else { throw Refusal(description: "\(menus[menu]) without a command") }
                (menu, isEmptied) = (menu + 1, false)
            } else if line == "remove [find list=sikker]", menu >= 0, !isEmptied {
                isEmptied = true
            } else if line.hasPrefix("add list=sikker address="), isEmptied {
                let word = line.dropFirst("add list=sikker address=".count)
                guard menu == 0 || word.contains("/") else { throw Refusal(description: "'\(line)'") }
                read.append(try prefix(word, isV6: menu == 1))
            } else {
                throw Refusal(description: "'\(line)'")
            }
        }
        guard menu == menus.count - 1, isEmptied else { throw Refusal(description: "not both families are emptied") }
        return read
    }

    /// `ip,category,score`: a category from 1 to 60 and a score from 1 to 127 (Suricata's manual, "IP Reputation Format").
    private static func reputation(_ line: Substring) throws -> String {
        let words = line.split(separator: ",", omittingEmptySubsequences: false)
        guard words.count == 3, words[1] == "1", let score = UInt8(words[2]), (1...100).contains(score),
            String(score) == words[2]
        else { throw Refusal(description: "'\(line)'") }
        return try prefix(words[0])
    }
}
