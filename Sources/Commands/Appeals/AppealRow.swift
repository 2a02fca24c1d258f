import Store
import ThreatModel

/// An appeal, as `--json` shows it.
struct AppealRow: Encodable {
    let number: Int64
    let ip: String
    let state: String
    let proof: String?
    let created: String
    let proven: String?
    /// When the review ends by itself, or ended.
    let ends: String
    let decidedBy: String?

    init(_ appeal: StoredAppeal) {
        number = appeal.number
        ip = "\(appeal.address)"
        state = appeal.state.name
        proof = appeal.proof?.name
        created = appeal.createdAt.rfc3339
        proven = appeal.provenAt?.rfc3339
        ends = appeal.endsAt.rfc3339
        decidedBy = appeal.decidedBy
    }
}

extension Table {
    /// Appeals for people.
    init(appeals: [AppealRow]) {
        self.init(
            header: ["number", "address", "state", "proof", "made", "ends", "decided by"],
            rows: appeals.map { appeal in
                [
                    "\(appeal.number)", appeal.ip, appeal.state, appeal.proof ?? "–", MomentText.minute(appeal.created),
                    MomentText.minute(appeal.ends), appeal.decidedBy ?? "–",
                ]
            })
    }
}
