/// Everything that there is to see and to do.
enum DashboardRegistry {
    static let views: [any DashboardView] = [
        OverviewView(), LiveView(), AddressSearchView(), AddressView(), SourcesView(), ListsView(), SettingsView(),
        LogView(), ChangesView(),
    ]

    static let changes: [any DashboardChange.Type] = [
        PauseChange.self, ResumeChange.self,
        BlockChange.self, UnblockChange.self, AllowChange.self, DisallowChange.self, ImportChange.self,
        PullChange.self, ReportChange.self, CheckChange.self,
        SetChange.self, UnsetChange.self, ImportSettingsChange.self, NotifyTestChange.self,
        SourceOffChange.self, SourceOnChange.self,
    ]
}
