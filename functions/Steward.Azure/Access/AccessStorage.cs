using Microsoft.Extensions.DependencyInjection;
using Steward.Access;
using Steward.Azure.Access.Bearers;
using Steward.Azure.Storage;
using Steward.Health;

namespace Steward.Azure.Access;

/// <summary>Registers what access needs of storage.</summary>
public static class AccessStorage
{
    /// <summary>Tokens, codes, the key of sessions, and the probe for health. Needs a <see cref="StorageAccount"/> and a TimeProvider.</summary>
    public static IServiceCollection AddAccessStorage(this IServiceCollection services) => services
        .AddSingleton<AccessTable>()
        .AddSingleton<ITokenStore, TableTokenStore>()
        .AddSingleton<ISessionStore, TableSessionStore>()
        .AddBearerTokens()
        .AddSingleton<IStorageProbe, StorageProbe>();
}
