import IPNetworks
import Store
import ThreatModel

extension JSONWriter {
    /// An appeal as the one who made it sees it: how it stands, and while it is open, what the address must show.
    mutating func appeal(_ appeal: StoredAppeal) {
        let token = AppealToken(bytes: appeal.token)?.word ?? ""
        literal("{\"id\":\"")
        plain(AppealToken(bytes: appeal.id)?.hexadecimal ?? "")
        literal("\",\"ip\":")
        address(appeal.address)
        member("state")
        word(appeal.state)
        member("createdAt")
        time(appeal.createdAt)
        member("endsAt")
        time(appeal.endsAt)
        member("provenAt")
        time(appeal.provenAt)
        member("proof")
        if let proof = appeal.proof { word(proof) } else { literal("null") }
        member("attempts")
        integer(appeal.attempts)
        member("lastAttemptAt")
        time(appeal.lastAttemptAt)
        member("token")
        string(token)
        member("proofs")
        literal("{\"http\":{\"url\":")
        string(HTTPAppealPageFetcher.url(of: appeal.address))
        literal(",\"line\":")
        string(token)
        literal("},\"dns\":{\"name\":")
        string(ReverseName.text(of: appeal.address))
        literal(",\"firstLabel\":")
        string(token)
        literal("}}}")
    }
}
