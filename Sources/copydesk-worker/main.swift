import Glibc
import Worker
import WorkerJobs

let jobs = WorkerJobs()
exit(WorkerMain.run(arguments: CommandLine.arguments, handler: jobs.handle))
