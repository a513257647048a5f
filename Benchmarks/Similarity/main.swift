import Foundation

// similarity-bench pairs CORPUS | million DIRECTORY [COUNT]
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.dropFirst().first) {
case ("pairs", let corpus?):
    exit(try Pairs.run(corpus: corpus) ? 0 : 1)
case ("million", let directory?):
    exit(
        try Million.run(directory: directory, count: arguments.dropFirst(2).first.flatMap(Int.init) ?? 1_000_000)
            ? 0 : 1)
default:
    FileHandle.standardError.write(Data("usage: similarity-bench pairs CORPUS | million DIRECTORY [COUNT]\n".utf8))
    exit(64)
}
