import Guard
import Settings
import WebPages

/// Every setting there is, in sections, with where it comes from.
struct SettingsView: DashboardView {
    let path = "/settings"
    let dataPath = "/api/settings"

    struct Model: Encodable, Sendable {
        struct Section: Encodable, Sendable {
            var section: SettingsSection
            var settings: [SettingEntry]
        }

        var sections: [Section]
        /// What is wrong with what is said about settings, a sentence each: then nothing of it counts.
        var faults: [String]
        /// How telling the guard's owner fares.
        var notifications: NotificationStatus
        /// Settings that are others when the guard is started again.
        var waiting: [String]
    }

    func model(for request: ViewRequest) async throws(DashboardProblem) -> Model {
        let desk = request.guarded.desk
        let (effective, current) = (await desk.effectiveSettings(), await desk.configuration)
        return Self.model(effective, current: current, notifications: await desk.notifications())
    }

    static func model(
        _ effective: EffectiveSettings<GuardConfiguration>?, current: GuardConfiguration,
        notifications: NotificationStatus
    ) -> Model {
        let entries = GuardConfiguration.catalogue.map { SettingEntry($0, effective, current: current) }
        let sections = Dictionary(grouping: entries) { SettingsSection(of: $0.name) }
        return Model(
            sections: SettingsSection.allCases.compactMap { section in
                sections[section].map { Model.Section(section: section, settings: $0) }
            },
            faults: effective?.faults.map(\.description) ?? [], notifications: notifications,
            waiting: entries.filter { $0.inForce != nil }.map(\.name))
    }

    func page(_ model: Model, in frame: PageFrame) -> Page {
        Page(
            title: "Settings", summary: "Everything that can be set about this guard.",
            section: DashboardSection.settings.title, isForEveryone: false
        ) {
            Tag.h1 { "Settings" }
            Tag.p(.class("lead")) {
                "What is changed here is kept over restarts. A value in the environment, on the command line or in the "
                    + "settings file wins over it, and is changed there."
            }
            if !model.faults.isEmpty {
                Tag.div(.class("notice bad")) {
                    Tag.p {
                        Tag.strong { "What is written about the settings cannot be used, so they stay as they were." }
                    }
                    Tag.ul { for fault in model.faults { Tag.li { fault } } }
                }
            }
            if !model.waiting.isEmpty {
                Tag.div(.class("notice")) {
                    Tag.p {
                        Tag.strong { "Some changes wait for a restart of the guard." }
                        model.waiting.map(SettingTitle.of).joined(separator: ", ")
                        "."
                    }
                }
            }
            Tag.nav(.class("jumps"), .label("Sections of this page")) {
                Tag.ul {
                    for part in model.sections {
                        Tag.li { Tag.a(.href(.here(part.section.rawValue))) { part.section.title } }
                    }
                    Tag.li { Tag.a(.href(.here("transfer"))) { "Export and import" } }
                }
            }
            for part in model.sections {
                Tag.section(.class("settings"), .labelled(by: part.section.rawValue)) {
                    Tag.h2(.id(part.section.rawValue)) { part.section.title }
                    Tag.p(.class("soft")) { part.section.sentence }
                    if part.section == .notifications {
                        NotificationsPart(status: model.notifications, frame: frame).html
                    }
                    Tag.div(.class("grid")) {
                        for entry in part.settings { SettingForm(entry: entry, frame: frame).html }
                    }
                }
            }
            let isOpen = model.sections.contains { $0.settings.contains { $0.obstacle == nil } }
            SettingsTransfer(isOpen: isOpen, frame: frame).html
        }
    }
}
