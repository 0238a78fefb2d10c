using System.Collections.Concurrent;
using Steward.Engine;
using Steward.Kernel;

namespace Steward.TestKit.Engine;

/// <summary>Real orchestrators with activities as a test wants them; every call is written down.</summary>
public sealed class ScriptedProgram
{
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Begins with the orchestrators of a catalog and none of its activities.</summary>
    public ScriptedProgram(TaskCatalog real)
    {
        foreach (var orchestrator in real.Orchestrators.Values) Catalog.Add(orchestrator);
    }

    public TaskCatalog Catalog { get; } = new();

    /// <summary>The calls so far: <c>NAME INPUT</c>, in the order of the alphabet, since parallel ones have none of their own.</summary>
    public IReadOnlyList<string> Calls => [.. _calls.Order(StringComparer.Ordinal)];

    /// <summary>An activity that gives results, or throws, by the number of its call, from 1.</summary>
    public ScriptedProgram Activity(string name, Func<int, object?> result)
    {
        Catalog.Add(new ActivityRegistration(name, (_, input, _) =>
        {
            _calls.Enqueue($"{name} {input}");
            return Task.FromResult<string?>(Json.Write(result(_counts.AddOrUpdate(name, 1, (_, before) => before + 1))));
        }));
        return this;
    }

    /// <summary>How often an activity was called.</summary>
    public int CallsOf(string name) => _counts.GetValueOrDefault(name);
}
