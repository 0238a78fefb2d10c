using System.Diagnostics;

namespace Steward.TestKit.Hosts;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    /// <summary>Asks until it is true; after the limit the test fails with what was waited for.</summary>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition, int seconds = 90)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"Waited {seconds} s in vain until {what}.");
            await Task.Delay(20);
        }
    }
}
