import Glibc
import Worker

exit(WorkerMain.run(arguments: CommandLine.arguments, handler: handle))
