import ThreatModel

/// The site of a small company: who they are, what they write, who writes. All of it drawn, so that no two sensors show
/// the same page, and none a text that can be searched for.
struct CompanySite: Sendable {
    struct Post: Sendable {
        let number: Int
        let title: String
        let slug: String
        let text: String
        let published: Timestamp
    }

    /// An account of the site: its number, login name and shown name.
    struct Author: Sendable {
        let number: Int
        let slug: String
        let name: String
    }

    let name: String
    let domain: String
    let claim: String
    let trade: String
    let pages: [Post]
    let posts: [Post]
    let authors: [Author]
    let wordPressVersion: String
    let theme: String
    let plugins: [String]
    /// The suffix of the login cookies' names: WordPress hashes its own address for it.
    let cookieHash: String
    /// When the files were put there.
    let installed: Timestamp
    /// The first class names of its markup; every theme has its own.
    let markup: String

    init(_ persona: Persona) {
        var generator = persona.generator(for: "http.company")
        name =
            persona.organisation.name
            + generator.pick("", " GmbH", " Ltd", " & Partners", " Group", " Systems", " Services")
        domain = persona.organisation.domain
        let vocabulary = Vocabulary.all[generator.below(Vocabulary.all.count)]
        trade = vocabulary.trade
        claim = vocabulary.claim(&generator)
        let first = CivilDate.days(year: 2019, month: 2, day: 1) + generator.below(1500)
        installed = Timestamp(milliseconds: Int64(first) * 86_400_000 + Int64(generator.below(40_000_000)))
        authors = persona.host.users.enumerated().map { index, user in
            Author(
                number: index + 1, slug: index == 0 && generator.chance(percent: 40) ? "admin" : user.name,
                name: user.fullName)
        }
        wordPressVersion = generator.pick("5.8.3", "5.9.5", "6.0.3", "6.1.1", "6.2.2", "6.3.1", "6.4.2")
        theme = generator.pick(
            "twentytwenty", "twentytwentyone", "twentytwentytwo", "astra", "oceanwp", "generatepress", "neve")
        let plugins = [
            "contact-form-7", "wordpress-seo", "elementor", "akismet", "classic-editor", "wp-super-cache",
            "updraftplus",
        ]
        self.plugins = plugins.filter { _ in generator.chance(percent: 45) }
        cookieHash = generator.hexadecimal(digits: 32)
        markup = InventedName.word(syllables: 2, &generator)
        var day = first
        var number = 4
        var posts: [Post] = []
        for _ in 0..<generator.number(in: 3...6) {
            day += generator.number(in: 12...110)
            number += generator.number(in: 2...40)
            let title = vocabulary.headline(&generator)
            posts.append(
                Post(
                    number: number, title: title, slug: Self.slug(title), text: vocabulary.paragraph(&generator),
                    published: Timestamp(
                        milliseconds: Int64(day) * 86_400_000 + Int64(generator.number(in: 28_000_000...60_000_000)))))
        }
        self.posts = posts.reversed()
        let titles = [
            generator.pick("About us", "Who we are", "Our team"), generator.pick("Contact", "Get in touch", "Find us"),
        ]
        let installed = installed
        pages = titles.enumerated().map { index, title in
            Post(
                number: 2 + index, title: title, slug: Self.slug(title), text: vocabulary.paragraph(&generator),
                published: installed)
        }
    }

    private static func slug(_ title: String) -> String {
        let bytes = title.utf8.map { $0.isLetter || $0.isDigit ? HTTPText.lowercased($0) : UInt8(ascii: "-") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
