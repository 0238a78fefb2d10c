using System.Text.Json;
using Microsoft.DurableTask;

namespace Steward.Functions.Durable;

/// <summary>
/// Events of an instance, handed out as the port says. Durable Task gives an event to whoever waits last, also to one who has given up, and then it is lost:
/// so it is asked for one event of a name at a time, and the first in line here gets it.
/// </summary>
/// <param name="inner">Durable Task's context.</param>
internal sealed class RaisedEvents(TaskOrchestrationContext inner)
{
    private readonly Dictionary<string, EventLine> _lines = new(StringComparer.Ordinal);

    /// <summary>The next event of a name that nobody before wants.</summary>
    public async Task<T> TakeAsync<T>(string name, CancellationToken cancellation)
    {
        if (!_lines.TryGetValue(name, out var line)) _lines[name] = line = new EventLine(name, inner);
        return await line.TakeAsync(cancellation) is { } payload ? payload.Deserialize<T>(Kernel.Json.Options)! : default!;
    }

    /// <summary>The run ends and another begins, which gets what nobody has taken, where that is wished.</summary>
    public void Continue(bool keep)
    {
        foreach (var line in _lines.Values) line.Continue(keep);
    }
}
