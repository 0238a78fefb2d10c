using Microsoft.DurableTask.Client;
using Steward.Kernel;

namespace Steward.Functions.Durable;

/// <summary>
/// The engine's client. Functions hands it to triggers only, and it is the same for the life of the process; what runs behind them takes it from here.
/// </summary>
internal sealed class DurableClients
{
    private volatile DurableTaskClient? _client;

    /// <summary>The client that a trigger was given.</summary>
    /// <exception cref="StewardException">Unavailable: no trigger has run yet.</exception>
    public DurableTaskClient Current => _client ?? throw StewardException.Unavailable("The engine is not known yet: nothing has triggered this process. Try again.");

    /// <summary>Remembers it.</summary>
    public void Use(DurableTaskClient client) => _client = client;
}
