/// Credentials a persona leaves lying about, in `.env` files, key-value stores and backups: they open nothing, and no
/// other sensor has them, so whoever tries one somewhere read it here.
struct PersonaSecrets: PersonaScene, Hashable {
    let databaseName: String
    let databaseUser: String
    let databasePassword: String
    let mailUser: String
    let mailPassword: String
    let bucket: String
    /// In the form of an AWS access key: `AKIA` and 16 letters and digits of base 32.
    let accessKey: String
    /// 40 letters of base 64.
    let secretKey: String
    /// 32 random bytes in base 64, as Laravel's APP_KEY has them.
    let applicationKey: String
    let tokenSecret: String

    init(_ persona: Persona) {
        var generator = persona.generator(for: "secrets")
        let owner = persona.organisation.name.lowercased()
        databaseName = generator.pick("\(owner)", "\(owner)_prod", "\(owner)_shop", "app_\(owner)")
        databaseUser = generator.pick("\(owner)", "\(owner.prefix(6))_app", "webapp", "app")
        databasePassword = Self.text(generator.number(in: 12...18), Self.letters, &generator)
        mailUser = generator.pick("noreply", "mailer", "info", "shop") + "@" + persona.organisation.domain
        mailPassword = Self.text(generator.number(in: 10...16), Self.letters, &generator)
        bucket = owner + "-" + generator.pick("backup", "backups", "assets", "media", "exports")
        accessKey = "AKIA" + Self.text(16, Self.base32, &generator)
        secretKey = Self.text(40, Self.base64, &generator)
        applicationKey = Self.text(43, Self.base64, &generator) + "="
        tokenSecret = generator.hexadecimal(digits: 64)
    }

    init(persona: Persona) { self.init(persona) }

    /// Whether that password is one of these: whoever gives it has read it here.
    func include(_ password: some Collection<UInt8>) -> Bool {
        [databasePassword, mailPassword, secretKey].contains { password.elementsEqual($0.utf8) }
    }

    private static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!%*-_")
    private static let base32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    private static func text(_ count: Int, _ alphabet: [Character], _ generator: inout SeededGenerator) -> String {
        String((0..<count).map { _ in generator.pick(from: alphabet) ?? "x" })
    }
}

extension Persona {
    /// What it leaves lying about.
    var secrets: PersonaSecrets { scene(PersonaSecrets.self) }
}
