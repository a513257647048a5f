import Glibc
import Scheduling

// What the frontier costs as it grows to 100,000 sources and 1,000,000 waiting addresses (`make frontier`): the processor's time
// for a step, and memory for an address. Fails where a step grows by more than its logarithm allows.

var costs = [(100_000, 1_000_000), (10_000, 100_000), (1_000, 10_000)].map(FrontierCost.measure)
costs.reverse()
for cost in costs { print(cost) }
// A hundred times as many are 1.5 times the comparisons, and what the caches lose; a linear step would cost a hundred.
guard costs[2].microsecondsPerStep < costs[0].microsecondsPerStep * 10 else {
    print("a step is not logarithmic")
    exit(1)
}
