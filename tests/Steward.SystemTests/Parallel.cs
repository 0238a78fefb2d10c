using Steward.TestKit;
using Xunit.v3;

// Most of these tests wait most of the time, for hosts, storage or the clock: more of them at once than this machine has processors.
[assembly: Parallelization(MaxThreads = 3)]
[assembly: TestCollectionOrderer(typeof(LongFirst))]
