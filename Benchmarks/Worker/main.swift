// What a worker costs.
//
//     worker-bench linear [NAME]   each kind of hostile input in four sizes, each twice the one before: fails where time grows
//                                  faster than bytes
//     worker-bench start           how long a worker takes from nothing to its first answer, and its memory: fails over what
//                                  is promised
import Glibc

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "linear": exit(Linearity.run(only: arguments.dropFirst().first) ? 0 : 1)
case "start": exit(try StartUp.run() ? 0 : 1)
default:
    print("usage: worker-bench linear [NAME] | start")
    exit(64)
}
