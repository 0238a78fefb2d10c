using Steward.TestKit.Packages;
using Xunit;

namespace Steward.StorageTests.Security;

/// <summary>Tests with registries of their own, and a home folder that nobody has used.</summary>
public abstract class WithRegistries : IAsyncLifetime
{
    protected string Home { get; } = Directory.CreateTempSubdirectory("steward-home-").FullName;

    protected FakeRegistries Registries { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registries = await FakeRegistries.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Registries.DisposeAsync();
        Directory.Delete(Home, recursive: true);
        GC.SuppressFinalize(this);
    }
}
