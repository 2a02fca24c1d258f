/// What a small company's web application keeps in Redis: drawn from the persona, plausible enough to be worth a look.
struct RedisSampleData {
    private(set) var database = RedisDatabase()
    private(set) var volatileKeys: [(key: [UInt8], seconds: Int)] = []
    private var generator: SeededGenerator

    init(_ persona: Persona) {
        generator = persona.generator(for: "redis.data")
        let prefix = generator.pick("", "app:", "prod:", "\(persona.organisation.name.lowercased()):")
        addSessions(prefix, persona)
        addAccounts(prefix, persona)
        addCounters(prefix)
        addCache(prefix)
        addJobs(prefix, persona)
        addSettings(prefix, persona)
    }

    private mutating func addSessions(_ prefix: String, _ persona: Persona) {
        for _ in 0..<generator.number(in: 3...9) {
            let key = prefix + "session:" + generator.hexadecimal(digits: 32)
            let account = generator.number(in: 1...persona.host.users.count)
            let network = "10.\(generator.below(256)).\(generator.below(256)).\(generator.number(in: 2...254))"
            set(key, "{\"uid\":\(account),\"ip\":\"\(network)\",\"csrf\":\"\(generator.hexadecimal(digits: 24))\"}")
            volatileKeys.append((Array(key.utf8), generator.number(in: 600...86_400)))
        }
    }

    private mutating func addAccounts(_ prefix: String, _ persona: Persona) {
        var online = RedisSet()
        for (number, user) in persona.host.users.enumerated() {
            var hash = RedisHash()
            hash["name"] = user.fullName
            hash["email"] = "\(user.name)@\(persona.organisation.domain)"
            hash["role"] = number == 0 ? "admin" : generator.pick("staff", "editor", "sales", "support")
            hash["logins"] = String(generator.number(in: 3...900))
            set(prefix + "user:\(number + 1)", .hash(hash))
            if number == 0 || generator.chance(percent: 60) { online.insert(Array(String(number + 1).utf8)) }
        }
        set(prefix + "users:online", .set(online))
    }

    private mutating func addCounters(_ prefix: String) {
        set(prefix + "stats:visits", String(generator.number(in: 9_000...2_400_000)))
        set(prefix + "stats:orders", String(generator.number(in: 300...40_000)))
        var popular = RedisSortedSet()
        for _ in 0..<generator.number(in: 5...14) {
            let item = "sku-\(generator.number(in: 1000...9999))"
            popular.set(Array(item.utf8), to: Double(generator.number(in: 1...5000)))
        }
        set(prefix + "products:popular", .sortedSet(popular))
    }

    private mutating func addCache(_ prefix: String) {
        for page in ["home", "products", "contact", "imprint"] where generator.chance(percent: 75) {
            let key = prefix + "cache:page:\(page)"
            set(
                key,
                "{\"etag\":\"\(generator.hexadecimal(digits: 12))\",\"size\":\(generator.number(in: 2_000...48_000))}")
            volatileKeys.append((Array(key.utf8), generator.number(in: 60...3_600)))
        }
    }

    private mutating func addJobs(_ prefix: String, _ persona: Persona) {
        var jobs = RedisList()
        for _ in 0..<generator.number(in: 1...5) {
            let customer = InventedName.word(syllables: 2, &generator)
            let order = generator.number(in: 10_000...99_999)
            let job =
                "{\"job\":\"order-mail\",\"to\":\"\(customer)@\(persona.organisation.domain)\",\"order\":\(order)}"
            jobs.push(Array(job.utf8), at: .right)
        }
        set(prefix + "queue:mail", .list(jobs))
    }

    /// Credentials that open nothing but the eyes of whoever runs the sensor.
    private mutating func addSettings(_ prefix: String, _ persona: Persona) {
        let secrets = PersonaSecrets(persona)
        var mail = RedisHash()
        mail["host"] = "smtp.\(persona.organisation.domain)"
        mail["port"] = "587"
        mail["username"] = secrets.mailUser
        mail["password"] = secrets.mailPassword
        set(prefix + "config:smtp", .hash(mail))
        if generator.chance(percent: 60) {
            var backup = RedisHash()
            backup["bucket"] = secrets.bucket
            backup["access_key_id"] = secrets.accessKey
            backup["secret_access_key"] = secrets.secretKey
            set(prefix + "config:backup", .hash(backup))
        }
    }

    private mutating func set(_ key: String, _ text: String) { set(key, .string(Array(text.utf8))) }

    private mutating func set(_ key: String, _ value: RedisValue) {
        database.set(Array(key.utf8), to: RedisDatabase.Entry(value: value, expiresAt: nil))
    }
}

extension RedisHash {
    fileprivate subscript(field: String) -> String {
        get { String(decoding: self[Array(field.utf8)] ?? [], as: UTF8.self) }
        set { self[Array(field.utf8)] = Array(newValue.utf8) }
    }
}
