import Guard
import ThreatModel
import WebPages

/// Is every source healthy, and what is it good for?
struct SourcesPart {
    let model: OverviewModel
    let frame: PageFrame

    var html: HTML {
        Tag.section(.id("sources"), .data("fresh", "")) {
            Tag.div(.class("titled")) {
                Tag.h2 { "Sources" }
                Tag.a(.href(DashboardSection.sources.target)) { "Set up" }
            }
            if model.sources.isEmpty {
                Tag.p(.class("nothing")) { "No source is set up: nothing can be blocked but what is blocked by hand." }
            } else {
                Tag.ul(.class("health")) { for source in model.sources { item(source) } }
            }
        }
    }

    private func item(_ source: OverviewModel.Source) -> HTML {
        Tag.li(.class("\(source.state.rawValue) w\(Self.share(of: source.packets ?? 0, among: most))")) {
            Tag.p(.class("name")) {
                Tag.strong { source.name }
                Tag.span(.class("state")) {
                    StandingBadge.sign
                    source.state.word
                }
            }
            Tag.p(.class("soft")) {
                source.entries.map { "\(CountText.full($0)) \($0 == 1 ? "entry" : "entries")" } ?? "no list yet"
                if let confirmed = source.confirmed {
                    " · confirmed "
                    TimeText.distance(confirmed.time, from: frame.now)
                }
                if let next = source.next {
                    " · asked again "
                    TimeText.distance(next.time, from: frame.now)
                }
            }
            if let packets = source.packets {
                Tag.p(.class("soft")) {
                    "\(CountText.full(packets)) \(packets == 1 ? "packet" : "packets") \(model.span.words)"
                }
            }
            if let reason = source.reason { Tag.p(.class("reason")) { Self.cut(reason) } }
        }
    }

    private var most: Int { model.sources.compactMap(\.packets).max() ?? 0 }

    /// Servers of others have a say in it.
    static func cut(_ reason: String) -> String {
        reason.count <= mostReason ? reason : reason.prefix(mostReason) + "…"
    }

    private static let mostReason = 240

    /// Twentieths, for the stylesheet: what is not nought can be seen.
    static func share(of count: Int, among most: Int) -> Int {
        guard count > 0, most > 0 else { return 0 }
        return max(1, min(20, Int(Double(count) / Double(most) * 20 + 0.5)))
    }
}
