namespace Steward.Vault.Sources.Workplaces;

/// <summary>A working environment: whose, and where its repositories are looked for.</summary>
public sealed record WorkplacePlace
{
    /// <summary>The home folder.</summary>
    public required string Home { get; init; }

    /// <summary>Folders with repositories; relative ones are below the home folder. Looked through six folders deep.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = ["."];

    /// <summary>Whether private keys and files of credentials are kept too.</summary>
    public bool WithSecrets { get; init; }
}
