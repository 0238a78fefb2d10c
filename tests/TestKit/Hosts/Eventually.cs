using System.Diagnostics;

namespace Steward.TestKit.Hosts;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan _soonest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _latest = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Asks until it is true; after the limit the test fails with what was waited for. A question that keeps hosts and storage busy is asked less often:
    /// else most of what they do would be to answer it.
    /// </summary>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, int seconds = 90)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var asked = watch.Elapsed;
            if (await condition()) return;
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Waited {seconds} s in vain until {what}.");
            var pause = (watch.Elapsed - asked) * 10;
            await Task.Delay(pause < _soonest ? _soonest : pause > _latest ? _latest : pause);
        }
    }
}
