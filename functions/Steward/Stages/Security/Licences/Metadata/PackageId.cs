namespace Steward.Stages.Security.Licences.Metadata;

/// <summary>One version of one package; what is published under it never changes.</summary>
/// <param name="Ecosystem">As in package URLs: <c>nuget</c>, <c>npm</c>, <c>pypi</c>, <c>maven</c>, <c>golang</c>, <c>cargo</c>, <c>composer</c>, <c>gem</c>.</param>
/// <param name="Name">Its name as the ecosystem writes it: <c>@scope/name</c>, <c>group:artifact</c>, <c>vendor/name</c>; of PyPI the normalised one.</param>
/// <param name="Version">Its version.</param>
public sealed record PackageId(string Ecosystem, string Name, string Version)
{
    /// <summary>As people write it: <c>nuget:Name@1.0.0</c>.</summary>
    public override string ToString() => $"{Ecosystem}:{Name}@{Version}";
}
