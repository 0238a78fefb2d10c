namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>One version of one package; what is published under it never changes.</summary>
/// <param name="Ecosystem"><c>nuget</c> or <c>npm</c>.</param>
/// <param name="Name">Its name as the ecosystem writes it.</param>
/// <param name="Version">Its version.</param>
public sealed record PackageId(string Ecosystem, string Name, string Version)
{
    /// <summary>As people write it: <c>nuget:Name@1.0.0</c>.</summary>
    public override string ToString() => $"{Ecosystem}:{Name}@{Version}";
}
