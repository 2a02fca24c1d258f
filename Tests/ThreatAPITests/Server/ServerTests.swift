import Testing

/// Tests of whole servers: one after the other, because each is a dozen tasks and connections that want the machine.
@Suite("A server", .serialized)
enum ServerTests {}
