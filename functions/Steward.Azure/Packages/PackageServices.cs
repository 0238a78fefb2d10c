using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Storage;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Puts the sources of licences together: this machine's package caches, then the store, then the registries.</summary>
public static class PackageServices
{
    /// <summary>Adds <see cref="ILicenceMetadata"/>. <see cref="StorageAccount"/> and TimeProvider must be registered.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services, PackageOptions options) =>
        services.AddSingleton(provider =>
            Create(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<StorageAccount>()));

    /// <summary>The sources, with a store or without one.</summary>
    public static ILicenceMetadata Create(PackageOptions options, TimeProvider time, StorageAccount? account = null)
    {
        var home = options.Home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        // No node_modules: npm puts it into the product's own folder, where whoever pushes can put it as well.
        var local = new NuGetCache(options.NuGetCaches ?? [Path.Combine(home, ".nuget", "packages")]);
        if (options.Offline) return new LicenceChain(local, new NobodyAsked());
        var registries = Registries(options, home, time);
        return new LicenceChain(local, account is null ? registries : new StoredLicences(registries, account));
    }

    private static LicenceChain Registries(PackageOptions options, string home, TimeProvider time)
    {
        // One client for the life of the process; connections are renewed, so that changes of names are seen.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxAutomaticRedirections = 5 };
        var http = new RegistryHttp(new HttpClient(handler) { Timeout = options.Timeout }, new Silences(time));
        return new LicenceChain(
            new NuGetRegistry(http, new Once<IReadOnlyList<string>>(() => options.NuGetSources is { } set ? Task.FromResult(set) : NuGetClient.SourcesAsync(home, time))),
            new NpmRegistry(http, new Once<NpmClient>(() => NpmClient.FindAsync(home, options.NpmRegistry, time))));
    }
}
