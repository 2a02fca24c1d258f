import ArgumentParser
import ThreatAPI

/// Which appeal is decided, and why.
struct AppealDecisionOptions: ParsableArguments {
    @Argument(help: "Its number, as 'sikker appeals list' shows it.")
    var number: Int64

    @Option(help: ArgumentHelp("Why, for the appeal's history.", valueName: "text"))
    var note: String?

    @OptionGroup var administration: AdministrationOptions

    func decide(grant: Bool) async throws {
        try await administration.withAdministration { [number, note] in
            try await $0.decideAppeal(number, grant: grant, note: note)
        }
    }
}
