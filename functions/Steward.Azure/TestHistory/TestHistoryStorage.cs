using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Testing.History;

namespace Steward.Azure.TestHistory;

/// <summary>Registers the history of tests.</summary>
public static class TestHistoryStorage
{
    /// <summary>Adds <see cref="ITestHistory"/>; the host brings the <see cref="Storage.StorageAccount"/>.</summary>
    public static IServiceCollection AddTestHistory(this IServiceCollection services) => services.AddSingleton<ITestHistory, TableTestHistory>();
}
