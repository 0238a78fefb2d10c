using Steward.Engine;
using Steward.TestKit.Engine;

namespace Steward.StorageTests.Workflows;

/// <summary>One way through a workflow.</summary>
/// <param name="Orchestrator">The workflow's name.</param>
/// <param name="Name">What happens in it.</param>
/// <param name="Input">Its input.</param>
/// <param name="Script">The activities.</param>
public sealed record Scenario(string Orchestrator, string Name, object Input, Action<ScriptedProgram> Script)
{
    /// <summary>How it ends.</summary>
    public OrchestrationRuntimeStatus Ends { get; init; } = OrchestrationRuntimeStatus.Completed;

    /// <summary>How many activities it calls, each attempt counted.</summary>
    public required int Calls { get; init; }

    /// <summary>What happens meanwhile.</summary>
    public Func<ScriptedProgram, IOrchestrationClient, string, Task>? During { get; init; }

    /// <summary>What tests are called.</summary>
    public override string ToString() => $"{Orchestrator}: {Name}";
}
