// Fetches what it is told to, in a network namespace that holds nothing but its own loopback device: with a name server and
// a web server on every address, so that a connection anywhere would be accepted, and would be told. Run by `NamespaceTests`.

try Probe.run(CommandLine.arguments.dropFirst())
