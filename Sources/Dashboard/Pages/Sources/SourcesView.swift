import Blocklists
import Guard
import Settings
import WebPages

/// Where blocked addresses come from, and what each list is worth.
struct SourcesView: DashboardView {
    let path = "/sources"
    let dataPath = "/api/sources"

    func model(for request: ViewRequest) async throws(DashboardProblem) -> SourcesModel {
        let desk = request.guarded.desk
        let configuration = await desk.configuration
        let effective = await desk.effectiveSettings()
        let names = Set(ProviderSection.all.flatMap(\.settings))
        return SourcesModel(
            configuration.sourceListings, await desk.knownStatus(), await desk.overlap(),
            packets: await Self.packets(request.guarded.history),
            settings: GuardConfiguration.catalogue.filter { names.contains($0.name) }
                .map { SettingEntry($0, effective, current: configuration) }, configuration)
    }

    /// Packets of a week by source; `nil` where they are not kept.
    private static func packets(_ history: GuardHistory) async -> [String: Int]? {
        guard let top = try? await history.topSources(.week) else { return nil }
        return top.reduce(into: [:]) { packets, each in
            if let source = each.source { packets[source.id, default: 0] += each.packets }
        }
    }

    func page(_ model: SourcesModel, in frame: PageFrame) -> Page {
        Page(
            title: "Sources", summary: "Where blocked addresses come from.", section: DashboardSection.sources.title,
            isForEveryone: false
        ) {
            Tag.div(.class("titled")) {
                Tag.h1 { "Sources" }
                if frame.mayChange, !model.inUse.isEmpty {
                    frame.form("pull") { Tag.button(.class("quiet")) { "Ask all now" } }
                }
            }
            summary(of: model, in: frame)
            for section in ProviderSection.all { section.html(model, in: frame) }
            OfferTable(model: model, frame: frame).html
        }
    }

    @HTMLBuilder private func summary(of model: SourcesModel, in frame: PageFrame) -> HTML {
        let good = model.inUse.filter(\.state.isGood).count
        Tag.dl(.class("facts")) {
            Tag.div {
                Tag.dt { "Up to date" }
                Tag.dd { "\(good) of \(model.inUse.count)" }
            }
            Tag.div {
                Tag.dt { "Entries on all lists" }
                Tag.dd { CountText.full(model.inUse.compactMap(\.entries).reduce(0, +)) }
            }
            Tag.div {
                Tag.dt { "Of those on one list only" }
                Tag.dd { CountText.full(model.inUse.compactMap(\.alone).reduce(0, +)) }
            }
            Tag.div {
                Tag.dt { "Lists compared" }
                Tag.dd {
                    if let compared = model.compared {
                        TimeText.distance(compared.time, from: frame.now)
                    } else {
                        "in a moment"
                    }
                }
            }
        }
    }
}
