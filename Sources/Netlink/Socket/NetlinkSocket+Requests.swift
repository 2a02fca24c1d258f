import CNetfilter

extension NetlinkSocket {
    /// How often a listing that changes while it is read is begun anew.
    static let listingAttempts = 10

    /// Sends one request and hands every message of its answer to `reply`, up to the acknowledgement.
    ///
    /// - Parameters:
    ///   - what: what is asked for, as it follows "refused to": "read the table sikkerguard".
    ///   - body: writes what follows the message header.
    mutating func exchange(
        _ what: String, type: UInt16, flags: NetlinkFlags = [], body: (inout NetlinkWriter) -> Void,
        reply: (NetlinkMessage) throws(NetlinkError) -> Void = { (_: NetlinkMessage) throws(NetlinkError) in }
    ) throws(NetlinkError) {
        let sequence = takeSequenceNumbers(1)
        var writer = NetlinkWriter()
        writer.message(type, flags.union([.request, .acknowledge]), sequence: sequence, body: body)
        try send(writer.bytes)
        guard try answer(what, to: sequence, reply) != nil else { throw .unanswered(what) }
    }

    /// Sends a request for a listing and folds its messages into a result.
    ///
    /// - Parameter isSettled: whether a listing that the kernel marks as changed meanwhile is begun anew. For a caller who
    ///   watches changes himself: the kernel sets the mark for every change of any table.
    mutating func list<Result>(
        _ what: String, type: UInt16, into initial: Result, isSettled: Bool = true,
        body: (inout NetlinkWriter) -> Void,
        _ update: (inout Result, NetlinkMessage) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> Result {
        for _ in 0..<Self.listingAttempts {
            let sequence = takeSequenceNumbers(1)
            var writer = NetlinkWriter()
            writer.message(type, [.request, .dump], sequence: sequence, body: body)
            try send(writer.bytes)
            var result = initial
            let outcome = try answer(what, to: sequence, isSettled: isSettled) { (message) throws(NetlinkError) in
                try update(&result, message)
            }
            switch outcome {
            case .settled: return result
            case .changed: continue
            case nil: throw .unanswered(what)
            }
        }
        throw .unsettled(what, attempts: Self.listingAttempts)
    }

    /// Sends a batch in one piece and reads what the kernel has to say about it.
    ///
    /// - Parameter request: what the message with that sequence number asked for.
    /// - Throws: the first refusal; nothing of the batch was done then.
    mutating func transact(_ batch: [UInt8], request: (UInt32) -> String) throws(NetlinkError) {
        try send(batch)
        var refusal: NetlinkRefusal?
        var acknowledged = false
        var overrun = false
        var more = true
        while more {
            do {
                more = try receive { (message) throws(NetlinkError) in
                    guard message.type == UInt16(NLMSG_ERROR) else { return }
                    guard let acknowledgement = NetlinkAcknowledgement(message) else {
                        throw .malformed("an acknowledgement")
                    }
                    if acknowledgement.code.rawValue == 0 {
                        acknowledged = true
                    } else if refusal == nil {
                        refusal = acknowledgement.refusal(of: request(message.sequence))
                    }
                }
            } catch .overrun {
                overrun = true  // so many refusals that some were dropped: the first of them are still to be read
            }
        }
        if let refusal { throw .refused(refusal) }
        if overrun { throw .overrun }
        if !acknowledged { throw .unanswered("make a change") }
    }

    /// Sends a question about each item in one piece, and hands over what is answered to those that the kernel knows.
    ///
    /// - Parameters:
    ///   - items: few enough for their answers to fit into the receive queue.
    ///   - question: writes one message with that sequence number.
    mutating func ask<Item>(
        _ what: String, _ items: ArraySlice<Item>, question: (inout NetlinkWriter, UInt32, Item) -> Void,
        answer: (Item, NetlinkMessage) throws(NetlinkError) -> Void
    ) throws(NetlinkError) {
        let first = takeSequenceNumbers(UInt32(items.count))
        var writer = NetlinkWriter()
        for (offset, item) in items.enumerated() { question(&writer, first &+ UInt32(offset), item) }
        try send(writer.bytes)
        var unanswered = items.count
        while try receive({ (message) throws(NetlinkError) in
            let offset = Int(message.sequence &- first)
            guard offset < items.count else { return }
            unanswered -= 1
            guard message.type == UInt16(NLMSG_ERROR) else {
                try answer(items[items.startIndex + offset], message)
                return
            }
            guard let acknowledgement = NetlinkAcknowledgement(message) else { throw .malformed("an acknowledgement") }
            if acknowledgement.code != .noSuchObject { throw .refused(acknowledgement.refusal(of: what)) }
        }) {}
        if unanswered > 0 { throw .unanswered(what) }
    }

    private enum Outcome {
        case settled
        case changed
    }

    /// Reads the answer to one request; `nil` when it broke off without an end.
    private mutating func answer(
        _ what: String, to sequence: UInt32, isSettled: Bool = true,
        _ visit: (NetlinkMessage) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> Outcome? {
        var outcome = Outcome.settled
        var isFinished = false
        while !isFinished {
            let received = try receive { (message) throws(NetlinkError) in
                guard message.sequence == sequence, !isFinished else { return }
                if isSettled, message.flags.contains(.dumpInterrupted) { outcome = .changed }
                switch Int32(message.type) {
                case NLMSG_ERROR, NLMSG_DONE:
                    // Both begin with an error number, zero for success.
                    isFinished = true
                    guard let acknowledgement = NetlinkAcknowledgement(message) else {
                        throw .malformed("an acknowledgement")
                    }
                    if acknowledgement.code.rawValue != 0 { throw .refused(acknowledgement.refusal(of: what)) }
                case NLMSG_NOOP: break
                default: if outcome == .settled { try visit(message) }
                }
            }
            guard received else { return nil }
        }
        return outcome
    }
}
