import Testing

@testable import Sensor

@Suite struct FileDescriptorLimitTests {
    @Test func neverLowersAndTellsTheTruth() {
        let before = FileDescriptorLimit.raise(to: 1)
        #expect(before > 1)
        let raised = FileDescriptorLimit.raise(to: before + 1)
        #expect(raised >= before)
        #expect(FileDescriptorLimit.raise(to: 1) == raised)
    }
}
