using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Development.Snapshots;

namespace Steward.Azure.Snapshots;

/// <summary>Registers where snapshots lie.</summary>
public static class SnapshotStorage
{
    /// <summary>Adds the archive; the host brings the <see cref="Storage.StorageAccount"/> and the clock.</summary>
    public static IServiceCollection AddSnapshotStorage(this IServiceCollection services) => services.AddSingleton<ITableArchive, BlobTableArchive>();
}
