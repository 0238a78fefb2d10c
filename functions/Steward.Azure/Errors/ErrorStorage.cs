using Microsoft.Extensions.DependencyInjection;
using Steward.Stages.Monitoring.Errors.Reports;

namespace Steward.Azure.Errors;

/// <summary>Registers the store of error groups.</summary>
public static class ErrorStorage
{
    /// <summary>Adds the store; the host brings the <see cref="Storage.StorageAccount"/>.</summary>
    public static IServiceCollection AddErrorStorage(this IServiceCollection services) => services.AddSingleton<IErrorStore, TableErrorStore>();
}
