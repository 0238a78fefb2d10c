using Microsoft.Extensions.DependencyInjection;
using Steward.Azure.Packages.Archives;
using Steward.Azure.Packages.Caches;
using Steward.Azure.Packages.Registries;
using Steward.Azure.Storage;
using Steward.Stages.Security.Licences.Metadata;

namespace Steward.Azure.Packages;

/// <summary>Puts the sources of licences together: this machine's package caches, then the store, then the registries.</summary>
public static class PackageServices
{
    /// <summary>Adds <see cref="ILicenceMetadata"/> and <see cref="ILicenceFiles"/>. <see cref="StorageAccount"/> and TimeProvider must be registered.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services, PackageOptions options) =>
        services
            .AddSingleton(provider => CreateFiles(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<StorageAccount>()))
            .AddSingleton(provider => Create(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<StorageAccount>()));

    /// <summary>Where the licence files of packages are found: in the caches of this machine, then in the store, then in the archives of npm and PyPI.</summary>
    public static ILicenceFiles CreateFiles(PackageOptions options, TimeProvider time, StorageAccount? account = null)
    {
        var home = HomeOf(options);
        var local = new LicenceFilesChain(new CachedLicenceFiles(CachePlaces.Of(options, home)), new NpmArchiveCache(options.NpmCache ?? Path.Combine(home, ".npm")));
        if (options.Offline) return local;
        var http = Http(options, time);
        var archives = new LicenceFilesChain(new NpmArchives(http, NpmOf(options, home, time)), new PyPiArchives(options.PyPi, http));
        return new LicenceFilesChain(local, new WhereNeeded(account is null ? archives : new StoredLicenceFiles(archives, account), options.Copyrights));
    }

    /// <summary>The sources, with a store or without one.</summary>
    public static ILicenceMetadata Create(PackageOptions options, TimeProvider time, StorageAccount? account = null)
    {
        var home = HomeOf(options);
        var local = Local(CachePlaces.Of(options, home));
        if (options.Offline) return new LicenceChain(local, new NobodyAsked());
        var registries = Registries(options, home, time);
        return new LicenceChain(local, account is null ? registries : new StoredLicences(registries, account));
    }

    private static string HomeOf(PackageOptions options) => options.Home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    // No node_modules and no vendor folders: they lie in the product's own folder, where whoever pushes can put them as well.
    private static LicenceChain Local(CachePlaces places) => new(
        new NuGetCache(places.NuGet), new CargoCache(places.Cargo), new GoCache(places.Go), new MavenCache(places.Maven), new PythonCache(places.Python), new GemCache(places.Gems));

    private static Once<NpmClient> NpmOf(PackageOptions options, string home, TimeProvider time) => new(() => NpmClient.FindAsync(home, options.NpmRegistry, time));

    private static RegistryHttp Http(PackageOptions options, TimeProvider time)
    {
        // One client for the life of the process; connections are renewed, so that changes of names are seen.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), MaxAutomaticRedirections = 5 };
        var client = new HttpClient(handler) { Timeout = options.Timeout };
        // Registries ask their callers for a name.
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Steward");
        return new RegistryHttp(client, new Silences(time));
    }

    private static LicenceChain Registries(PackageOptions options, string home, TimeProvider time)
    {
        var http = Http(options, time);
        return new LicenceChain(
            new NuGetRegistry(http, new Once<IReadOnlyList<string>>(() => options.NuGetSources is { } set ? Task.FromResult(set) : NuGetClient.SourcesAsync(home, time))),
            new NpmRegistry(http, NpmOf(options, home, time)),
            new AddressedRegistry(Protocols.PyPi, options.PyPi, http),
            new AddressedRegistry(Protocols.Crates, options.Crates, http),
            new AddressedRegistry(Protocols.RubyGems, options.RubyGems, http),
            new AddressedRegistry(Protocols.Packagist, options.Packagist, http),
            new MavenRegistry(options.Maven, http),
            new NoRegistry("golang"));
    }
}
