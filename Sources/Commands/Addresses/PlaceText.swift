/// Where an address is, for people.
enum PlaceText {
    /// `Cologne, Germany, AS64500 Example Ltd., Tor exit`; `nil` when nothing is known.
    static func line(
        country: String?, city: String?, asn: String?, organisation: String?, isTor: Bool, isProxy: Bool
    ) -> String? {
        let holder = [asn.map { "AS\($0)" }, organisation].compactMap { $0 }.joined(separator: " ")
        let parts =
            [city, country].compactMap { $0 } + [holder] + (isTor ? ["Tor exit"] : []) + (isProxy ? ["proxy"] : [])
        let line = parts.filter { !$0.isEmpty }.joined(separator: ", ")
        return line.isEmpty ? nil : printable(line)
    }

    /// Names come from databases that anybody may have made: what would move a terminal's cursor is shown as a dot.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : $0 }))
    }
}
