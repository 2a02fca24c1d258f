/// The stamp as a line of text, which `nft` shows as a comment, so that it can be read in the kernel by a person too:
///
///     sikker schema=1 generation=42 fingerprint=00c0ffee00c0ffee mode=drop log=7064 rate=5000 also=fo
///
/// `also` has an `f` for flood mode and an `o` where outbound packets are dropped too.
extension FirewallStamp {
    /// Which objects a firewall consists of, and how. Another number means: made by another version of this program,
    /// to be replaced as a whole.
    package static let schema = 1

    package var text: String {
        var text = "sikker schema=\(Self.schema) generation=\(generation) fingerprint=\(fingerprint)"
        text += " mode=\(policy.mode.rawValue)"
        if let logging = policy.logging {
            text += " log=\(logging.group)"
            if let rate = logging.packetsPerSecond { text += " rate=\(rate)" }
        }
        let choices = (policy.isFloodMode ? "f" : "") + (policy.blocksOutbound ? "o" : "")
        return choices.isEmpty ? text : "\(text) also=\(choices)"
    }

    /// `nil` for text of another schema, and for what is no such line.
    package init?(text: String) {
        var words = text.split(separator: " ")[...]
        guard words.popFirst() == "sikker" else { return nil }
        var values: [Substring: Substring] = [:]
        for word in words {
            guard let equals = word.firstIndex(of: "=") else { return nil }
            values[word[..<equals]] = word[word.index(after: equals)...]
        }
        guard values["schema"].flatMap({ Int($0) }) == Self.schema,
            let generation = values["generation"].flatMap({ UInt64($0) }),
            let fingerprint = values["fingerprint"].flatMap({ UInt64($0, radix: 16) }),
            let mode = values["mode"].flatMap({ FirewallPolicy.Mode(rawValue: String($0)) })
        else { return nil }
        var logging: PacketLogging?
        if let group = values["log"] {
            guard let group = UInt16(group) else { return nil }
            logging = PacketLogging(group: group, packetsPerSecond: values["rate"].flatMap { UInt32($0) })
        }
        self.init(
            generation: generation, fingerprint: FirewallFingerprint(value: fingerprint),
            policy: FirewallPolicy(
                mode: mode, logging: logging, isFloodMode: values["also"]?.contains("f") ?? false,
                blocksOutbound: values["also"]?.contains("o") ?? false))
    }
}
