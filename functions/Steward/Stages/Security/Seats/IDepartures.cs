namespace Steward.Stages.Security.Seats;

/// <summary>Says who has left: their seats are returned. The host without such knowledge has <see cref="NoDepartures"/>.</summary>
public interface IDepartures
{
    /// <summary>The keys of people who have left by a day. Unavailable when that cannot be found out: then nothing is returned.</summary>
    Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation);
}

/// <summary>Knows of nobody who left.</summary>
public sealed class NoDepartures : IDepartures
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> LeftByAsync(DateOnly day, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>Reads the seats of a service that sells them.</summary>
public interface ISeatSource
{
    /// <summary>The licences of an organisation with everybody who has a seat: complete. Forbidden and NotFound say what is missing.</summary>
    Task<SeatImport> ReadAsync(string organisation, CancellationToken cancellation);
}
