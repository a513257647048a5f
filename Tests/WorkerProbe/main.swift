import Glibc
import Worker

// A worker that misbehaves on request, for the pool's tests. The field `do` says how; without it the body comes back.
exit(WorkerMain.run(arguments: CommandLine.arguments, handler: misbehave))
