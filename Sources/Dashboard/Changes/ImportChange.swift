import Blocklists
import Guard
import IPNetworks
import ThreatModel

/// Takes many entries at once, as ``HandList`` writes them: all of them or none.
struct ImportChange: DashboardChange {
    static let name = "import"
    static let fields = ["list", "text", "replace"]
    /// In a form every line feed takes three bytes or six.
    static let mostBytes = 3 << 20

    private let list: HandList
    private let isReplacing: Bool

    init(_ fields: ChangeFields) throws(DashboardProblem) {
        isReplacing = try fields.flag("replace")
        guard let kind = HandList.Kind(rawValue: try fields.required("list")) else {
            throw DashboardProblem(.wrong, "'list' takes allow or block")
        }
        // A list that is empty can be put in the place of another, for example to take an import back.
        list = try HandList(kind, parsing: isReplacing ? fields["text"] ?? "" : try fields.required("text"))
    }

    func cuts(_ address: IPAddress, at desk: ControlDesk) async -> Bool {
        switch list.content {
        case .block(let blocks): return await desk.cuts(address, blocking: blocks.map(\.range))
        case .allow(let allows):
            guard isReplacing else { return false }
            return await desk.cuts(address, allowing: desk.configuration.whitelist + allows.map(\.entry))
        }
    }

    func carryOut(on guarded: GuardAtWork, by visitor: Visitor) async throws(ControlError) -> ChangeReceipt {
        let desk = guarded.desk
        let earlier = await HandList(list.kind, of: desk)
        // What has ended since it was written down is not made anew.
        let current = list.inForce(at: desk.now)
        switch current.content {
        case .block(let blocks): try await desk.block(blocks, isReplacing: isReplacing)
        case .allow(let allows):
            try await desk.allow(
                allows.map { ($0.entry, $0.until, $0.comment) }, isReplacing: isReplacing)
        }
        let now = await HandList(list.kind, of: desk)
        let over = list.count - current.count
        let left = over == 0 ? "" : " Already over and left out: \(over)."
        return ChangeReceipt(
            message: "\(current.count) \(current.count == 1 ? "entry" : "entries") taken;"
                + " \(now.count) \(now.count == 1 ? "is" : "are") \(list.kind.title) now.\(left)",
            before: earlier.summary, after: now.summary,
            undo: Self.order(earlier))
    }

    /// What makes a list what it was.
    static func order(_ list: HandList) -> ChangeOrder {
        let fields = ["list": list.kind.rawValue, "text": list.text, "replace": "true"]
        return ChangeOrder(change: name, fields: fields.filter { !$0.value.isEmpty })
    }
}
