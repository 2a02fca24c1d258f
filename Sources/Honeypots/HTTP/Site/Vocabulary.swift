/// Words of a trade, from which sentences are put together.
struct Vocabulary: Sendable {
    let trade: String
    let claims: [String]
    let subjects: [String]
    let things: [String]

    func headline(_ generator: inout SeededGenerator) -> String {
        let thing = generator.pick(from: things) ?? ""
        let place = Self.place(&generator)
        switch generator.below(5) {
        case 0: return "New \(thing) in \(place)"
        case 1: return "Notes on \(thing) from \(place)"
        case 2: return "\(place): \(generator.pick("first", "second", "third", "next")) project completed"
        case 3:
            return
                "Changed opening hours in \(place) from \(generator.number(in: 1...28)) \(generator.pick("March", "June"))"
        default: return "Meet us in \(place)"
        }
    }

    func paragraph(_ generator: inout SeededGenerator) -> String {
        (0..<generator.number(in: 2...4)).map { _ in sentence(&generator) }.joined(separator: " ")
    }

    private func sentence(_ generator: inout SeededGenerator) -> String {
        let subject = generator.pick(from: subjects) ?? ""
        let thing = generator.pick(from: things) ?? ""
        let number = generator.number(in: 3...48)
        let place = Self.place(&generator)
        switch generator.below(6) {
        case 0:
            return
                "Since \(generator.number(in: 1981...2016)) \(subject) has looked after \(thing) around \(place)."
        case 1: return "Ask \(subject) in \(place) about \(thing): we answer within \(number) hours."
        case 2: return "\(number) customers in \(place) rely on our \(thing)."
        case 3:
            return
                "From \(generator.number(in: 7...9)) to \(generator.number(in: 16...19)) o'clock \(subject) is there for you in \(place)."
        case 4: return "This year \(subject) added \(number) square metres for \(thing) in \(place)."
        default: return "We bring \(thing) to \(place) and back, \(number) weeks a year."
        }
    }

    /// What stands below the name: a claim of the trade, made good at a place of its own.
    func claim(_ generator: inout SeededGenerator) -> String {
        let claim = generator.pick(from: claims) ?? ""
        return "\(claim) \(generator.pick("in", "around", "from")) \(Self.place(&generator))"
    }

    private static func place(_ generator: inout SeededGenerator) -> String {
        let word = InventedName.word(syllables: 2, &generator)
        return word.prefix(1).uppercased() + word.dropFirst() + generator.pick("", "berg", "ford", "ville", "stad", "o")
    }

    static let all = [
        Self(
            trade: "Logistics", claims: ["On time, every time", "Freight without detours", "We move what matters"],
            subjects: ["our dispatch team", "the night shift", "our fleet desk", "the customs desk"],
            things: ["pallets", "cold storage", "part loads", "customs papers", "night deliveries"]),
        Self(
            trade: "Dental practice", claims: ["Time for your teeth", "Gentle by habit", "Your smile next door"],
            subjects: ["our front desk", "the practice team", "our laboratory", "the doctor on duty"],
            things: ["check-ups", "implants", "appointments", "braces", "emergency hours"]),
        Self(
            trade: "Engineering office", claims: ["Plans that hold", "Measured twice", "Structures with reason"],
            subjects: ["our drawing office", "the survey team", "our test bench", "the site manager"],
            things: ["load tables", "steel frames", "site surveys", "bridge inspections", "permits"]),
        Self(
            trade: "Online shop",
            claims: ["Packed today, there tomorrow", "Spare parts for everything", "Small shop, large shelf"],
            subjects: ["our warehouse", "the service desk", "our packing table", "the returns team"],
            things: ["spare parts", "returns", "garden tools", "bulk orders", "gift vouchers"]),
        Self(
            trade: "IT services",
            claims: ["Your network, awake", "Systems that stay up", "Help that picks up the phone"],
            subjects: ["our help desk", "the on-call engineer", "our hosting team", "the backup team"],
            things: ["mail servers", "backups", "remote desks", "printers", "cloud migrations"]),
    ]
}
