import Testing

@testable import ThreatAPI

@Suite("Room for bodies")
struct BodyRoomTests {
    @Test("What is taken is there again when it was given back, and no more")
    func taking() {
        let room = BodyRoom(byteCount: 10)
        #expect(room.take(6) && !room.take(5) && room.take(4) && !room.take(1) && room.take(0))
        room.giveBack(5)
        #expect(!room.take(6) && room.take(5))
    }
}
