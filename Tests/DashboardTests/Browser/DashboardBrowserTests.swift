import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// The guard's pages in Chromium, driven by the programs in `Clients`.
@Suite("The dashboard in a browser", .serialized, .enabled(if: PythonProgram.areWanted))
struct DashboardBrowserTests {
    /// A folder named there gets what was seen, as pictures.
    private static let pictures = getenv("SIKKER_SCREENSHOTS").map { String(cString: $0) }

    /// From the one-time link of the first start to the viewer who may change nothing, with packets that the kernel really drops.
    @Test(
        "Everything is seen, reached and done, in every guise", .enabled(if: TestHost.isPermitted),
        .timeLimit(.minutes(6)))
    func everything() async throws {
        let stage = try await DashboardStage()
        let (status, output) = try await stage.browse(pictures: Self.pictures)
        #expect(status == 0, "\(output.prefix(20_000))")
    }

    /// A guard over a firewall in memory, with more packets than a host of the tests' own could send.
    @Test(
        "100,000 addresses and 10,000 flows a second leave the pages quick and the guard small",
        .enabled(if: TestHost.isPermitted), .timeLimit(.minutes(3)))
    func crowd() async throws {
        let (host, folder) = (try TestHost("crowded"), try LoopFolder())
        try await host.ip("link set lo up")
        let trial = try await LoopProcess(
            "trial", [LoopProgram.beside("guard-trial"), "dashboard", folder.file("trial"), "7064", "100000", "10000"],
            in: host, folder: folder)
        try await host.run { try trial.waitForLog("http://127.0.0.1:7064", seconds: 60) }
        let command =
            [
                "env", "PYTHONDONTWRITEBYTECODE=1", PythonProgram.path("python"), DashboardStage.client("crowd"),
                "http://127.0.0.1:7064", "\(trial.id)", "guard trial",
            ] + (Self.pictures.map { [$0] } ?? [])
        let (status, output) = try await host.run { try TestProcess(command).wait() }
        #expect(status == 0, "\(output.prefix(20_000))")
    }
}
