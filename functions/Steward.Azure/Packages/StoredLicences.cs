using Azure.Data.Tables;
using Steward.Azure.Storage;
using Steward.Kernel;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>
/// Keeps what registries said, for ever: a published version never changes. One partition a package, one row a version. That a package is not
/// known is not kept: it may be published tomorrow.
/// </summary>
/// <param name="inner">Who is asked for what is not kept yet.</param>
/// <param name="account">Where it is kept.</param>
internal sealed class StoredLicences(ILicenceMetadata inner, StorageAccount account) : ILicenceMetadata
{
    private const string Table = "Licences";

    public async Task<DeclaredLicence?> FindAsync(PackageId package, CancellationToken cancellation)
    {
        var table = await account.TableAsync(Table);
        var (partition, row) = KeyOf(package);
        var kept = await StorageErrors.Translate(() => table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation));
        if (kept.HasValue && Read(kept.Value!) is { } known) return known;
        var found = await inner.FindAsync(package, cancellation);
        if (found is not null)
            await StorageErrors.Translate(() => table.UpsertEntityAsync(Write(partition, row, found), TableUpdateMode.Replace, cancellation));
        return found;
    }

    private static (string Partition, string Row) KeyOf(PackageId package)
    {
        var id = package.Ecosystem == "nuget" ? package with { Name = package.Name.ToLowerInvariant() } : package;
        return (Keys.Escape($"{id.Ecosystem}:{id.Name}"), Keys.Escape(id.Version));
    }

    private static DeclaredLicence? Read(TableEntity entity) =>
        Enum.TryParse<LicenceForm>(entity.GetString("Form"), out var form) && entity.GetString("Integrity") is { } integrity
            ? new DeclaredLicence(form, entity.GetString("Text"), entity.GetString("Source") ?? "registry") { Integrity = integrity.Length > 0 ? integrity : null }
            : null;

    private static TableEntity Write(string partition, string row, DeclaredLicence licence) => new(partition, row)
    {
        ["Form"] = licence.Form.ToString(), ["Text"] = Texts.Clip(licence.Text, 500), ["Source"] = licence.Source, ["Integrity"] = licence.Integrity ?? "",
    };
}
