/// What a server runs besides the system: what the persona's other protocols show.
struct ServerServices: Sendable {
    enum Web: Hashable, Sendable {
        case apache
        case nginx
    }

    let web: Web
    let secrets: PersonaSecrets
    let site: WebScene
    let redis: RedisScene

    init(_ persona: Persona) {
        secrets = PersonaSecrets(persona)
        site = WebScene(persona: persona)
        redis = RedisScene(persona: persona)
        web = site.site == .company ? .apache : .nginx
    }

    /// Accounts their packages make: name, comment, home.
    var accounts: [(String, String, String)] {
        let cache = redis.build.isPackaged ? [("redis", "", "/var/lib/redis")] : []
        return [("mysql", "MySQL Server,,,", "/nonexistent")] + cache
    }
}
