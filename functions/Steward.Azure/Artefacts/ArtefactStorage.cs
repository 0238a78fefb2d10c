using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Security.Antivirus.Artefacts;

namespace Steward.Azure.Artefacts;

/// <summary>Registers the store of artefacts.</summary>
public static class ArtefactStorage
{
    /// <summary>Adds the store; the host brings the <see cref="Storage.StorageAccount"/>.</summary>
    public static IServiceCollection AddArtefactStorage(this IServiceCollection services) => services.AddSingleton<IArtefactStore, BlobArtefactStore>();
}
