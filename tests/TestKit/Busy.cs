using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Steward.TestKit;

/// <summary>
/// Finds work that grows faster than its input. It counts the processor time of its own thread, so that a busy machine makes no test red; the limit is no
/// measure of speed (scripts/bench measures): what such tests are afraid of takes minutes or never ends.
/// </summary>
public static class Busy
{
    // Its first number: the nanoseconds that this thread has run (proc_pid_schedstat(5)).
    private const string Thread = "/proc/thread-self/schedstat";

    /// <summary>Does work that must not keep its thread busy for longer than <paramref name="seconds"/>.</summary>
    public static void AtMost(int seconds, Action work)
    {
        var took = Time(work);
        Assert.True(took.TotalSeconds < seconds, $"It kept a thread busy for {took.TotalSeconds:0.0} s; at most {seconds} s were expected.");
    }

    /// <summary>The processor time of this thread that some work takes.</summary>
    public static TimeSpan Time(Action work)
    {
        var began = Now();
        work();
        return Now() - began;
    }

    private static TimeSpan Now() => File.Exists(Thread)
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Thread).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : Stopwatch.GetElapsedTime(0);
}
