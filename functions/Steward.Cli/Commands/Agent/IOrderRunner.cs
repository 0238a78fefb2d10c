using Steward.Stages.Development.Backups.Orders;
using Steward.Stages.Development.Backups.Running;

namespace Steward.Cli.Commands.Agent;

/// <summary>Runs one kind of order on this machine: a class each, and a line in <see cref="OrderRunners"/>.</summary>
internal interface IOrderRunner
{
    /// <summary>The kind.</summary>
    OrderKind Kind { get; }

    /// <summary>Runs an order. What goes wrong with it is its outcome, or a StewardException with a sentence.</summary>
    Task<OrderOutcome> RunAsync(AgentOrder order, AgentOptions options, IProgress<OrderProgress> progress, CancellationToken cancellation);
}
