/// What one connection, and one address, may take from the server: places, and time.
package struct ConnectionLimits: Sendable {
    /// Connections at once from one IPv4 address or one IPv6 network of 64 bits.
    package var perAddress = 512
    /// From its first byte until a request's head is whole, once everything before it is answered.
    package var headTime = Duration.seconds(10)
    /// Without a byte of a body that is being waited for.
    package var bodyPause = Duration.seconds(20)
    /// What a body may take in all, besides one second for each ``bodyRate`` bytes of it.
    package var bodyTime = Duration.seconds(30)
    /// Bytes a second below which a body that takes longer than ``bodyTime`` is too slow.
    package var bodyRate = 4096
    /// Between two requests, and between two bytes of an answer that is a stream.
    package var idleTime = Duration.seconds(75)
    /// Between two requests while more than four fifths of all places are taken.
    package var crowdedIdleTime = Duration.seconds(5)
    /// Until the first byte of an answer.
    package var answerTime = Duration.seconds(120)
    /// In which a client takes no byte of what is being sent to it.
    package var sendingPause = Duration.seconds(60)
    /// For what comes before the first request: the header of the PROXY protocol, the handshake of TLS.
    package var openingTime = Duration.seconds(10)

    package init() {}
}
