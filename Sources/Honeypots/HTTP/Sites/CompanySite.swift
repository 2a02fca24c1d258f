/// The pages of a small company. Words, order and markup follow from the persona, so that no two sites share a line of
/// text a scanner could search for.
struct CompanySite: Sendable {
    let home: [UInt8]
    let about: [UInt8]
    let contact: [UInt8]
    let style: [UInt8]
    /// A 16 × 16 icon of one colour.
    let icon: [UInt8]
    /// The commit the published Git folder stands at.
    let commit: String
    let commitMessage: String

    init(_ persona: Persona, _ generator: inout SeededGenerator) {
        let owner = persona.organisation
        let trade = Trade(&generator)
        let town = InventedName.word(syllables: 2, &generator).capitalizedWord + generator.pick("", "feld", "ton", "by")
        let founded = generator.number(in: 1948...2014)
        let frame = PageFrame(
            title: owner.name, tag: generator.pick("div", "section", "main", "article"),
            prefix: InventedName.word(syllables: 1, &generator), links: generator.chance(percent: 50), &generator)
        let people = persona.host.users.map(\.fullName)
        let opening = generator.pick(
            "\(trade.noun.capitalizedWord) in \(town) since \(founded)",
            "\(owner.name) – \(trade.noun) from \(town)", "Your partner for \(trade.noun)",
            "\(trade.noun.capitalizedWord), done properly")
        let promise = generator.pick(
            "We \(trade.verb) for customers around \(town), and have done so for more than \(2022 - founded) years.",
            "From the first call to the last invoice: \(people.count + generator.number(in: 3...30)) people at "
                + "\(owner.name) \(trade.verb) every day.",
            "Ask our neighbours in \(town) – most of them know us since \(founded).")
        home = frame.page("index", opening, [promise, trade.sentence(&generator)])
        about = frame.page(
            "about", generator.pick("About us", "Who we are", "The company"),
            [
                "\(owner.name) was founded in \(founded).",
                people.map { "\($0) (\(generator.pick("management", "office", "workshop", "sales")))" }
                    .joined(separator: ", ") + ".",
            ])
        contact = frame.page(
            "contact", generator.pick("Contact", "How to reach us", "Get in touch"),
            [
                "\(owner.name), \(InventedName.word(syllables: 2, &generator).capitalizedWord) "
                    + "\(generator.pick("Street", "Road", "Lane")) \(generator.number(in: 2...190)), \(town)",
                "<a href=\"mailto:info@\(owner.domain)\">info@\(owner.domain)</a>",
            ])
        style = frame.style(&generator)
        icon = Self.drawIcon(&generator)
        commit = generator.hexadecimal(digits: 40)
        commitMessage = generator.pick(
            "update", "fix contact page", "new prices", "Merge branch 'master'", "wip", "typo", "move to new server")
    }

    /// A bitmap of 32 bits a pixel, as ICO files hold it: header, one entry, BITMAPINFOHEADER, pixels, mask.
    private static func drawIcon(_ generator: inout SeededGenerator) -> [UInt8] {
        let colour = generator.bytes(3) + [0xff]
        var icon: [UInt8] = [0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 0x68, 0x04, 0, 0, 22, 0, 0, 0]
        icon += [40, 0, 0, 0, 16, 0, 0, 0, 32, 0, 0, 0, 1, 0, 32, 0]
        icon += [UInt8](repeating: 0, count: 24)
        for _ in 0..<256 { icon += colour }
        return icon + [UInt8](repeating: 0, count: 64)
    }
}

extension String {
    /// With a capital at its start.
    var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
